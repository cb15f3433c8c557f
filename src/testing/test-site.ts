/** Gateway and simulator on one clock, without a network, for component tests and publishers' tests. */
import { createGateway, type Gateway, type GatewayOptions, memoryStore } from '../gateway/index.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';
import { createExchangeRecorder, type Exchange } from './exchange-recorder.js';
import { type CookieJar, createCookieJar, createFacts } from './in-memory-ports.js';

export interface TestSiteOptions {
  /** Options of the simulator. With an `apiToken` of its own, it refuses the gateway's. */
  simulator?: Partial<Omit<SimulatorOptions, 'now' | 'basePath'>>;
  /** Options of the gateway. They override the site's. Settings are not cached unless you set `settingsMaxAge`, and no answer waits unless you set `answerSlot`. */
  gateway?: Partial<Omit<GatewayOptions, 'apiUrl' | 'fetch' | 'now'>>;
  /**
   * Whether the markers `sso_session` and `sso_flow` are set in `document.cookie`, as a gateway sets them: for elements that resume a
   * flow, and for `<sso-session>`. Only in a page. Default false.
   */
  showMarkers?: boolean;
  /** Origin of the site. Default: that of the page, or `http://localhost` without a page. */
  origin?: string;
  /** Returns the time in milliseconds since 1970, to which `advance` adds. Default `Date.now`. */
  now?: () => number;
  /** Called with each exchange between gateway and simulator, which `exchanges` collects, too. */
  record?: (exchange: Exchange) => void;
}

export interface TestSite {
  /** Calls the gateway as a page of the site does. @param input A path of the site, such as `/sso/session`, or a whole request. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The simulator, with its inbox, faults and customers. */
  readonly simulator: Simulator;
  /** The gateway. `reset` replaces it. */
  readonly gateway: Gateway;
  /** Cookies of the only reader. */
  readonly cookies: CookieJar;
  /** Exchanges between gateway and simulator since the start or `reset`, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Moves the clock of gateway and simulator ahead. Throws a `RangeError` unless `seconds` is a finite number. */
  advance(seconds: number): void;
  /** Restores the initial state of simulator, cookies, clock, caches and exchanges. */
  reset(): void;
}

/** Nobody can own this name (RFC 2606). */
const apiOrigin = 'https://simulator.invalid';
const basePath = '/api/v3.0';

/**
 * Creates a site with gateway and simulator for one reader, without a network. Throws as `createGateway` and
 * `createSimulator` do.
 *
 * @example
 * ```ts
 * import { createTestSite } from 'sso-elements-server/testing';
 *
 * const site = createTestSite({
 *   simulator: { customers: [{ email: 'reader@example.com', password: 'secret' }] },
 * });
 * const response = await site.fetch('/sso/login/start', {
 *   method: 'POST',
 *   headers: { 'Content-Type': 'application/json', 'X-SSO-Request': '1' },
 *   body: JSON.stringify({ identifier: 'reader@example.com', password: 'secret' }),
 * });
 * const answer = await response.json(); // { kind: 'session', … }
 * ```
 */
export function createTestSite(options: TestSiteOptions = {}): TestSite {
  const {
    now: start = Date.now,
    origin = (globalThis.location as Location | undefined)?.origin ?? 'http://localhost',
  } = options;
  let ahead = 0;
  let exchanges: Exchange[] = [];
  const now = (): number => start() + ahead;
  const given = options.gateway?.apiToken;
  const apiToken = typeof given === 'string' ? given : crypto.randomUUID();
  const simulator = createSimulator({ apiToken, ...options.simulator, now, basePath });
  const { port, jar } = createCookieJar(now, options.showMarkers);
  const secrets = [crypto.randomUUID() + crypto.randomUUID()];
  const record = (exchange: Exchange): void => {
    exchanges.push(exchange);
    options.record?.(exchange);
  };
  const create = (): Gateway =>
    createGateway({
      origins: [origin],
      secrets,
      cookies: port,
      facts: createFacts(origin),
      settingsMaxAge: 0,
      // A page has no strangers.
      limitMode: 'off',
      answerSlot: 0,
      store: memoryStore(now),
      ...options.gateway,
      apiUrl: apiOrigin + basePath,
      apiToken,
      fetch: createExchangeRecorder((request) => simulator.fetch(request), record, basePath),
      now,
    });
  let gateway = create();
  return {
    fetch: async (input, init) =>
      gateway.fetch(new Request(typeof input === 'string' ? new URL(input, origin) : input, init)),
    simulator,
    get gateway() {
      return gateway;
    },
    cookies: jar,
    get exchanges() {
      return exchanges;
    },
    advance(seconds) {
      if (!Number.isFinite(seconds)) throw new RangeError('advance needs a finite number of seconds');
      ahead += seconds * 1000;
    },
    reset() {
      ahead = 0;
      exchanges = [];
      jar.clear();
      simulator.reset();
      gateway = create();
    },
  };
}
