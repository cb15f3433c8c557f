/** The elements that a page has put into the preview, however deep, whenever they come and whenever they are defined. */
import type { ElementClient } from './client.js';

/** An element that speaks through a client. */
export type PreviewedElement = HTMLElement & { client?: ElementClient };

/** Those of ours take a client before they are defined, and so never begin with one of their own. */
const isPreviewed = (element: Element): element is PreviewedElement =>
  element.localName.startsWith('sso-') || 'client' in element;

export class PreviewSlot {
  /** What is slotted itself. */
  roots: readonly HTMLElement[] = [];
  /** In the order of the page. */
  elements: readonly PreviewedElement[] = [];
  readonly #changed: () => void;
  readonly #observer = new MutationObserver(() => this.#find());
  readonly #awaited = new Set<string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  look(roots: readonly Element[]): void {
    this.roots = roots.filter((each) => each instanceof HTMLElement);
    this.#observer.disconnect();
    for (const root of this.roots) this.#observer.observe(root, { childList: true, subtree: true });
    this.#find();
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #find(): void {
    const all = this.roots.flatMap((root) => [root, ...root.querySelectorAll<HTMLElement>('*')]);
    for (const { localName } of all) if (localName.includes('-')) this.#await(localName);
    this.elements = all.filter(isPreviewed);
    this.#changed();
  }

  #await(name: string): void {
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    if (!customElements.get(name)) void customElements.whenDefined(name).then(() => this.#find());
  }
}
