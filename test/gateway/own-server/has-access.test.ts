import { expect, test } from 'vitest';
import { digest } from '../../../src/gateway/base/bytes.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import { type AccessReading, memoryStore, type Store } from '../../../src/gateway/index.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { createAccessRights } from '../../../src/gateway/session/access-rights.js';
import { error, json, secret, session, site, type Site } from '../support/harness.js';
import {
  blocked,
  declareEmergency,
  granted,
  hasAccess,
  minutes,
  page,
  refused,
  seconds,
  signedIn,
  signedOut,
} from '../support/own-server.js';

const ask = (news: Site, rights: readonly string[] = ['plus']): Promise<AccessReading> =>
  news.gateway.hasAccess(page(news), rights);
const told = async (news: Site, rights?: readonly string[]) => {
  const { granted: isGranted, reason } = await ask(news, rights);
  return [isGranted, reason];
};
const asked = (news: Site) => news.to(hasAccess).length;

test.each([
  ['a customer with one of the rights', granted, true, 'right'],
  ['a customer with none of them', refused, false, 'no-right'],
  ['a customer who is blocked, whatever was bought', blocked, false, 'blocked'],
  ['a customer whom the hosted API no longer knows', () => error(404, 20015), false, 'no-right'],
])('%s is told', async (_who, reply, isGranted, reason) => {
  const news = await signedIn({ [hasAccess]: reply });
  expect(await ask(news, ['plus', 'epaper'])).toMatchObject({ state: 'signed-in', granted: isGranted, reason });
  expect(news.to(hasAccess)[0]?.url.searchParams.get('accessRightUniqueIds')).toBe('epaper,plus');
});

test('whoever is signed out has no access, and the hosted API is not asked', async () => {
  const news = site();
  expect(await ask(news)).toEqual({ state: 'signed-out', granted: false, reason: 'signed-out', setCookies: [] });
  expect(news.sent.filter(({ path }) => path !== '/processes/settings/sso')).toEqual([]);
});

test('a session that is due is checked first, and its cookies are passed on', async () => {
  const news = await signedIn();
  news.clock.now += minutes(6);
  expect((await ask(news)).setCookies.join()).toContain('__Host-sso_session=');
  news.script['/sessions/validate'] = () => error(401);
  news.clock.now += minutes(6);
  const { granted: isGranted, reason, setCookies } = await ask(news);
  expect([isGranted, reason]).toEqual([false, 'signed-out']);
  expect(setCookies.join()).toContain('__Host-sso_session=; Path=/; Max-Age=0');
});

test('a yes counts for a minute, whatever the order of the rights', async () => {
  const news = await signedIn();
  expect(await told(news, ['plus', 'epaper'])).toEqual([true, 'right']);
  news.script[hasAccess] = refused;
  news.clock.now += seconds(59);
  expect(await told(news, ['epaper', 'plus', 'plus'])).toEqual([true, 'right']);
  expect(asked(news)).toBe(1);
  news.clock.now += seconds(1);
  expect(await told(news, ['plus', 'epaper'])).toEqual([false, 'no-right']);
});

test('a no counts for ten seconds, so that a purchase opens soon', async () => {
  const news = await signedIn({ [hasAccess]: refused });
  await told(news);
  news.script[hasAccess] = granted;
  news.clock.now += seconds(9);
  expect(await told(news)).toEqual([false, 'no-right']);
  news.clock.now += seconds(1);
  expect(await told(news)).toEqual([true, 'right']);
});

test('both are an option; with 0 the hosted API is asked each time, and nothing stands in', async () => {
  const short = await signedIn({ [hasAccess]: refused }, { accessMaxAge: 5 });
  await told(short);
  short.clock.now += seconds(5);
  await told(short);
  expect(asked(short)).toBe(2);
  const none = await signedIn({}, { accessMaxAge: 0, inEmergency: 'closed' });
  await told(none);
  none.script[hasAccess] = () => error(500);
  expect(await told(none)).toEqual([false, 'unknown']);
});

test('questions at the same time are one, and other rights are another', async () => {
  const news = await signedIn();
  await Promise.all([ask(news), ask(news), ask(news, ['epaper'])]);
  expect(asked(news)).toBe(2);
});

test('a verdict is of one customer, and the store learns neither customer nor right, not even by trying', async () => {
  const kept = new Map<string, string>();
  const store: Store = {
    ...memoryStore(Date.now),
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
  };
  const news = await signedIn({}, { store });
  await told(news, ['crossword-plus']);
  const text = JSON.stringify([...kept].filter(([key]) => key.startsWith('access:')));
  expect(text).toContain('granted');
  const tried = await digest(JSON.stringify(['4711', ['crossword-plus']]));
  for (const word of ['4711', 'crossword', tried]) expect(text).not.toContain(word);
  news.script['/sessions/customerData'] = () => json({ customerId: '4712' });
  news.script['/accessRights/4712/hasAccess'] = refused;
  news.script['/processes/login/verify'] = () => session('ANOTHER-SESSION');
  await news.post('login/start', { identifier: 'other@example.org', password: 'x' });
  expect(await told(news, ['crossword-plus'])).toEqual([false, 'no-right']);
});

