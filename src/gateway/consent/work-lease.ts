/** Who does a piece of work: requests of one browser at the same time bring the same cookie, and ask for the same. */
import type { Store } from '../base/ports.js';
import type { Visit } from '../request/request-context.js';

export function createClaims({ store }: { store: Store }) {
  return {
    /** `seconds`: for how long nobody else gets it. With a store that fails everybody does: rather twice than never. */
    async claim({ log }: Visit, key: string, seconds: number): Promise<'mine' | 'taken' | 'done'> {
      try {
        if (await store.add(key, 'taken', seconds)) return 'mine';
        return (await store.get(key)) === 'done' ? 'done' : 'taken';
      } catch {
        log({ level: 'warn', event: 'store-failed' });
        return 'mine';
      }
    },
    /** From now on nobody gets it, for so many seconds. */
    done: (key: string, seconds: number): Promise<void> => store.set(key, 'done', seconds).catch(() => undefined),
  };
}
