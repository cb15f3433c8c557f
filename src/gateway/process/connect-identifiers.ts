/** What account connect asks a customer for. */
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';

/**
 * The names under which limits count the customer that a start names: each ID by itself, so that who varies one is held back by the other. No user
 * name has a line break.
 */
export const customerNames = (ids: {
  customerId?: string | undefined;
  subscriptionId?: bigint | undefined;
}): string[] =>
  (['customerId', 'subscriptionId'] as const).flatMap((name) =>
    ids[name] === undefined ? [] : [`${name}\n${BigInt(ids[name])}`],
  );

/** The identifiers that account connect asks for. Throws `connect-unavailable` where it is off, `connect-misconfigured` without either ID. */
export function identifiersOf({ log }: RequestContext, { accountConnect: { enabled, identifiers } }: PublicSettings) {
  if (!enabled) throw new Failure('connect-unavailable');
  if (!identifiers.includes('customerId') && !identifiers.includes('subscriptionId')) {
    log({
      level: 'error',
      event: 'account-connect-without-id',
      advice: 'switch on the customer ID or the subscription ID in the settings of account connect',
    });
    throw new Failure('connect-misconfigured');
  }
  return identifiers;
}
