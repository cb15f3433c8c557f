/** Where versions are kept: in memory, in files, in Redis. Versions are never changed, and numbered without a gap. */
import { type Entry } from './entry.js';

export interface Backend {
  /** The newest version; `undefined`: there is none yet. Throws `GarbageError`. */
  latest(): Promise<Entry | undefined>;
  /** Keeps a version, whole or not at all. `false`: somebody else took its number. */
  append(entry: Entry): Promise<boolean>;
  /** The versions that are still kept, newest first. */
  list(): Promise<Entry[]>;
  close(): Promise<void>;
}

/** How many versions are kept. */
export const kept = 200;

/** This process's memory: for tests, and for a demo that runs in a page. @param saved What `list` gave before. */
export function memoryBackend(saved: readonly Entry[] = []): Backend {
  const entries: Entry[] = structuredClone([...saved]);
  return {
    latest: async () => structuredClone(entries[0]),
    append: async (entry) => {
      if (entry.number !== (entries[0]?.number ?? 0) + 1) return false;
      entries.unshift(structuredClone(entry));
      entries.length = Math.min(entries.length, kept);
      return true;
    },
    list: async () => structuredClone(entries),
    close: async () => undefined,
  };
}
