/** Hands events to `onAudit`: beside the calls, which it cannot hold up. */
import { Failure } from '../base/failure.js';
import { unlessAborted } from '../base/unless-aborted.js';
import type { AuditEvent, OnAudit } from './audit-event.js';

/** Milliseconds that `onAudit` may take for one event. */
const longest = 10_000;
/** Events that wait for it; those beyond are lost: whoever tries passwords must not fill the memory. */
const mostWaiting = 1000;

/** More events came than `onAudit` has taken. */
class TooMany extends Error {
  override readonly name = 'TooMany';
}
/** It took too long. */
class Late extends Error {
  override readonly name = 'Late';
}

/** Returns what tells an event, and never throws. `failed`: the event was not taken; it must not throw either. `patience` in milliseconds. */
export function createAuditHook(
  onAudit: OnAudit,
  failed: (event: AuditEvent, error: unknown) => void,
  patience = longest,
): (event: AuditEvent) => void {
  let waiting = 0;
  async function hand(event: AuditEvent): Promise<void> {
    waiting += 1;
    try {
      const told = Promise.resolve().then(() => onAudit(event));
      await unlessAborted(told, AbortSignal.timeout(patience));
    } catch (error) {
      failed(event, error instanceof Failure ? new Late() : error);
    } finally {
      waiting -= 1;
    }
  }
  return (event) => {
    if (waiting >= mostWaiting) failed(event, new TooMany());
    else void hand(event);
  };
}
