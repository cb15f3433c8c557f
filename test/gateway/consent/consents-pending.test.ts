/** Consents that could not be stored at once: tried again from the browser's own cookies, until they are or expire. */
import { expect, test } from 'vitest';
import type { Store } from '../../../src/gateway/index.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { asking, at, id, optIns, outcome, pendingOf, putsTo, register, stored } from '../support/consenting.js';
import { error, json, person, type Script, secret, session, type Site } from '../support/harness.js';
import { hash, say } from '../support/registering.js';

/** What a line of the log has of a consent. */
const traits = { id, hash, choice: true, at, customerId: '4711' };

/** What stands in the way of the store → the reason that is told. */
const ways: [string, Script, string][] = [
  ['500', { [optIns]: () => error(500, 99500) }, 'upstream-failed'],
  ['a time-out', { [optIns]: () => new Promise<Response>(() => undefined) }, 'upstream-timeout'],
  ['206', { [optIns]: () => json({ customerId: '4711' }, 206) }, 'no-active-text'],
  ['404', { [optIns]: () => error(404, 99404) }, 'upstream-failed'],
  ['a broken connection', { [optIns]: () => Promise.reject(new TypeError('no')) }, 'upstream-failed'],
];
test.each(ways)('%s at the store fails no registration, and is tried again', async (_name, script, reason) => {
  const { news, events } = asking(script, { timeout: 1000 });
  expect(await register(news)).toMatchObject({ kind: 'session', customer: { id: person.customerId } });
  expect(events[1]).toEqual({ ...outcome, stored: false, reason });
  expect(news.setCookies.find((line) => line.startsWith(pendingOf(news)[0] ?? '-'))).toMatch(
    // 400 days, the most that browsers keep.
    /; Max-Age=34560000; Secure; HttpOnly; SameSite=Strict$/,
  );
  news.script[optIns] = stored;
  news.clock.now += 29_000;
  await news.get('session');
  expect(putsTo(news)).toHaveLength(1);
  news.clock.now += 1000;
  await news.get('settings');
  expect(putsTo(news)).toHaveLength(1);
  await news.get('session');
  expect(putsTo(news)).toHaveLength(2);
  expect(events[2]).toEqual({ ...outcome, stored: true });
  expect(pendingOf(news)).toEqual([]);
});

test('a customer’s number that fits into no address costs the consent a try, not the sign-in', async () => {
  const { news, events } = asking({ '/sessions/validate': () => json({ customerId: '\ud800' }) });
  expect(await register(news)).toMatchObject({ kind: 'session' });
  expect(events[1]).toMatchObject({ stored: false, reason: 'gateway-failed' });
});

test('where it is not known whose session it is, it is asked again, of that session alone', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(500) });
  await register(news);
  const { customerId: _id, ...nobody } = outcome;
  expect(events[1]).toEqual({ ...nobody, stored: false, reason: 'upstream-failed' });
  news.script['/sessions/validate'] = () => json({ customerId: '9999' });
  news.script['/processes/login/verify'] = () => session('ANOTHER-SESSION');
  await say(news, 'login/start', { identifier: 'other', password: 'x' });
  news.clock.now += 31_000;
  await news.get('session');
  expect(events).toHaveLength(2);
  news.script['/processes/login/verify'] = () => session();
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  await say(news, 'login/start', { identifier: 'reader', password: 'x' });
  news.clock.now += 31_000;
  await news.get('session');
  expect(events[2]).toEqual({ ...outcome, stored: true });
  expect(news.to('/customers/9999/optIns')).toEqual([]);
});

test('a customer who is known stays known, also to a sign-out', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  await news.request('DELETE', 'session');
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: true });
  expect(news.to('/sessions/validate')).toHaveLength(1);
});

test('a choice against it is told as soon as it is known whose it is', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(504) });
  await register(news, { optIn: false });
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, choice: false, stored: false, reason: 'declined' });
  expect(putsTo(news)).toEqual([]);
});

