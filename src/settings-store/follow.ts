/** The simulator's settings from a store. */
import { changedByHosted, type Hosted, toHosted } from '../contract/merchant-hosted.js';
import type { RawSettings } from '../contract/merchant-settings.js';
import { ConflictError, type SettingsStore, type Stored } from './source.js';

export interface Followed {
  /** What the store holds now, as the simulator's option `follow` takes it. The same object until something is saved. */
  readonly follow: () => Hosted;
  stop(): void;
}

/** Follows a store, whoever saves. */
export async function storeSettings(store: SettingsStore): Promise<Followed> {
  let current: Hosted | undefined;
  const take = ({ settings }: Stored): void => void (current = toHosted(settings));
  const stop = store.subscribe(take);
  const first = await store.read();
  current ??= toHosted(first.settings);
  const follow = (): Hosted => current ?? toHosted(first.settings);
  return { follow, stop };
}

/**
 * Saves a change in the hosted API's words: any key of its document, or of its `settings` directly. It is not judged by
 * the form's rules, so that a simulator can be given whatever the hosted API can hold. Throws `TypeError` for anything else.
 */
export async function changeStored(store: SettingsStore, change: RawSettings, who: string): Promise<Stored> {
  for (;;) {
    const { settings, version } = await store.read();
    try {
      return await store.save(changedByHosted(settings, change), { who, ifVersion: version.number });
    } catch (error) {
      // Somebody was faster: once more, upon theirs.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
