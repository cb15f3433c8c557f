/**
 * Whether a user name is taken, looked up before a registration: the hosted API names a taken address first, so from its own refusals a stranger
 * who sends a taken user name along would learn of the address.
 */
import { foundCustomers } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { ResolvedOptions } from '../options/options.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds in which it is logged once that user names cannot be looked up. */
const quiet = 3_600_000;

/** The hosted API also refuses another's address as a user name, by which it would tell of that. */
export const mayBeAddress = (username: string): boolean => username.includes('@');

/** Returns a function that throws `username-taken`, or `invalid-request` for an address. Where nobody can say it lets the registration go on, and logs so. */
export function createUserNameCheck({
  options,
  upstream,
}: {
  options: Pick<ResolvedOptions, 'now'>;
  upstream: Upstream;
}) {
  let quietUntil = -Infinity;
  async function find({ deadline, log }: RequestContext, username: string) {
    try {
      const reply = foundCustomers;
      return (await upstream.call('customers/search', { query: { username }, reply, deadline })).items;
    } catch (error) {
      if (options.now() >= quietUntil) {
        quietUntil = options.now() + quiet;
        const { code } = error as Failure;
        log({ level: 'error', event: 'user-name-unchecked', code });
      }
      return [];
    }
  }
  return async (context: RequestContext, username: string): Promise<void> => {
    if (mayBeAddress(username)) throw new Failure('invalid-request', { fields: { username: 'invalid' } });
    const wanted = username.toLowerCase();
    const isTaken = (await find(context, username)).some((each) => each?.username?.toLowerCase() === wanted);
    if (isTaken) throw new Failure('username-taken', { fields: { username: 'taken' } });
  };
}
