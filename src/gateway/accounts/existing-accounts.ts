/** Tells the operator, who mails the owner, that somebody has tried to register with an address that has an account. */
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { unlessStoreFails } from '../base/without-store.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import { accountOf } from '../sealed/consent-record.js';

/** Seconds in which the owner of an account is told once. */
const pause = 600;
/** Milliseconds that `onExistingAccount` may take. */
const patience = 10_000;

/** Returns a function that no answer waits for: what it does shows in no answer's timing. */
export function createExistingAccountNotifier({
  onExistingAccount,
  store,
  now,
}: Pick<ResolvedOptions, 'onExistingAccount' | 'store' | 'now'>) {
  async function notify({ log }: RequestContext, typed: string, language: string): Promise<void> {
    const email = normaliseIdentifier(typed);
    const key = `existing:${await accountOf(email)}`;
    // Without the store it is better told twice than not at all.
    if ((await unlessStoreFails(log, () => store.add(key, '""', pause))) === false) return;
    try {
      const told = Promise.resolve().then(() =>
        onExistingAccount?.({ email, language, at: new Date(now()).toISOString() }),
      );
      await unlessAborted(told, AbortSignal.timeout(patience));
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      log({ level: 'error', event: 'on-existing-account-failed', name });
    }
  }
  return (context: RequestContext, typed: string, language: string): void => void notify(context, typed, language);
}
