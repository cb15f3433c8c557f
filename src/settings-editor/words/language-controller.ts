import type { LitElement, ReactiveController } from 'lit';

/** The ISO 639-1 code of the nearest `lang` around an element, or of the page; `''`: none is set. */
export function languageAround(element?: Element): string {
  const nearest = element?.closest<HTMLElement>('[lang]') ?? document.documentElement;
  return nearest.lang.slice(0, 2).toLowerCase();
}

/**
 * The language of the form: the nearest `lang` around it, now and whenever it changes. It is the form's own, not that of the elements
 * on the page: those in its preview are shown in another one while a merchant compares.
 */
export class LanguageController implements ReactiveController {
  readonly #host: LitElement;
  #observer?: MutationObserver;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The language's ISO 639-1 code; `''`: none is set. */
  get language(): string {
    return languageAround(this.#host);
  }

  hostConnected(): void {
    this.#observer ??= new MutationObserver(() => this.#host.requestUpdate());
    // Observes the whole document: a `lang` can be set nearer to the form later.
    this.#observer.observe(document, { subtree: true, attributeFilter: ['lang'] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
