/** The merchant's settings behind the pages: kept in a store that the simulator follows, or the hosted ones, which can only be read. */
import { isSameJson } from '../src/contract/json.js';
import type { Capabilities, RawSettings } from '../src/contract/merchant-settings.js';
import {
  changeStoredSettings,
  createSettingsHandler,
  createSettingsStore,
  hostedSettingsSource,
  type SettingsHandler,
  type SettingsHandlerOptions,
  type SettingsSource,
  type SettingsStoreOptions,
  followStore,
} from '../src/settings-store/index.js';
import type { HostedDocument, SimulatorOptions } from '../src/simulator/index.js';
import { changed } from '../src/simulator/state/hosted-settings-document.js';
import { initial } from './initial-settings.js';

/** What is asked of the form's endpoint beside the settings. */
type Site = Pick<SettingsHandlerOptions, 'contact' | 'facts'> & { origins: readonly string[] };

/** Settings that are kept here. */
export interface KeptSettings {
  store: SettingsSource;
  follow: NonNullable<SimulatorOptions['follow']>;
  /** What the form is told that the company has set up; the simulator sends text messages whatever it says. */
  capabilities: Capabilities;
  /**
   * Saves a change in the hosted API's words upon its document of now. Throws `TypeError` naming the key that is unknown
   * or has a value that the document cannot hold.
   */
  change(document: HostedDocument, change: RawSettings): Promise<void>;
  /** As at the start: a new version, where something was changed. */
  reset(): Promise<void>;
}

/** @param where Where they are kept. Rejects with `CorruptSettingsError` where a file holds something else. */
export async function keepSettings(where: Pick<SettingsStoreOptions, 'file' | 'backend'> = {}): Promise<KeptSettings> {
  const store = await createSettingsStore({ initial, ...where });
  const { follow } = await followStore(store);
  const atStart = (await store.read()).settings;
  const capabilities = { smsProvider: true };
  return {
    store,
    follow,
    capabilities,
    async change(document, change) {
      // The store would keep a key that nobody knows.
      changed(document, change);
      await changeStoredSettings(store, change, 'simulator');
    },
    async reset() {
      capabilities.smsProvider = true;
      if (!isSameJson((await store.read()).settings, atStart)) await store.save(atStart, { who: 'reset' });
    },
  };
}

/**
 * The endpoint of the form. The demo answers on loopback alone, so everybody who can open it is its editor; a page of
 * another name that leads to loopback is none of the site's.
 */
function handlerOf(
  store: SettingsSource,
  capabilities: SettingsHandlerOptions['capabilities'],
  { origins, ...site }: Site,
): SettingsHandler {
  const hosts = origins.map((origin) => new URL(origin).hostname);
  return createSettingsHandler({
    ...site,
    store,
    capabilities,
    origins,
    admin: ({ url }) => (hosts.includes(new URL(url).hostname) ? { who: 'editor' } : undefined),
  });
}

export const keptEndpoint = ({ store, capabilities }: KeptSettings, site: Site): SettingsHandler =>
  handlerOf(store, () => capabilities, site);

/** What the company has set up the hosted API does not tell: nothing is said against what its settings hold. */
export const hostedEndpoint = (hosted: { apiUrl: string; apiToken: string }, site: Site): SettingsHandler =>
  handlerOf(hostedSettingsSource({ ...hosted, where: 'Merchant backend, SSO' }), { smsProvider: true }, site);
