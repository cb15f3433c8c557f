/** The merchant's settings: in a store that the simulator follows, or those of the hosted API, which are read-only. */
import { isSameJson } from '../../src/contract/json.js';
import type { Capabilities, RawSettings } from '../../src/contract/merchant-settings.js';
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
} from '../../src/settings-store/index.js';
import type { HostedDocument, SimulatorOptions } from '../../src/simulator/index.js';
import { withChange } from '../../src/simulator/state/hosted-settings-document.js';
import { initialSettings } from './initial-settings.js';

/** Options of the settings endpoint that describe the site. */
type SiteOptions = Pick<SettingsHandlerOptions, 'contact' | 'facts'> & { origins: readonly string[] };

/** The settings store of the demo, and what its controls change. */
export interface DemoSettings {
  store: SettingsSource;
  follow: NonNullable<SimulatorOptions['follow']>;
  /** What the form offers. The simulator sends text messages either way. */
  capabilities: Capabilities;
  /**
   * Saves a change of the hosted settings document. Rejects with a `TypeError` that names the key if it is unknown or
   * its value does not fit the document.
   */
  change(document: HostedDocument, change: RawSettings): Promise<void>;
  /** Restores the initial settings, as a new version if anything was changed. */
  reset(): Promise<void>;
}

/** Rejects with `CorruptSettingsError` if the file holds something else. @param where Default: in memory. */
export async function createDemoSettings(
  where: Pick<SettingsStoreOptions, 'file' | 'backend'> = {},
): Promise<DemoSettings> {
  const store = await createSettingsStore({ initial: initialSettings, ...where });
  const { follow } = await followStore(store);
  const atStart = (await store.read()).settings;
  const capabilities = { smsProvider: true };
  return {
    store,
    follow,
    capabilities,
    async change(document, change) {
      // The store itself would accept an unknown key.
      withChange(document, change);
      await changeStoredSettings(store, change, 'simulator');
    },
    async reset() {
      capabilities.smsProvider = true;
      if (!isSameJson((await store.read()).settings, atStart)) await store.save(atStart, { who: 'reset' });
    },
  };
}

/**
 * The demo listens on loopback only, so everybody who can open it may edit. The host is still checked: another name can
 * resolve to loopback, too (DNS rebinding).
 */
function createEndpoint(
  store: SettingsSource,
  capabilities: SettingsHandlerOptions['capabilities'],
  { origins, ...site }: SiteOptions,
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

export const storedSettingsEndpoint = ({ store, capabilities }: DemoSettings, site: SiteOptions): SettingsHandler =>
  createEndpoint(store, () => capabilities, site);

/** The hosted API does not report capabilities, so the form offers everything. */
export const hostedSettingsEndpoint = (
  hosted: { apiUrl: string; apiToken: string },
  site: SiteOptions,
): SettingsHandler =>
  createEndpoint(hostedSettingsSource({ ...hosted, where: 'Merchant backend, SSO' }), { smsProvider: true }, site);
