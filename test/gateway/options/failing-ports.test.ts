/** The table "When a part of yours fails" of docs/gateway.md, walked: each port throws, rejects, hangs or returns nonsense. */
import { afterEach, expect, test, vi } from 'vitest';
import { type GatewayOptions, memoryStore, type Observation } from '../../../src/gateway/index.js';
import { guardFacts, guardStore, storeTimeout } from '../../../src/gateway/options/guard-ports.js';
import { credentials, session, site } from '../support/harness.js';
import { newsOrigin, shopOrigin, twoSites } from '../support/two-sites.js';

const unhandled: unknown[] = [];
const note = (reason: unknown) => {
  unhandled.push(reason);
};
process.on('unhandledRejection', note);
afterEach(() => {
  expect(unhandled.splice(0)).toEqual([]);
});

/** How a function can fail. */
const ways = {
  'throws an error': () => {
    throw new RangeError('LEAK');
  },
  'throws a text': () => {
    const text: unknown = 'LEAK';
    throw text;
  },
  rejects: () => Promise.reject(new RangeError('LEAK')),
  hangs: () => new Promise(() => undefined),
  'returns a number': () => 5,
  'returns null': () => null,
} as const;
type Way = keyof typeof ways;
const all = Object.keys(ways) as Way[];
const given = (port: string, way: Way): Partial<GatewayOptions> => {
  const fail = ways[way];
  const whole: Record<string, unknown> = {
    store: { get: fail, set: fail, add: fail, delete: fail },
    cookies: { read: fail, write: fail },
  };
  return { [port]: whole[port] ?? fail };
};
async function signIn(port: string, way: Way) {
  // A store that hangs is waited for, too.
  const timeout = port === 'store' ? 2 * storeTimeout : 300;
  const news = site({ '/processes/login/verify': () => session() }, { timeout, ...given(port, way) });
  const response = await news.gateway.fetch(
    new Request('https://news.example.org/sso/login/start', {
      method: 'POST',
      headers: { 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' },
      body: JSON.stringify(credentials),
    }),
  );
  return { status: response.status, text: await response.text(), log: news.log };
}

test.each(
  ['log', 'store', 'onConsent', 'onAudit', 'observe'].flatMap((port) => all.map((way) => [port, way] as const)),
)('a reader signs in where %s %s', async (port, way) => {
  expect((await signIn(port, way)).status).toBe(200);
});

test.each(all)('where fetch %s, the SSO API has failed, and it is on the log', async (way) => {
  const { status, text, log } = await signIn('fetch', way);
  expect([502, 504]).toContain(status);
  expect(log).toContainEqual(expect.objectContaining({ event: 'upstream-failure' }));
  expect(text + JSON.stringify(log)).not.toContain('LEAK');
});

test.each(
  ['facts', 'cookies', 'now', 'random'].flatMap((port) =>
    all.filter((way) => port !== 'now' || way !== 'returns a number').map((way) => [port, way] as const),
  ),
)('where %s %s, the call is a failure of the gateway, and it is on the log', async (port, way) => {
  const { status, text, log } = await signIn(port, way);
  expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([500, 'gateway-failed']);
  expect(log).toContainEqual(expect.objectContaining({ level: 'error' }));
  expect(text + JSON.stringify(log)).not.toContain('LEAK');
});

test('a store whose replies are of the wrong type has failed, in each of its operations', async () => {
  const odd = { get: () => 5, set: () => 5, add: () => 'yes', delete: () => 5 };
  const store = guardStore(odd as unknown as NonNullable<GatewayOptions['store']>, () => undefined);
  await expect(store.get('key')).rejects.toThrow(TypeError);
  await expect(store.add('key', '1', 60)).rejects.toThrow(TypeError);
  // Nothing is read of what these return.
  expect(await Promise.all([store.set('key', '1', 60), store.delete('key')])).toEqual([undefined, undefined]);
});

test('facts may be missing or null, and are nothing but texts', () => {
  const read = (facts: object) => guardFacts(() => facts)(new Request('https://news.example.org/'), undefined);
  expect(read({ origin: null, address: '192.0.2.7', host: undefined })).toEqual({ address: '192.0.2.7' });
  expect(() => read({ address: 5 })).toThrow(TypeError);
});

test('a store that hangs holds up one question, is said, and is not asked again for a while', async () => {
  const get = vi.fn(() => new Promise<never>(() => undefined));
  const store = { get, set: get, add: get, delete: get };
  const news = site({ '/processes/login/verify': () => session() }, { store });
  const began = performance.now();
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect((await news.get('settings')).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(storeTimeout + 3000);
  expect(get).toHaveBeenCalledTimes(1);
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'store-timeout', operation: 'get' }));
});

test.each(['store', 'fetch'].flatMap((port) => all.map((way) => [port, way] as const)))(
  'where %s %s at the site that is joined, or at the one that hands over, the reader lands on the page all the same',
  async (port, way) => {
    for (const failing of ['shop', 'news'] as const) {
      // What fails is not there yet while the reader signs in.
      let fails = false;
      const ports = given(port, way);
      const store = memoryStore(Date.now);
      const [readerStore, brokenStore] = [store, ports.store];
      const operation =
        (name: 'get' | 'set' | 'add' | 'delete') =>
        (...values: never[]): Promise<never> =>
          Reflect.apply((fails && brokenStore ? brokenStore : readerStore)[name], undefined, values) as Promise<never>;
      const sites = twoSites({
        [failing]: {
          timeout: 300,
          store: { get: operation('get'), set: operation('set'), add: operation('add'), delete: operation('delete') },
        },
      });
      const broken = ports.fetch;
      if (broken)
        for (const path of ['/sessions/transferToken', '/sso/session/token'])
          sites[failing].script[path] = (request) => broken(request);
      const browser = sites.browser();
      await browser.signIn(newsOrigin);
      fails = true;
      const { at, hops } = await browser.go(sites.join());
      expect([at.origin, at.pathname]).toEqual([shopOrigin, '/basket']);
      expect(hops.map(({ response }) => response.status)).toEqual([303, 303, 303]);
      expect(JSON.stringify([sites.news.log, sites.shop.log])).not.toContain('LEAK');
    }
  },
);

test.each(['facts', 'random', 'cookies'])(
  'a call is counted and logged where %s throws before it is read',
  async (port) => {
    const seen: Observation[] = [];
    const observe = (observation: Observation) => void seen.push(observation);
    const fail = ways['throws an error'];
    const whole = port === 'cookies' ? { read: fail, write: () => undefined } : fail;
    const news = site({}, { observe, [port]: whole });
    expect((await news.get('session')).status).toBe(500);
    const calls = seen.filter(({ of }) => of === 'call');
    expect(calls).toMatchObject([
      { record: { route: 'session', method: 'GET', status: 500, outcome: 'gateway-failed' } },
    ]);
    const lines = seen.flatMap((each) => (each.of === 'line' ? [each.event] : []));
    expect(lines).toEqual(expect.arrayContaining(['port-failed', 'call']));
  },
);