test.each([7, 9, 300])('whoever comes back after %s days is told of the end, and no more is tried', async (days) => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += days * 86_400_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: false, reason: 'expired' });
  expect(putsTo(news)).toHaveLength(1);
  expect(pendingOf(news)).toEqual([]);
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'consent-expired', ...traits }));
});

test('requests at the same time try once', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += 30_000;
  await Promise.all([news.get('session'), news.get('session'), news.get('flow')]);
  expect(putsTo(news)).toHaveLength(2);
});

test('two readers of one browser both keep theirs', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  await register(news, { email: 'second@example.org' });
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.filter((event) => event.phase === 'outcome' && event.stored)).toHaveLength(2);
});

/** The cookies that a browser has now, to be sent again later: as by a request that is on its way meanwhile. */
function copyOf({ cookies }: Site): () => void {
  const then = [...cookies];
  return () => {
    cookies.clear();
    for (const [name, value] of then) cookies.set(name, value);
  };
}

test.each([0, 31_000])(
  'a request that was sent before, and answered %s ms after, brings nothing back',
  async (late) => {
    const { news, events } = asking({ [optIns]: () => error(500) });
    await register(news);
    news.script[optIns] = stored;
    news.clock.now += 31_000;
    const before = copyOf(news);
    await news.get('session');
    expect(pendingOf(news)).toEqual([]);
    const after = copyOf(news);
    news.clock.now += late;
    before();
    const lines = news.setCookies.length;
    await news.get('flow');
    const written = news.setCookies.slice(lines).filter((line) => line.startsWith('__Host-sso_consent'));
    expect(written.filter((line) => !line.includes('Max-Age=0'))).toEqual([]);
    after();
    news.clock.now += 31_000;
    await news.get('session');
    expect(putsTo(news)).toHaveLength(2);
    expect(events.filter((event) => event.phase === 'outcome' && event.stored)).toHaveLength(1);
  },
);

test('an answer that never came back is no reason to store and tell again', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.script[optIns] = stored;
  news.clock.now += 31_000;
  const before = copyOf(news);
  await news.get('session');
  before();
  news.clock.now += 5 * 86_400_000;
  await news.get('session');
  expect([putsTo(news).length, events.length, pendingOf(news)]).toEqual([2, 3, []]);
});

test('a request that has nothing to do for a consent leaves its cookie alone', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  const lines = news.setCookies.length;
  await news.get('session');
  await news.get('flow');
  expect(news.setCookies.slice(lines).filter((line) => line.startsWith('__Host-sso_consent'))).toEqual([]);
});

test('a step of a process does not wait for what is due of others', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += 31_000;
  await register(news, { email: 'second@example.org' });
  expect(putsTo(news)).toHaveLength(2);
});

test('a consent that is kept while another is stored is not lost', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += 31_000;
  const before = copyOf(news);
  await register(news, { email: 'second@example.org' });
  const [first = '', second = ''] = pendingOf(news);
  const after = copyOf(news);
  news.script[optIns] = stored;
  before();
  const lines = news.setCookies.length;
  await news.get('session');
  const written = news.setCookies.slice(lines).join('\n');
  expect([written.includes(`${first}=;`), written.includes(second)]).toEqual([true, false]);
  after();
  news.cookies.delete(first);
  news.clock.now += 31_000;
  await news.get('session');
  expect(events.filter((event) => event.phase === 'outcome' && event.stored)).toHaveLength(2);
});

/** A store over a network: each word takes a turn of the event loop, and another request can come between. */
function distant(): Store {
  const kept = new Map<string, string>();
  const wait = () => new Promise((resolve) => setImmediate(resolve));
  return {
    get: async (key) => (await wait(), kept.get(key)),
    set: async (key, value) => (await wait(), void kept.set(key, value)),
    add: async (key, value) => {
      await wait();
      const free = !kept.has(key);
      if (free) kept.set(key, value);
      return free;
    },
    delete: async (key) => (await wait(), void kept.delete(key)),
  };
}

