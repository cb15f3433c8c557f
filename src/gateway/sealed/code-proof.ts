/** Knows a code again that the hosted API has sent, by a keyed digest that nobody can find the code from. */
import type { Sealer } from './sealer.js';

export interface CodeProofs {
  /** The digest of a code for a step token, 22 characters; `undefined` where there is no code. */
  of(token: string, code: string | undefined): Promise<string | undefined>;
}

/** As people may type it: letter case and what separates characters do not count. */
const plain = (code: string) => code.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

export const createCodeProofs = (sealer: Sealer): CodeProofs => ({
  of: async (token, code) => (code ? sealer.nameOf('code', `${token} ${plain(code)}`) : undefined),
});
