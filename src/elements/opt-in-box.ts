import type { Values } from '../flow/flow.js';

/** The choice as it stands in a form, with the hash of the wording beside it. Nothing where none is asked. */
export function choiceIn(root: ParentNode): Values | undefined {
  const read = (name: string) => root.querySelector<HTMLInputElement>(`[name=${name}]`);
  const box = read('optIn');
  const optInHash = read('optInHash')?.value;
  return box ? { optIn: box.checked, ...(optInHash && { optInHash }) } : undefined;
}
