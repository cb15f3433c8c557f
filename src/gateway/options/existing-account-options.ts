/** What an operator sets about who has an account, and what `onExistingAccount` gets. */
import type { Rule } from './rules.js';

/** What is hidden: `strict`, that there is an account and what became of it; `existence`, the former alone; `off`, nothing. */
export type HideAccounts = 'strict' | 'existence' | 'off';
export const hideAccountsValues: readonly HideAccounts[] = ['strict', 'existence', 'off'];

/** What `onExistingAccount` gets: somebody has tried to register with an address that has an account. Mail its owner, and tell nobody else. */
export interface ExistingAccount {
  /** As it was typed, in its normal form. */
  email: string;
  /** ISO 639-1, of the page on which it was typed. */
  language: string;
  /** When, by the gateway's clock, ISO 8601. */
  at: string;
}

export const hideTakenEmail: Rule = (value, { onExistingAccount, hideAccounts }) => {
  if (value === undefined || value === false) return undefined;
  if (value !== true) return 'must be true or false';
  if (typeof onExistingAccount !== 'function')
    return 'can only be used with onExistingAccount: the owner of the account would wait for a code that nobody sends';
  return hideAccounts === 'off' ? 'can only be used where hideAccounts is not off' : undefined;
};
