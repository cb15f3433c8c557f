import type { CallField, Flow, Values } from '../../flow/flow.js';

/** Ties the tick of the opt-in to its wording: when the wording changes, the tick is cleared. */
export class OptInBox {
  readonly #root: () => ParentNode;
  #hash?: string | undefined;
  #drawn?: Flow;

  constructor(root: () => ParentNode) {
    this.#root = root;
  }

  /** The choice as it stands in the form, with the hash of the wording; `undefined` where there is no opt-in. */
  get choice(): Values | undefined {
    const box = this.#find('optIn');
    const optInHash = this.#find('optInHash')?.value;
    return box ? { optIn: box.checked, ...(optInHash && { optInHash }) } : undefined;
  }

  /** To be called after each drawing. Returns whether the gateway has just refused the wording: then the settings must be loaded again. */
  update(flow: Flow): boolean {
    const box = this.#find('optIn');
    const hash = this.#find('optInHash')?.value;
    const { screen, problem, firstValues } = flow;
    const before = this.#drawn;
    const refused = problem !== before?.problem && problem?.code === 'opt-in-changed';
    // A form that is drawn anew was filled in with its former values.
    const shownBefore = screen === before?.screen ? this.#hash : firstValues?.optInHash;
    if (box && (refused || hash !== shownBefore)) box.checked = false;
    this.#hash = hash;
    this.#drawn = flow;
    return refused;
  }

  #find(name: CallField) {
    return this.#root().querySelector<HTMLInputElement>(`[name=${name}]`);
  }
}
