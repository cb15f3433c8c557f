/** What becomes of an advertising choice where its registration seems to have been finished already. */
import { Failure } from '../base/failure.js';
import type { Consents } from '../consent/consents.js';
import type { RequestContext } from '../request/request-context.js';
import type { Consent } from '../sealed/consent-record.js';

/** `account`: whose the consent will be. */
export interface Choice {
  consent?: Consent | undefined;
  account?: string | undefined;
}

/** Returns a function that rethrows an error; where the flow was used, the account may be there, by an answer that never arrived, and signs in later. */
export const createChoiceKeeper =
  (consents: Pick<Consents, 'awaitSignIn'>) =>
  async ({ consent, account }: Choice, error: unknown, context: RequestContext): Promise<never> => {
    const isUsed = error instanceof Failure && (error.code === 'flow-used' || error.code === 'link-used');
    if (isUsed && consent && account !== undefined) await consents.awaitSignIn(context, consent, account);
    throw error;
  };
