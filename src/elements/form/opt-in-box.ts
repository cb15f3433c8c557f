import type { CallField, Flow, Values } from '../../flow/flow.js';

/** Keeps the box of the opt-in to the wording beside it: a tick never stands beside another text than it was set for. */
export class OptInBox {
  readonly #root: () => ParentNode;
  #hash?: string | undefined;
  #drawn?: Flow;

  constructor(root: () => ParentNode) {
    this.#root = root;
  }

  /** The choice as it stands in the form, with the hash of the wording. Nothing where none is asked. */
  get choice(): Values | undefined {
    const box = this.#find('optIn');
    const optInHash = this.#find('optInHash')?.value;
    return box ? { optIn: box.checked, ...(optInHash && { optInHash }) } : undefined;
  }

  /** Looks at what was drawn. Answers whether the gateway would not take the choice: then the settings are to be read again. */
  update(flow: Flow): boolean {
    const box = this.#find('optIn');
    const hash = this.#find('optInHash')?.value;
    const { screen, problem, firstValues } = flow;
    const before = this.#drawn;
    const refused = problem !== before?.problem && problem?.code === 'opt-in-changed';
    // A form that is drawn anew was filled in with what it held before.
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