test('requests at the same time try once, also with a store over a network', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) }, { store: distant() });
  await register(news);
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await Promise.all([news.get('session'), news.get('session'), news.get('flow')]);
  expect([putsTo(news).length, events.slice(2)]).toEqual([2, [{ ...outcome, stored: true }]]);
});

test('a store that fails costs the guard against twice, not the consent', async () => {
  const broken = () => Promise.reject(new Error('no store'));
  const { news, events } = asking(
    { [optIns]: () => error(500) },
    { store: { get: broken, set: broken, add: broken, delete: broken } },
  );
  await register(news);
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await Promise.all([news.get('session'), news.get('session')]);
  expect(events.slice(2)).toEqual([
    { ...outcome, stored: true },
    { ...outcome, stored: true },
  ]);
  expect(new Set(events.map((event) => event.id)).size).toBe(1);
});

test('what is due is tried side by side', async () => {
  let tried = 0;
  let release: () => void = () => undefined;
  const allTried = new Promise<void>((resolve) => (release = resolve));
  const slow = async ({ method }: Request) => {
    if (method === 'GET') return stored();
    tried += 1;
    if (tried === 3) release();
    await allTried;
    return stored();
  };
  const { news, events } = asking({ [optIns]: () => error(500) });
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org']) await register(news, { email });
  news.script[optIns] = slow;
  news.clock.now += 30_000;
  await news.get('session');
  expect([tried, events.filter((event) => event.phase === 'outcome' && event.stored).length]).toEqual([3, 3]);
});

test('a fourth that cannot be stored makes the oldest give way, which is told and logged', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org']) {
    await register(news, { email });
    news.clock.now += 1000;
  }
  const [first] = events;
  expect(events.at(-1)).toEqual({ ...outcome, id: first?.id, stored: false, reason: 'displaced' });
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'consent-displaced', ...traits, id: first?.id }),
  );
  expect(pendingOf(news)).toHaveLength(3);
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.filter((event) => event.phase === 'outcome' && event.stored)).toHaveLength(3);
});

test('a cookie that cannot be read is left, for an instance with its secret, and the log says which consent it is of', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  const [name = ''] = pendingOf(news);
  const foreign = { todo: 'asked', list: 'x' };
  const other = await createSealer([secret], () => news.clock.now).seal(name, foreign, news.clock.now + 60_000);
  for (const value of ['nonsense', other]) {
    news.cookies.set(name, value);
    await news.get('session');
    expect(news.cookies.get(name)).toBe(value);
    news.clock.now += 1000;
  }
  expect(news.log.filter(({ event }) => event === 'consent-unreadable')).toEqual([
    expect.objectContaining({ level: 'warn', id: name.slice(-12) }),
    expect.objectContaining({ level: 'warn', id: name.slice(-12) }),
  ]);
});

test('a cookie whose time is over is deleted, whatever the browser keeps, and the log says which consent it is of', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  const [name = ''] = pendingOf(news);
  const over = await createSealer([secret], () => news.clock.now).seal(name, { todo: 'asked' }, news.clock.now - 1000);
  news.cookies.set(name, over);
  await news.get('session');
  expect(news.cookies.has(name)).toBe(false);
  expect(news.log.filter(({ event }) => event === 'consent-unreadable')).toEqual([
    expect.objectContaining({ level: 'warn', id: name.slice(-12) }),
  ]);
});

test('a sign-out tries once more for a customer who is not known yet, before the session goes', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(500) });
  await register(news);
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  await news.request('DELETE', 'session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: true });
  expect(pendingOf(news)).toEqual([]);
});

test('a sign-out does not try twice what was stored already', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(500) });
  await register(news);
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  news.clock.now += 31_000;
  const before = copyOf(news);
  await news.get('session');
  before();
  await news.request('DELETE', 'session');
  expect([putsTo(news).length, events.length, pendingOf(news)]).toEqual([1, 3, []]);
});
