/** What keeps versions: memory, files or Redis. Versions never change, and their numbers have no gaps. */
import { type VersionEntry } from './version-entry.js';

/** Keeps versions for `createSettingsStore`. */
export interface SettingsBackend {
  /** The newest version, `undefined` before the first. Throws `CorruptSettingsError`. */
  latest(): Promise<VersionEntry | undefined>;
  /** Keeps a version, whole or not at all. Returns `false` where its number is taken. */
  append(entry: VersionEntry): Promise<boolean>;
  /** The kept versions, newest first; unreadable ones are left out. */
  list(): Promise<VersionEntry[]>;
  close(): Promise<void>;
}

/** How many versions are kept. */
export const keptVersions = 200;

/** Keeps versions in memory, for tests and for a demo that runs in a page. `saved`: what `list` returned earlier. */
export function memoryBackend(saved: readonly VersionEntry[] = []): SettingsBackend {
  const entries: VersionEntry[] = structuredClone([...saved]);
  return {
    latest: async () => structuredClone(entries[0]),
    append: async (entry) => {
      if (entry.number !== (entries[0]?.number ?? 0) + 1) return false;
      entries.unshift(structuredClone(entry));
      entries.length = Math.min(entries.length, keptVersions);
      return true;
    },
    list: async () => structuredClone(entries),
    close: async () => undefined,
  };
}
