/** Gateway and simulator joined on one clock, without a network: for component tests and publishers' tests. */
import { createGateway, type Gateway, type GatewayOptions, memoryStore } from '../gateway/index.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';
import { createExchangeRecorder, type Exchange } from './exchange-recorder.js';
import { type CookieJar, createCookieJar, createFacts } from './ports.js';

export interface TestSiteOptions {
  /** The simulator's, but for those that the site sets itself. An `apiToken` of its own refuses the gateway's. */
  simulator?: Partial<Omit<SimulatorOptions, 'now' | 'basePath'>>;
  /** The gateway's, in front of the site's own. Settings are not kept, unless `settingsMaxAge` says so. */
  gateway?: Partial<Omit<GatewayOptions, 'apiUrl' | 'fetch' | 'now'>>;
  /** The site's origin. Default: the page's own; without a page `http://localhost`. */
  origin?: string;
  /** The time in milliseconds before `advance` is added. Default `Date.now`. */
  now?: () => number;
  /** Receives each exchange between gateway and simulator, beside `exchanges`. */
  record?: (exchange: Exchange) => void;
}

export interface TestSite {
  /** Calls the gateway as a page of the site does; a path is one of the site's. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
  readonly simulator: Simulator;
  readonly gateway: Gateway;
  /** The reader's cookies. */
  readonly cookies: CookieJar;
  /** What passed between gateway and simulator since the start or `reset`, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Moves the clock of both forward. Throws `RangeError` for a number of seconds that is none. */
  advance(seconds: number): void;
  /** Everything as at the start: simulator, cookies, clock, caches, exchanges. */
  reset(): void;
}

/** Reserved by RFC 2606: it can be nobody's. */
const apiOrigin = 'https://simulator.invalid';
const basePath = '/api/v3.0';

/** A site of one reader. Throws what `createGateway` and `createSimulator` throw. */
export function createTestSite(options: TestSiteOptions = {}): TestSite {
  const {
    now: start = Date.now,
    origin = (globalThis.location as Location | undefined)?.origin ?? 'http://localhost',
  } = options;
  let ahead = 0;
  let exchanges: Exchange[] = [];
  const now = (): number => start() + ahead;
  const apiToken = options.gateway?.apiToken ?? crypto.randomUUID();
  const simulator = createSimulator({ apiToken, ...options.simulator, now, basePath });
  const { port, jar } = createCookieJar(now);
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
      if (!Number.isFinite(seconds)) throw new RangeError('The clock is moved by a number of seconds');
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
