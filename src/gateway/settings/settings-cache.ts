/** The public settings, by language, cached in the store. */
import { publicSettings, type PublicSettings } from '../../contract/public-settings-schema.js';
import { hostedSettings } from '../../contract/hosted-settings.js';
import { sha256 } from '../base/bytes.js';
import { wordingOf } from '../sealed/consent-record.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { bindsPromises } from '../base/bound-promises.js';
import type { Observe } from '../observing/observation.js';
import { createEmergencies } from './emergency.js';
import { type OwnSettings, publicSettingsOf } from './public-settings.js';
import { type Copy, createCopies } from './settings-copies.js';
import { singleFlight } from '../base/single-flight.js';
import type { Upstream } from '../upstream/upstream.js';

export interface SettingsCache {
  /**
   * A copy that is due to be refreshed is returned at once, and refreshed behind: who asks next gets the new one. Throws `Failure` when the hosted
   * API fails and no copy is left. `timeout` in milliseconds.
   */
  readonly read: (language: string, timeout?: number) => Promise<PublicSettings>;
  /**
   * As `read`, but waits for the refresh, a second at most where the copy can stand in: for what has to be the merchant's present word.
   */
  readonly current: (language: string, timeout?: number) => Promise<PublicSettings>;
  /** Whether these were returned though they are due to be refreshed: nobody should keep them. */
  readonly isOverdue: (settings: PublicSettings) => boolean;
  /** Bypasses every copy that is older than a second. Throws `Failure` when the hosted API fails. `timeout` in milliseconds. */
  readonly renew: (language: string, timeout?: number) => Promise<PublicSettings>;
}

/** Seconds for which a copy stands in while the hosted API fails. */
const longestStale = 3600;
/** Milliseconds after a failure during which a stale copy is served without another try. */
const pause = 10_000;

/** Milliseconds for which a copy counts as new: anybody can bypass older ones, so there is a limit. */
const newest = 1000;

/** Milliseconds for a refresh that nobody waits for; a process that stops does. */
const behindTimeout = 5000;
/** Milliseconds that a request waits at most where a copy could stand in. */
const patience = 1000;

const keyOf = (language: string) => `settings:${language}`;

/** Adds the hash of the wording that readers are asked to agree to. */
async function withHash(settings: PublicSettings): Promise<PublicSettings> {
  const { optIn } = settings;
  return optIn.ask ? { ...settings, optIn: { ...optIn, hash: await sha256(wordingOf(optIn.text)) } } : settings;
}

/**
 * `maxAge` in seconds; with 0 nothing is cached, and nothing stale is served. `now` in milliseconds since 1970. `isBound`: whether promises end with
 * the request that made them.
 */
export function createSettingsCache(
  options: OwnSettings & {
    upstream: Upstream;
    apiToken?: string;
    store: Store;
    now: () => number;
    maxAge: number;
    log: Log;
    observe?: Observe;
    isBound?: boolean;
  },
): SettingsCache {
  const { upstream, now, maxAge, log, observe, isBound = bindsPromises() } = options;
  const copies = createCopies(options);
  const emergencies = createEmergencies(options);
  const share = singleFlight<PublicSettings>({ isBound });
  const overdue = new WeakSet<PublicSettings>();

  /** How long settings count as new, in milliseconds. */
  const lifetimeOf = ({ availability }: PublicSettings) =>
    Math.min(maxAge * 1000, availability === 'emergency' ? pause : Infinity);

  /** Tells how old a copy is that is used, and whether it stands in: then it is due later than when it was read. */
  function use({ settings, due, end }: Copy): PublicSettings {
    const dueAtFirst = end - longestStale * 1000;
    const age = Math.max(0, now() - dueAtFirst + lifetimeOf(settings)) / 1000;
    const isEmergency = settings.availability === 'emergency';
    observe?.({ of: 'settings', state: isEmergency ? 'emergency' : due > dueAtFirst ? 'stale' : 'fresh', age });
    return settings;
  }

  async function ask(language: string, timeout: number | undefined) {
    const query = { language };
    const call = { query, reply: hostedSettings, ...(timeout !== undefined && { timeout }) };
    const hosted = await upstream.call('settings', call);
    await emergencies.noteSuccess();
    return withHash(publicSettingsOf(hosted, options));
  }

  /** In an emergency the settings say so; the hosted API's own can no longer be read. Throws as `ask` in any other case. */
  async function askOrClose(language: string, timeout: number | undefined, known?: PublicSettings) {
    try {
      return await ask(language, timeout);
    } catch (failure) {
      if (!(await emergencies.isMeant(failure))) throw failure;
      return { ...(known ?? publicSettings.parse({})), availability: 'emergency' as const };
    }
  }

  /** Of settings that were read now. */
  function newCopy(settings: PublicSettings): Copy {
    const due = now() + lifetimeOf(settings);
    return { settings, due, end: due + longestStale * 1000 };
  }

  const uncached = async (language: string, timeout: number | undefined) =>
    use(newCopy(await askOrClose(language, timeout)));

  async function renew(key: string, language: string, timeout: number | undefined) {
    const found = await copies.get(key);
    // A copy that stands in after a failure is due after the pause, but it is old.
    if (found && found.due > now() + Math.max(maxAge * 1000, pause) - newest) return use(found);
    return update(key, language, timeout, found);
  }

  async function update(key: string, language: string, timeout: number | undefined, found: Copy | undefined) {
    const settings = await askOrClose(language, timeout, found?.settings);
    const copy = newCopy(settings);
    if (maxAge > 0) await copies.keep(key, copy);
    return use(copy);
  }

  /** Asks for new settings; where that fails, the copy stands in. */
  async function refresh(key: string, language: string, timeout: number | undefined, found: Copy | undefined) {
    try {
      return await update(key, language, timeout, found);
    } catch (failure) {
      if (!found || found.end <= now()) throw failure;
      const latest = await copies.get(key);
      // Another request was luckier meanwhile.
      if (latest && latest.due > now()) return use(latest);
      log({ level: 'warn', event: 'settings-stale' });
      const standIn = { ...found, due: Math.min(now() + pause, found.end) };
      await copies.keep(key, standIn);
      return use(standIn);
    }
  }

  async function current(key: string, language: string, timeout: number | undefined) {
    const found = await copies.get(key);
    if (found && found.due > now()) return use(found);
    const wait = found && found.end > now() ? Math.min(timeout ?? Infinity, patience) : timeout;
    return refresh(key, language, wait, found);
  }

  async function read(key: string, language: string, timeout: number | undefined) {
    const found = await copies.get(key);
    if (found && found.due > now()) return use(found);
    const isPresentable = found && found.end > now() && found.settings.availability === 'available';
    // What lets nobody sign in must not outlast its time. A bound promise that nobody waits for would be cut.
    if (!isPresentable || isBound) return current(key, language, timeout);
    overdue.add(found.settings);
    share(`behind ${key}`, () => refresh(key, language, behindTimeout, found)).catch(() => undefined);
    return use(found);
  }

  // Callers with different timeouts do not share a request: one would give up with the other.
  const by = (key: string, timeout = 0) => `${key} ${timeout}`;
  const cached = (name: string, work: typeof read) => (language: string, timeout?: number) => {
    const key = keyOf(language);
    return share(by(name + key, timeout), () =>
      maxAge === 0 ? uncached(language, timeout) : work(key, language, timeout),
    );
  };
  return {
    read: cached('', read),
    current: cached('current ', current),
    isOverdue: (settings) => overdue.has(settings),
    renew: (language, timeout) =>
      share(by(`newest ${language}`, timeout), () => renew(keyOf(language), language, timeout)),
  };
}
