/** The hosted API's rate limit of all callers, which readers are told of. */
import type { Demo } from './start-demo.js';

/**
 * Has the next sign-in meet a rate limit, and the settings, too: by these the gateway finds out that the limit is not the account's own. More
 * than one of them, since a refresh of the settings may come first. `retryAfter` in seconds.
 */
export async function limitEverybody(demo: Pick<Demo, 'fault'>, retryAfter: number): Promise<void> {
  const limited = { status: 429, errorCode: 99429, retryAfter } as const;
  await demo.fault({ ...limited, operation: 'login/verify' });
  await demo.fault({ ...limited, operation: 'settings', times: 3 });
}
