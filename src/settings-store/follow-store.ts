/** Lets a simulator follow a store. */
import { changedByHosted, type Hosted, toHosted } from '../contract/merchant-hosted.js';
import type { RawSettings } from '../contract/merchant-settings.js';
import { ConflictError, type SettingsStore, type StoredSettings } from './settings-source.js';

export interface FollowedSettings {
  /** The simulator's option `follow`: returns the newest settings, the same object until something is saved. */
  readonly follow: () => Hosted;
  stop(): void;
}

/**
 * Follows a store, whichever process saves.
 *
 * @example
 * ```ts
 * import { createSettingsStore, followStore } from 'sso-elements-server/settings-store';
 * import { createSimulator } from 'sso-elements-server/simulator';
 *
 * const store = await createSettingsStore();
 * const { follow, stop } = await followStore(store);
 * const simulator = createSimulator({ apiToken: 'token', follow });
 * // Once the simulator is no longer needed:
 * stop();
 * ```
 */
export async function followStore(store: SettingsStore): Promise<FollowedSettings> {
  let current: Hosted | undefined;
  const take = ({ settings }: StoredSettings): void => void (current = toHosted(settings));
  const stop = store.subscribe(take);
  const first = await store.read();
  current ??= toHosted(first.settings);
  const follow = (): Hosted => current ?? toHosted(first.settings);
  return { follow, stop };
}

/**
 * Saves a change in the hosted API's terms: any key of its document, or of its `settings`. The form's rules are not applied, so that a
 * simulator can be given whatever the hosted API can hold. Throws `TypeError` for anything else.
 *
 * @example
 * ```ts
 * import { changeStoredSettings, createSettingsStore } from 'sso-elements-server/settings-store';
 *
 * const store = await createSettingsStore();
 * await changeStoredSettings(store, { forceUsername: true }, 'a test');
 * ```
 */
export async function changeStoredSettings(
  store: SettingsStore,
  change: RawSettings,
  who: string,
): Promise<StoredSettings> {
  for (;;) {
    const { settings, version } = await store.read();
    try {
      return await store.save(changedByHosted(settings, change), { who, ifVersion: version.number });
    } catch (error) {
      // Somebody else saved first: try again on their version.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