test.each([
  ['yes', granted, [true, 'right']],
  ['no', refused, [false, 'no-right']],
])(
  'while the hosted API fails the last %s stands in for an hour, with a try every ten seconds',
  async (_, first, is) => {
    const news = await signedIn({ [hasAccess]: first }, { inEmergency: first === granted ? 'closed' : 'open' });
    await told(news);
    news.script[hasAccess] = () => error(500);
    news.clock.now += minutes(2);
    expect([await told(news), await told(news)]).toEqual([is, is]);
    expect(asked(news)).toBe(2);
    expect(news.log.filter(({ event }) => event === 'access-stale')).toHaveLength(1);
    news.clock.now += minutes(58) - 1;
    expect(await told(news)).toEqual(is);
    news.clock.now += 1;
    expect(await told(news)).toEqual([first === refused, 'unknown']);
  },
);

test('what was kept by a clock that has been set back is asked anew', async () => {
  const news = await signedIn();
  await told(news);
  news.clock.now -= seconds(30);
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  news.script[hasAccess] = refused;
  expect(await told(news)).toEqual([false, 'no-right']);
});

const nobodySays: [string, Partial<Record<string, () => Response>>][] = [
  ['fails', { [hasAccess]: () => error(500) }],
  ['has a limit of requests', { [hasAccess]: () => error(429) }],
  ['says nothing that can be read', { [hasAccess]: () => json({ accessGranted: 'yes' }) }],
  ['says 404 without a number of its own', { [hasAccess]: () => error(404) }],
  ['does not say who is signed in', { '/sessions/customerData': () => error(500) }],
];
test.each(
  nobodySays.flatMap(([what, script]) => (['open', 'closed'] as const).map((is) => [what, is, script] as const)),
)('where the hosted API %s, it is %s as the option says', async (_what, inEmergency, script) => {
  const news = await signedIn(script as Record<string, () => Response>, { inEmergency });
  expect(await ask(news)).toMatchObject({
    state: 'signed-in',
    granted: inEmergency === 'open',
    reason: 'unknown',
  });
});

test.each<[string, Record<string, () => Response>]>([
  ['may not ask for access rights', { [hasAccess]: () => error(401) }],
  ['may not ask who is signed in', { '/sessions/customerData': () => error(401, 99401) }],
])('an API token that %s opens nothing, and the log says it', async (_what, script) => {
  const news = await signedIn(script);
  expect(await ask(news)).toMatchObject({ state: 'signed-in', granted: false, reason: 'misconfigured' });
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'right-missing' }));
});

test('a name that is missing for another reason is asked for again, and a token that was mended opens again', async () => {
  const news = await signedIn({ '/sessions/customerData': () => error(401, 99401) });
  expect(await told(news)).toEqual([false, 'misconfigured']);
  news.script['/sessions/customerData'] = () => error(500);
  expect(await told(news)).toEqual([true, 'unknown']);
  news.script['/sessions/customerData'] = () => json({ customerId: '4711' });
  expect(await told(news)).toEqual([true, 'right']);
});

test('where an emergency has every token refused, it is one', async () => {
  const news = await signedIn();
  await news.get('settings');
  for (const path of ['/processes/settings/sso', '/sessions/validate', '/sessions/customerData', hasAccess])
    news.script[path] = () => error(401);
  news.clock.now += minutes(6);
  expect(await told(news)).toEqual([true, 'emergency']);
});

test('after a failure without an earlier verdict nobody waits for the hosted API again, for ten seconds', async () => {
  const news = await signedIn({ [hasAccess]: () => error(500) });
  expect([await told(news), await told(news)]).toEqual([
    [true, 'unknown'],
    [true, 'unknown'],
  ]);
  expect(asked(news)).toBe(1);
  await told(news, ['epaper']);
  expect(asked(news)).toBe(2);
  news.script[hasAccess] = refused;
  news.clock.now += seconds(10);
  expect(await told(news)).toEqual([false, 'no-right']);
});

test('where the store fails, too, the pause is kept in memory', async () => {
  const fail = () => Promise.reject(new Error('the store is down'));
  const news = await signedIn(
    { [hasAccess]: () => error(500) },
    { store: { get: fail, set: fail, add: fail, delete: fail } },
  );
  await told(news);
  await told(news);
  expect(asked(news)).toBe(1);
});

test.each(['open', 'closed'] as const)('in an emergency it is %s for everybody', async (inEmergency) => {
  const news = await signedIn({}, { inEmergency });
  declareEmergency(news);
  const wanted = { state: 'emergency', granted: inEmergency === 'open', reason: 'emergency' };
  expect(await ask(news)).toMatchObject(wanted);
  expect(await ask(signedOut(news))).toMatchObject(wanted);
});

