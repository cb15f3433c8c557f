import type { ReactiveControllerHost } from 'lit';
import type { Problem } from '../../contract/answer.js';
import { loadTexts } from '../../locales/localize.js';
import type { ScreenName } from '../../flow/routes.js';
import type { Later, Views } from '../../screens/views.js';

/** Loads what is beyond the first screen: the later steps' screens, rules and texts, in the page's language. */
export class LaterController {
  /** What the last try came to, if it failed. */
  broken?: Problem | undefined;
  /** The texts of problems and faults, once they are here. */
  texts: Partial<Pick<Later, 'problemText' | 'faultText' | 'back' | 'pageOf'>> = {};
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #views: Partial<Views>;
  readonly #import: (name: ScreenName) => Promise<Later>;
  readonly #begun = new Set<ScreenName>();

  /** @param views gets the later screens, too */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    views: Partial<Views>,
    load: (name: ScreenName) => Promise<Later>,
  ) {
    this.#host = host;
    this.#views = views;
    this.#import = load;
  }

  /** Loads, unless that is done or under way. After a failure it tries again. */
  load = (name: ScreenName): void => {
    if (this.#begun.has(name)) return;
    this.#begun.add(name);
    this.broken = undefined;
    Promise.all([this.#import(name), loadTexts('steps')])
      .then(
        ([{ views, styles, ...texts }]) => {
          Object.assign(this.#views, views);
          this.texts = texts;
          const sheets = this.#host.shadowRoot?.adoptedStyleSheets;
          if (styles.styleSheet && !sheets?.includes(styles.styleSheet)) sheets?.push(styles.styleSheet);
        },
        () => {
          this.#begun.delete(name);
          this.broken = { kind: 'problem', code: 'chunk-failed' };
        },
      )
      .finally(() => this.#host.requestUpdate());
  };
}
