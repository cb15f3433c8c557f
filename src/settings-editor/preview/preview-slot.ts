/** Finds the elements that a page has slotted, at any depth, whenever they are added or defined. */
import type { ElementClient } from './preview-client.js';

/** An element that makes its calls through a client. */
export type PreviewedElement = HTMLElement & { client?: ElementClient };

/** Our elements are given a client even before they are defined, so that they never make one of their own. */
const isPreviewed = (element: Element): element is PreviewedElement =>
  element.localName.startsWith('sso-') || 'client' in element;

export class PreviewSlot {
  /** The slotted nodes themselves. */
  roots: readonly HTMLElement[] = [];
  /** Those in them that have a client, in document order. */
  elements: readonly PreviewedElement[] = [];
  readonly #changed: () => void;
  readonly #observer = new MutationObserver(() => this.#find());
  readonly #awaited = new Set<string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  observe(roots: readonly Element[]): void {
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