test('readers are let in by default, as the elements tell them', async () => {
  const news = await signedIn({ [hasAccess]: () => error(500) });
  expect(news.gateway.inEmergency).toBe('open');
  expect(await told(news)).toEqual([true, 'unknown']);
  // Whoever is not signed in gains nothing by a hosted API that fails.
  expect(await told(signedOut(news))).toEqual([false, 'signed-out']);
});

test('a store that fails, or holds nonsense, has the hosted API asked each time', async () => {
  const fail = () => Promise.reject(new Error('the store is down'));
  const down = await signedIn({}, { store: { get: fail, set: fail, add: fail, delete: fail } });
  expect([await told(down), await told(down)]).toEqual([
    [true, 'right'],
    [true, 'right'],
  ]);
  expect(asked(down)).toBe(2);
  for (const nonsense of ['{', '{"verdict":"yes","due":9e15,"end":9e15}', '"granted"']) {
    const store = {
      ...memoryStore(Date.now),
      get: async (key: string) => (key.startsWith('access:') ? nonsense : undefined),
    };
    const news = await signedIn({ [hasAccess]: refused }, { store });
    expect(await told(news)).toEqual([false, 'no-right']);
  }
});

test.each([
  ['none', []],
  ['an empty one', ['']],
  ['one letter', ['a']],
  ['two in one', ['plus,epaper']],
  ['a way out of the query', ['plus&x=1']],
  ['a line break', ['plus\n']],
  ['one that is too long', ['x'.repeat(31)]],
  ['too many', Array.from({ length: 21 }, (_, at) => `right-${at}`)],
  ['no list', 'plus'],
])('rights that are %s are a slip of the page: nobody is asked', async (_what, rights) => {
  const news = await signedIn();
  await expect(ask(news, rights as string[])).rejects.toThrow(TypeError);
  expect(asked(news)).toBe(0);
});

test('a customer ID leads to no other operation', async () => {
  for (const customerId of ['..', '../settings', '1?x=/']) {
    const news = await signedIn({ '/sessions/customerData': () => json({ customerId }) }, { inEmergency: 'closed' });
    expect((await ask(news)).granted).toBe(false);
    const paths = news.sent.map(({ url }) => url.pathname).filter((path) => path.includes('accessRights'));
    for (const path of paths) expect(path).toMatch(/\/accessRights\/[^/]+\/hasAccess$/);
    expect(news.sent.some(({ url }) => url.pathname.endsWith('/v3.0/settings'))).toBe(false);
  }
});

test('a part of the gateway that fails leaves it unknown, and the log says it', async () => {
  const facts = () => {
    throw new Error('s3cret');
  };
  const news = site({}, { facts, inEmergency: 'closed' });
  expect(await ask(news)).toEqual({ state: 'unknown', granted: false, reason: 'unknown', setCookies: [] });
  expect(news.log.map(({ event }) => event)).toEqual(['port-failed']);
  expect(JSON.stringify(news.log)).not.toContain('s3cret');
});

test.each(['readSession', 'hasAccess', 'transferToken'] as const)(
  'a clock that breaks in %s leaves it unknown',
  async (exit) => {
    const news = await signedIn();
    const breaks = () => {
      news.clock.now = NaN;
      return error(500);
    };
    Object.assign(news.script, { [hasAccess]: breaks, '/sessions/transferToken': breaks });
    if (exit === 'readSession') news.clock.now = NaN;
    const request = page(news);
    const reading = await (exit === 'hasAccess'
      ? news.gateway.hasAccess(request, ['plus'])
      : news.gateway[exit](request));
    expect(reading).toMatchObject({ state: 'unknown', setCookies: [] });
    expect(news.log.at(-1)).toMatchObject({ level: 'error', event: 'problem', path: exit, code: 'gateway-failed' });
  },
);

test('a verdict that the store did not take as due again stands in all the same, and nobody is asked within the pause', async () => {
  const kept = memoryStore(Date.now);
  let isFull = false;
  const store: Store = {
    ...kept,
    set: (...entry) =>
      isFull && entry[0].startsWith('access:') ? Promise.reject(new Error('full')) : kept.set(...entry),
  };
  const news = await signedIn({ [hasAccess]: granted }, { store });
  expect(await told(news)).toEqual([true, 'right']);
  isFull = true;
  news.script[hasAccess] = () => error(503);
  news.clock.now += seconds(61);
  expect(await told(news)).toEqual([true, 'right']);
  const before = asked(news);
  news.clock.now += seconds(1);
  expect(await told(news)).toEqual([true, 'right']);
  expect(asked(news)).toBe(before);
});

test('what is no failure of the hosted API is not taken for one', async () => {
  const fault = new TypeError('a fault');
  const access = createAccessRights({
    upstream: { call: () => Promise.reject(fault) },
    sealer: { ...createSealer([secret], Date.now), nameOf: () => Promise.reject(fault) },
    store: memoryStore(Date.now),
    now: Date.now,
    maxAge: 60,
    log: () => undefined,
  });
  await expect(access.granted('1', ['plus'], createDeadline(1000))).rejects.toBe(fault);
});
