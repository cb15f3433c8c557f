/** What stands behind the pages: the gateway, and the hosted API or the simulator in its place. */
import { createGateway, type Fetch, type Gateway, type GatewayOptions } from '../src/gateway/index.js';
import { createSimulator, type Simulator } from '../src/simulator/index.js';
import { simulatedCustomers } from './customers.js';
import { settings, texts } from './hosted-settings.js';

export interface WorldOptions {
  /** The addresses under which the site is opened. */
  origins: readonly string[];
  /** The hosted API; absent: the simulator. */
  hosted?: { apiUrl: string; apiToken: string };
  /** Wraps the way from the gateway to the simulator, to record what passes. */
  record?: (fetch: Fetch) => Fetch;
}

/** What the gateway's `onConsent` is told. */
export type ConsentEvent = Parameters<NonNullable<GatewayOptions['onConsent']>>[0];

/** The simulator, and the clock that it shares with the gateway. */
export interface Simulated {
  simulator: Simulator;
  /** What was told of consents, oldest first. */
  consents: readonly ConsentEvent[];
  now(): number;
  advance(seconds: number): void;
}

export interface World {
  /** Its cookies carry the `__Host-` prefix and Secure, but for browsers that refuse those on http://localhost. */
  gateway: Gateway;
  /** Absent: the hosted API answers. */
  simulated?: Simulated;
}

const randomText = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

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

/** Keys of the cookies are new each time: a world that begins anew knows nobody. Throws an `Error` for wrong options. */
export function createWorld({ origins, hosted, record = (fetch) => fetch }: WorldOptions): World {
  const site = {
    origins,
    secrets: [randomText()],
    sources: ['article'],
    verificationPaths: ['/register', '/password', '/auth'],
    // The site's other addresses have cookies of their own: they stand in for the publisher's other sites.
    transferOrigins: origins,
    redeemFrom: origins,
    contact: 'mailto:leserservice@uferblatt.example',
  };
  if (hosted) return { gateway: gatewayOf({ ...site, ...hosted }) };

  let offset = 0;
  const now = (): number => Date.now() + offset;
  const apiToken = randomText();
  const simulator = createSimulator({
    apiToken,
    customers: simulatedCustomers(now()),
    settings,
    texts,
    now,
    issuer: 'Uferblatt',
  });
  const consents: ConsentEvent[] = [];
  const gateway = gatewayOf({
    ...site,
    apiUrl: 'https://simulator.invalid/api/v3.0',
    apiToken,
    now,
    fetch: record((request) => simulator.fetch(request)),
    // A change of the settings acts on the next page load.
    settingsMaxAge: 0,
    // A publisher writes it to a store that outlives the process.
    onConsent: (event) => void consents.push(event),
  });
  return { gateway, simulated: { simulator, consents, now, advance: (seconds) => void (offset += seconds * 1000) } };
}
