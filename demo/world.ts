/** What stands behind the pages: the gateway, and the hosted API or the simulator in its place. */
import { base64url } from '../src/gateway/bytes.js';
import { createGateway, type Fetch, type Gateway, type GatewayOptions } from '../src/gateway/index.js';
import type { SettingsHandler } from '../src/settings-store/index.js';
import { createSimulator, type Simulator } from '../src/simulator/index.js';
import { simulatedCustomers } from './customers.js';
import { hostedEndpoint, keepSettings, type KeptSettings, keptEndpoint } from './settings.js';

export interface WorldOptions {
  /** The addresses under which the site is opened. */
  origins: readonly string[];
  /** The hosted API; absent: the simulator. */
  hosted?: { apiUrl: string; apiToken: string };
  /** Where the simulator's settings are kept; absent: in memory. */
  settingsFile?: string;
  /** Wraps the way from the gateway to the simulator, to record what passes. */
  record?: (fetch: Fetch) => Fetch;
}

/** What the gateway's `onConsent` is told. */
export type ConsentEvent = Parameters<NonNullable<GatewayOptions['onConsent']>>[0];

/** The simulator, and the clock that it shares with the gateway. */
export interface Simulated {
  simulator: Simulator;
  /** What the simulator follows. */
  settings: KeptSettings;
  /** What was told of consents, oldest first. */
  consents: readonly ConsentEvent[];
  now(): number;
  advance(seconds: number): void;
}

export interface World {
  /** Its cookies carry the `__Host-` prefix and Secure, but for browsers that refuse those on http://localhost. */
  gateway: Gateway;
  /** The endpoint of the settings form. */
  settings: SettingsHandler;
  /** Absent: the hosted API answers. */
  simulated?: Simulated;
}

const randomText = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** WebKit's own browsers; Chromium names itself WebKit, too. */
const isWebKit = (userAgent: string | null): boolean =>
  /AppleWebKit\//.test(userAgent ?? '') && !/Chrom(e|ium)\//.test(userAgent ?? '');

function gatewayOf(options: GatewayOptions): Gateway {
  const strict = createGateway(options);
  const lenient = createGateway({ ...options, devCookies: true });
  return {
    fetch: (request, env) => (isWebKit(request.headers.get('user-agent')) ? lenient : strict).fetch(request, env),
  };
}

const contact = 'mailto:leserservice@uferblatt.example';

/** What the gateway is told of the site. Keys of the cookies are new each time. */
const siteOf = (origins: readonly string[]) => ({
  origins,
  secrets: [randomText()],
  sources: ['article'],
  verificationPaths: ['/register', '/password', '/auth'],
  // The site's other addresses have cookies of their own: they stand in for the publisher's other sites.
  transferOrigins: origins,
  redeemFrom: origins,
  contact,
});

/**
 * Answers how a world begins anew: nobody is signed in, and the settings are as at the start. Rejects with an `Error` for
 * wrong options, as a world does that begins.
 */
export async function prepareWorlds(options: WorldOptions): Promise<() => Promise<World>> {
  const { origins, hosted, settingsFile } = options;
  if (hosted) {
    const settings = hostedEndpoint(hosted, { origins, contact });
    return async () => ({ settings, gateway: gatewayOf({ ...siteOf(origins), ...hosted }) });
  }
  const kept = await keepSettings(settingsFile);
  const settings = keptEndpoint(kept, { origins, contact });
  return async () => {
    await kept.reset();
    return { settings, ...simulate(origins, kept, options.record) };
  };
}

/** The simulator, and a gateway to it. */
function simulate(
  origins: readonly string[],
  settings: KeptSettings,
  record: NonNullable<WorldOptions['record']> = (fetch) => fetch,
): Pick<World, 'gateway' | 'simulated'> {
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const apiToken = randomText();
  const simulator = createSimulator({
    apiToken,
    customers: simulatedCustomers(now()),
    follow: settings.follow,
    now,
    issuer: 'Uferblatt',
  });
  const consents: ConsentEvent[] = [];
  const gateway = gatewayOf({
    ...siteOf(origins),
    apiUrl: 'https://simulator.invalid/api/v3.0',
    apiToken,
    now,
    fetch: record((request) => simulator.fetch(request)),
    // A change of the settings acts at once.
    settingsMaxAge: 0,
    // A publisher writes it to a store that outlives the process.
    onConsent: (event) => void consents.push(event),
  });
  const advance = (seconds: number): void => void (offset += seconds * 1000);
  return { gateway, simulated: { simulator, settings, consents, now, advance } };
}
