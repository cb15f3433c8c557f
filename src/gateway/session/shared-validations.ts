/** When the hosted API last confirmed a session, for all instances: whichever a reader meets next need not ask again. */
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { unlessStoreFails } from '../base/without-store.js';

/** By a session's name. A store that fails is logged and gone without. */
export interface SharedValidations {
  /** Milliseconds since 1970; `undefined`: nobody has asked for a while. */
  latest(name: string): Promise<number | undefined>;
  note(name: string, at: number): Promise<void>;
  /** The next one has to ask. */
  forget(name: string): Promise<void>;
}

/** `seconds`: for how long a validation counts. */
export function createSharedValidations(options: { store: Store; log: Log; seconds: number }): SharedValidations {
  const { store, log, seconds } = options;
  const keyOf = async (name: string) => `validated:${await digest(name)}`;
  const safely = <T>(work: (key: string) => Promise<T>, name: string) =>
    unlessStoreFails(log, async () => work(await keyOf(name)));
  return {
    async latest(name) {
      const at = Number((await safely((key) => store.get(key), name)) ?? NaN);
      return Number.isFinite(at) ? at : undefined;
    },
    note: (name, at) => safely((key) => store.set(key, String(at), seconds), name),
    forget: (name) => safely((key) => store.delete(key), name),
  };
}
