/** The merchant's settings, kept: versions with who and when, conflicts, undo, and word of each change. */
import { changedSettings } from './versions/changes.js';
import { type RawSettings, standards } from '../contract/merchant-settings.js';
import { type Backend, memoryBackend } from './versions/backend.js';
import { type Entry, unfit } from './versions/entry.js';
import type { RedisCommands } from './versions/redis-backend.js';
import { type Change, ConflictError, isName, NothingToUndoError, type SettingsStore, type Stored } from './source.js';

export interface StoreOptions {
  /** A file: its versions are kept beside it, in `<file>.versions/`. Node only. Without `file`, `redis` and `backend`: memory. */
  file?: string;
  /** A Redis: an address, for which ioredis is loaded, or a client with ioredis' commands, which stays open. */
  redis?: string | RedisCommands;
  /** Something else that keeps the versions. */
  backend?: Backend;
  /** Name of the keys in Redis. Default: `sso-settings`. */
  prefix?: string;
  /** What the first version holds, where there is none yet. Default: what absent settings stand for. */
  initial?: RawSettings;
  /** Milliseconds between two looks for what other processes saved, while somebody listens. Default: 1000. */
  interval?: number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
}

async function backendOf({ file, redis, backend, prefix = 'sso-settings' }: StoreOptions): Promise<Backend> {
  if ([file, redis, backend].filter((each) => each !== undefined).length > 1)
    throw new TypeError('Either a file, a Redis or a backend of your own keeps the settings');
  // Loaded here: a page that keeps them in memory has neither files nor sockets.
  if (file !== undefined) return (await import('./versions/file-backend.js')).fileBackend(file);
  if (redis !== undefined) return (await import('./versions/redis-backend.js')).redisBackend(redis, prefix);
  return backend ?? memoryBackend();
}

const storedOf = ({ settings, number, at, by }: Entry): Stored => ({ settings, version: { number, at, by } });

/**
 * Opens a store, and writes its first version where there is none. Rejects with `GarbageError` where what is kept is no
 * settings, with file, line, column and reason.
 */
export async function createSettingsStore(options: StoreOptions = {}): Promise<SettingsStore> {
  const { now = Date.now, interval = 1000 } = options;
  const backend = await backendOf(options);
  const listeners = new Set<(stored: Stored) => void>();
  let told = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function tell(entry: Entry): void {
    if (entry.number <= told) return;
    told = entry.number;
    for (const listener of listeners) {
      try {
        listener(storedOf(entry));
      } catch (error) {
        // It is saved, whatever a listener makes of it.
        console.error(error);
      }
    }
  }
  async function latest(): Promise<Entry> {
    const entry = await backend.latest();
    if (!entry) throw new Error('The settings have gone from where they were kept');
    return entry;
  }
  /** Tries once where a version is named, else until nobody was faster. */
  async function append({ who, ifVersion }: Change, make: (newest: Entry) => Promise<Partial<Entry>> | Partial<Entry>) {
    if (!isName(who)) throw new TypeError('who: a text that names who changes the settings is needed');
    for (;;) {
      const newest = await latest();
      if (ifVersion !== undefined && newest.number !== ifVersion) throw new ConflictError(storedOf(newest));
      const made = { settings: newest.settings, ...(await make(newest)) };
      const entry = { number: newest.number + 1, at: new Date(now()).toISOString(), by: who, ...made };
      if (!(await backend.append(entry))) continue;
      tell(entry);
      return storedOf(entry);
    }
  }
  const fit = (settings: RawSettings): RawSettings => {
    const wrong = unfit(settings);
    if (wrong) throw new TypeError(`Invalid setting: ${wrong}`);
    return settings;
  };
  /** As it will be read: what JSON does not keep is not there. */
  const plain = (settings: RawSettings) => JSON.parse(JSON.stringify(settings)) as RawSettings;

  try {
    const initial = fit(plain(options.initial ?? standards));
    const first = { number: 1, at: new Date(now()).toISOString(), by: 'initial', settings: initial };
    if (!(await backend.latest())) await backend.append(first);
    told = (await latest()).number;
  } catch (error) {
    await backend.close();
    throw error;
  }
  const look = (): void => void latest().then(tell, () => undefined); // the next look may find it

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
      timer ??= setInterval(look, interval);
      // Waiting for others keeps no process alive.
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
