/** The settings store: versions with author and time, conflicts, undo, and subscriptions. */
import { changedSettings } from './versions/compare-settings.js';
import { type RawSettings, standards } from '../contract/merchant-settings.js';
import { type SettingsBackend, memoryBackend } from './versions/backend.js';
import { type VersionEntry, unfitSetting } from './versions/version-entry.js';
import type { RedisCommands } from './versions/redis-backend.js';
import {
  type SaveOptions,
  ConflictError,
  isAuthorName,
  NothingToUndoError,
  type SettingsStore,
  type StoredSettings,
} from './settings-source.js';

export interface SettingsStoreOptions {
  /** A file, with its versions beside it in `<file>.versions/`. Node only. Without `file`, `redis` and `backend` memory is used. */
  file?: string;
  /** Redis: an address, for which ioredis is loaded, or a client with ioredis' commands, which is not closed with the store. */
  redis?: string | RedisCommands;
  /** A backend of your own. */
  backend?: SettingsBackend;
  /** Prefix of the keys in Redis. Default: `sso-settings`. */
  prefix?: string;
  /** The first version's settings, where there is no version yet. Default: what absent settings stand for. */
  initial?: RawSettings;
  /** Milliseconds between two checks for versions of other processes, while there are subscriptions. Default: 1000. */
  interval?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
}

async function backendOf({
  file,
  redis,
  backend,
  prefix = 'sso-settings',
}: SettingsStoreOptions): Promise<SettingsBackend> {
  if ([file, redis, backend].filter((each) => each !== undefined).length > 1)
    throw new TypeError('Only one of file, redis and backend can be given');
  // Loaded on demand: a page that keeps settings in memory has neither files nor sockets.
  if (file !== undefined) return (await import('./versions/file-backend.js')).fileBackend(file);
  if (redis !== undefined) return (await import('./versions/redis-backend.js')).redisBackend(redis, prefix);
  return backend ?? memoryBackend();
}

const storedOf = ({ settings, number, at, by }: VersionEntry): StoredSettings => ({
  settings,
  version: { number, at, by },
});

/**
 * Opens a store and writes its first version where there is none. Rejects with `CorruptSettingsError` where the newest version cannot be
 * read; its message has file, line, column and reason.
 *
 * @example
 * ```ts
 * import { createSettingsStore } from 'sso-elements-server/settings-store';
 *
 * const store = await createSettingsStore({ file: 'sso-settings.json' });
 * const { settings, version } = await store.read();
 * await store.save({ ...settings, forceUsername: true }, { who: 'ada', ifVersion: version.number });
 * await store.close();
 * ```
 */
export async function createSettingsStore(options: SettingsStoreOptions = {}): Promise<SettingsStore> {
  const { now = Date.now, interval = 1000 } = options;
  const backend = await backendOf(options);
  const listeners = new Set<(stored: StoredSettings) => void>();
  let published = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function publish(entry: VersionEntry): void {
    if (entry.number <= published) return;
    published = entry.number;
    for (const listener of listeners) {
      try {
        listener(storedOf(entry));
      } catch (error) {
        // The version is saved, whatever a listener does.
        console.error(error);
      }
    }
  }
  async function latest(): Promise<VersionEntry> {
    const entry = await backend.latest();
    if (!entry) throw new Error('The settings are no longer where they were kept');
    return entry;
  }
  /** Appends a version. With `ifVersion` it tries once, else until no other process takes the number first. */
  async function append(
    { who, ifVersion }: SaveOptions,
    make: (newest: VersionEntry) => Promise<Partial<VersionEntry>> | Partial<VersionEntry>,
  ) {
    if (!isAuthorName(who)) throw new TypeError('who: the name of whoever changes the settings is needed');
    for (;;) {
      const newest = await latest();
      if (ifVersion !== undefined && newest.number !== ifVersion) throw new ConflictError(storedOf(newest));
      const made = { settings: newest.settings, ...(await make(newest)) };
      const entry = { number: newest.number + 1, at: new Date(now()).toISOString(), by: who, ...made };
      if (!(await backend.append(entry))) continue;
      publish(entry);
      return storedOf(entry);
    }
  }
  const fit = (settings: RawSettings): RawSettings => {
    const wrong = unfitSetting(settings);
    if (wrong) throw new TypeError(`Invalid setting: ${wrong}`);
    return settings;
  };
  /** Settings as they will be read: without anything that JSON does not keep. */
  const plain = (settings: RawSettings) => JSON.parse(JSON.stringify(settings)) as RawSettings;

  try {
    const initial = fit(plain(options.initial ?? standards));
    const first = { number: 1, at: new Date(now()).toISOString(), by: 'initial', settings: initial };
    if (!(await backend.latest())) await backend.append(first);
    published = (await latest()).number;
  } catch (error) {
    await backend.close();
    throw error;
  }
  const check = (): void => void latest().then(publish, () => undefined); // the next check may find it

  return {
    read: async () => storedOf(await latest()),
    save: async (settings, change) => {
      const next = fit(plain(settings));
      return append(change, () => ({ settings: next }));
    },
    history: async () => {
      const entries = await backend.list();
      return entries.map(({ settings, ...version }, index) => ({
        ...version,
        keys: changedSettings(entries[index + 1]?.settings ?? {}, settings),
      }));
    },
    undo: (change) =>
      append(change, async (newest) => {
        const before = (await backend.list()).find(({ number }) => number === newest.number - 1);
        if (!before) throw new NothingToUndoError('There is no version before this one');
        change.judge?.(before.settings);
        return { settings: before.settings, undoes: newest.number };
      }),
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(check, interval);
      // Checking must not keep a process alive.
      if (typeof timer === 'object') timer.unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    close: async () => {
      clearInterval(timer);
      listeners.clear();
      await backend.close();
    },
  };
}
