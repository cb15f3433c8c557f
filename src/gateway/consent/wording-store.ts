/** Wordings for notifications that are late: a cookie is too small for one, so it is found again by its hash. */
import { type Consent, wordingOf } from '../sealed/consent-record.js';
import type { Store } from '../base/ports.js';
import { type Deadline, unlessLate } from '../base/deadline.js';
import type { SettingsCache } from '../settings/settings-cache.js';

/** Milliseconds for the settings. */
const patience = 2000;

export function createWordingStore({ store, settings }: { store: Store; settings: SettingsCache }) {
  const keyOf = (hash: string) => `wording:${hash}`;
  const kept = (hash: string) => store.get(keyOf(hash)).catch(() => undefined);
  return {
    /** What the store holds, without asking the hosted API. */
    kept,
    /** Keeps a wording for `ttl` seconds. Where the store fails, `find` falls back to the settings. */
    keep: (hash: string, wording: string, ttl: number): Promise<void> =>
      store.set(keyOf(hash), wording, ttl).catch(() => undefined),
    /** `undefined`: neither the store nor the merchant's settings have it. Never throws. */
    async find({ hash, language }: Consent, deadline: Deadline): Promise<string | undefined> {
      if (!hash) return undefined;
      const found = await kept(hash);
      if (found !== undefined) return found;
      const read = unlessLate(() => settings.read(language, patience), deadline);
      const { optIn } = (await read.catch(() => undefined)) ?? {};
      return optIn && optIn.hash === hash ? wordingOf(optIn.text) : undefined;
    },
  };
}
export type WordingStore = ReturnType<typeof createWordingStore>;
