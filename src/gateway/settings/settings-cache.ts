/** The public settings, by language, cached in the store. */
import * as z from 'zod/mini';
import { publicSettings, type PublicSettings } from '../../contract/public-settings-schema.js';
import { hostedSettings } from '../../contract/hosted-settings.js';
import { sha256 } from '../base/bytes.js';
import { wordingOf } from '../sealed/consent-record.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { createEmergencies } from './emergency.js';
import { type OwnSettings, publicSettingsOf } from './public-settings.js';
import { singleFlight } from '../base/single-flight.js';
import type { Upstream } from '../upstream/upstream.js';

export interface SettingsCache {
  /** Throws `Failure` when the hosted API fails and no copy is left. `timeout` in milliseconds. */
  readonly read: (language: string, timeout?: number) => Promise<PublicSettings>;
  /** Bypasses every copy that is older than a second. Throws `Failure` when the hosted API fails. `timeout` in milliseconds. */
  readonly renew: (language: string, timeout?: number) => Promise<PublicSettings>;
}

/** Seconds for which a copy stands in while the hosted API fails. */
const longestStale = 3600;
/** Milliseconds after a failure during which a stale copy is served without another try. */
const pause = 10_000;

/** Milliseconds for which a copy counts as new: anybody can bypass older ones, so there is a limit. */
const newest = 1000;

/** `due`: when to ask again; `end`: until when the copy may stand in. Milliseconds since 1970. */
const copy = z.object({ settings: publicSettings, due: z.number(), end: z.number() });
type Copy = z.infer<typeof copy>;

const keyOf = (language: string) => `settings:${language}`;

/** Adds the hash of the wording that readers are asked to agree to. */
async function withHash(settings: PublicSettings): Promise<PublicSettings> {
  const { optIn } = settings;
  return optIn.ask ? { ...settings, optIn: { ...optIn, hash: await sha256(wordingOf(optIn.text)) } } : settings;
}

/** `maxAge` in seconds; with 0 nothing is cached, and nothing stale is served. `now` in milliseconds since 1970. */
export function createSettingsCache(
  options: OwnSettings & {
    upstream: Upstream;
    apiToken?: string;
    store: Store;
    now: () => number;
    maxAge: number;
    log: Log;
  },
): SettingsCache {
  const { upstream, store, now, maxAge, log } = options;
  const emergencies = createEmergencies(options);
  const share = singleFlight<PublicSettings>();

  /** Where the store fails, the hosted API is asked. */
  async function safely<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      log({ level: 'warn', event: 'store-failed' });
      return undefined;
    }
  }
  async function kept(key: string) {
    const text = await safely(() => store.get(key));
    if (!text) return undefined;
    try {
      return copy.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }
  const keep = (key: string, kept: Copy) =>
    safely(() => store.set(key, JSON.stringify(kept), Math.ceil((kept.end - now()) / 1000)));

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

  async function renew(key: string, language: string, timeout: number | undefined) {
    const found = await kept(key);
    // A copy that stands in after a failure is due after the pause, but it is old.
    if (found && found.due > now() + Math.max(maxAge * 1000, pause) - newest) return found.settings;
    return update(key, language, timeout, found);
  }

  async function update(key: string, language: string, timeout: number | undefined, found: Copy | undefined) {
    const settings = await askOrClose(language, timeout, found?.settings);
    const due = now() + Math.min(maxAge * 1000, settings.availability === 'emergency' ? pause : Infinity);
    if (maxAge > 0) await keep(key, { settings, due, end: due + longestStale * 1000 });
    return settings;
  }

  async function refresh(key: string, language: string, timeout: number | undefined) {
    const found = await kept(key);
    if (found && found.due > now()) return found.settings;
    try {
      return await update(key, language, timeout, found);
    } catch (failure) {
      if (!found || found.end <= now()) throw failure;
      log({ level: 'warn', event: 'settings-stale' });
      await keep(key, { ...found, due: Math.min(now() + pause, found.end) });
      return found.settings;
    }
  }

  // Callers with different timeouts do not share a request: one would give up with the other.
  const by = (key: string, timeout = 0) => `${key} ${timeout}`;
  return {
    read: (language, timeout) => {
      const key = keyOf(language);
      return share(by(key, timeout), () =>
        maxAge === 0 ? askOrClose(language, timeout) : refresh(key, language, timeout),
      );
    },
    renew: (language, timeout) =>
      share(by(`newest ${language}`, timeout), () => renew(keyOf(language), language, timeout)),
  };
}
