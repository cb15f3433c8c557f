/** What account connect asks a customer for. */
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';

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
