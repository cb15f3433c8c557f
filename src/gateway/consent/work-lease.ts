/** Leases: requests that a browser sends at the same time carry the same cookie, and one alone does the work it stands for. */
import type { Store } from '../base/ports.js';
import { storeFailed } from '../base/without-store.js';
import type { RequestContext } from '../request/request-context.js';

/** `acquired`: the work is this request's. `held`: another request has the lease. `done`: the work is finished. */
export type Lease = 'acquired' | 'held' | 'done';

export interface WorkLeases {
  /**
   * Takes the lease on a piece of work for so many seconds. While the store fails every request acquires it: work done twice is better than
   * work never done. Never throws.
   */
  acquire(context: RequestContext, key: string, seconds: number): Promise<Lease>;
  /** Marks the work as done, for so many seconds. Never throws. */
  complete(key: string, seconds: number): Promise<void>;
}

export function createWorkLeases({ store }: { store: Store }): WorkLeases {
  return {
    async acquire({ log }, key, seconds) {
      try {
        if (await store.add(key, 'held', seconds)) return 'acquired';
        return (await store.get(key)) === 'done' ? 'done' : 'held';
      } catch (error) {
        log(storeFailed(error));
        return 'acquired';
      }
    },
    complete: (key, seconds) => store.set(key, 'done', seconds).catch(() => undefined),
  };
}
