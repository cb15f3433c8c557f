/** What stands behind the pages: the gateway, and the hosted API or the simulator in its place. */
import { encodeBase64url } from '../src/gateway/base/bytes.js';
import { createGateway, type Fetch, type Gateway, type GatewayOptions } from '../src/gateway/index.js';
import type { SettingsHandler } from '../src/settings-store/index.js';
import { createSimulator, type Simulator, type SimulatorState } from '../src/simulator/index.js';
import { simulatedCustomers } from './customers.js';
import { hostedEndpoint, keepSettings, type KeptSettings, keptEndpoint } from './settings-endpoints.js';

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

/** What a world that is kept elsewhere brings itself; absent: it begins anew. */
export interface Own {
  /** In front of the gateway's other options. With it there are no development cookies: cookies do not come by HTTP. */
  gateway: Partial<GatewayOptions>;
  /** Milliseconds by which the clock is ahead. */
  clock: { ahead: number };
  consents: ConsentEvent[];
  /** What the simulator goes on from. */
  state?: SimulatorState | undefined;
}

export const randomText = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));

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

export const contact = 'mailto:leserservice@uferblatt.example';

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
  const kept = await keepSettings(settingsFile === undefined ? {} : { file: settingsFile });
  return async () => {
    await kept.reset();
    return simulatedWorld(origins, kept, options);
  };
}

/** A world with the simulator, and a gateway to it. Throws a `TypeError` for a state that is none of this simulator. */
export function simulatedWorld(
  origins: readonly string[],
  settings: KeptSettings,
  { record = (fetch) => fetch, own }: Pick<WorldOptions, 'record'> & { own?: Own } = {},
): World {
  const { clock, consents }: Pick<Own, 'clock' | 'consents'> = own ?? { clock: { ahead: 0 }, consents: [] };
  const now = (): number => Date.now() + clock.ahead;
  const apiToken = randomText();
  const simulator = createSimulator({
    apiToken,
    customers: simulatedCustomers(now()),
    follow: settings.follow,
    now,
    issuer: 'Uferblatt',
  });
  if (own?.state) simulator.importState(own.state);
  const gateway: GatewayOptions = {
    ...siteOf(origins),
    apiUrl: 'https://simulator.invalid/api/v3.0',
    apiToken,
    now,
    fetch: record((request) => simulator.fetch(request)),
    // A change of the settings acts at once.
    settingsMaxAge: 0,
    // A publisher writes it to a store that outlives the process.
    onConsent: (event) => void consents.push(event),
    ...own?.gateway,
  };
  const { facts } = gateway;
  return {
    gateway: own ? createGateway(gateway) : gatewayOf(gateway),
    settings: keptEndpoint(settings, { origins, contact, ...(facts && { facts }) }),
    simulated: { simulator, settings, consents, now, advance: (seconds) => void (clock.ahead += seconds * 1000) },
  };
}
