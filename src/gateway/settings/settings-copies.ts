/** The copies of the public settings in the store. */
import * as z from 'zod/mini';
import { publicSettings } from '../../contract/public-settings-schema.js';
import { BoundedMap } from '../base/bounded-map.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { unlessStoreFails } from '../base/without-store.js';

/** `due`: when to ask again; `end`: until when the copy may stand in. Milliseconds since 1970. */
const copy = z.object({ settings: publicSettings, due: z.number(), end: z.number() });
export type Copy = z.infer<typeof copy>;

/** More than an operator can list languages. */
const mostRead = 32;

export interface Copies {
  /**
   * `undefined`: there is none that can be read. As long as the store holds the same text, the settings are the same object, which nobody
   * changes. Never throws.
   */
  get(key: string): Promise<Copy | undefined>;
  /** Never throws. */
  keep(key: string, kept: Copy): Promise<void>;
}

/** Where the store fails, the hosted API is asked. `now` in milliseconds since 1970. */
export function createCopies({ store, now, log }: { store: Store; now: () => number; log: Log }): Copies {
  /** What was read last: parsing and checking the settings takes longer than all the rest of their call. */
  const read = new BoundedMap<string, { text: string; found: Copy }>(mostRead);

  function parse(text: string): Copy | undefined {
    try {
      return copy.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }
  return {
    async get(key) {
      const text = await unlessStoreFails(log, () => store.get(key));
      if (!text) return undefined;
      const last = read.get(key);
      if (last?.text === text) return last.found;
      const found = parse(text);
      if (found) read.set(key, { text, found });
      return found;
    },
    async keep(key, kept) {
      await unlessStoreFails(log, () => store.set(key, JSON.stringify(kept), Math.ceil((kept.end - now()) / 1000)));
    },
  };
}
