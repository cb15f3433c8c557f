import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/gateway/index.js';
import { createEndedMarks } from '../../../src/gateway/session/ended-marks.js';
import { until } from '../../support/until.js';
import { session, sessionToken, site } from '../support/harness.js';

test('a session that has ended stays so for longer than any operation takes, and no longer', async () => {
  let now = 0;
  const marks = createEndedMarks({
    store: memoryStore(() => now),
    now: () => now,
    log: () => undefined,
    of: 'session',
  });
  await marks.add('token');
  now = 149_000;
  expect(await marks.has('token')).toBe(true);
  expect(await marks.has('another')).toBe(false);
  now = 150_000;
  expect(await marks.has('token')).toBe(false);
  await marks.add('copied', 86_400);
  now += 86_399_000;
  expect(await marks.has('copied')).toBe(true);
  now += 1000;
  expect(await marks.has('copied')).toBe(false);
});

/** A store that can be away; instances share it. */
function shared(now: () => number) {
  const store = memoryStore(now);
  let isAway = false;
  const unlessAway = <T>(work: () => Promise<T>): Promise<T> => (isAway ? Promise.reject(new Error('away')) : work());
  const marks = () =>
    createEndedMarks({
      store: {
        ...store,
        get: (key) => unlessAway(() => store.get(key)),
        set: (...entry) => unlessAway(() => store.set(...entry)),
      },
      now,
      log: () => undefined,
      of: 'revoked',
    });
  return { marks, setAway: (away: boolean) => (isAway = away) };
}

const kept =
  'what a store does not take counts at this instance, and at the others once it answers again, for as long as it would have: asked for %s';
test.each(['copied', 'another'])(kept, async (asked) => {
  let now = 0;
  const { marks, setAway } = shared(() => now);
  const [one, other] = [marks(), marks()];
  setAway(true);
  await one.add('copied', 600);
  expect([await one.has('copied'), await other.has('copied')]).toEqual([true, false]);
  now = 60_000;
  setAway(false);
  // Whatever is asked there first.
  expect(await one.has(asked)).toBe(asked === 'copied');
  expect(await other.has('copied')).toBe(true);
  now = 599_000;
  expect(await other.has('copied')).toBe(true);
  now = 600_000;
  expect([await one.has('copied'), await other.has('copied')]).toEqual([false, false]);
});

/** Marks that a store has not taken, and a store that answers again, but not yet. */
async function late(names: readonly string[]) {
  let now = 0;
  let isAway = true;
  const sent: { key: string; seconds: number; settle: () => void }[] = [];
  const marks = createEndedMarks({
    store: {
      ...memoryStore(() => now),
      set: (key, _value, seconds) =>
        isAway
          ? Promise.reject(new Error('away'))
          : new Promise((settle) => sent.push({ key, seconds, settle: () => settle() })),
    },
    now: () => now,
    log: () => undefined,
    of: 'revoked',
  });
  for (const name of names) await marks.add(name, 600);
  now = 1000;
  isAway = false;
  return { marks, sent, setAway: (away: boolean) => (isAway = away) };
}

test('late marks are given to the store all at once, and once, however many ask meanwhile', async () => {
  const { marks, sent } = await late(['one', 'two', 'three']);
  const asked = Promise.all(['one', 'other', 'another'].map((name) => marks.has(name)));
  await until(() => sent.length === 3);
  for (const { settle } of sent) settle();
  expect(await asked).toEqual([true, false, false]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
  expect(sent).toHaveLength(3);
});

test('a mark that is kept anew while it is under way is given to the store again', async () => {
  const { marks, sent, setAway } = await late(['one']);
  const asked = marks.has('one');
  await until(() => sent.length === 1);
  setAway(true);
  await marks.add('one', 6000);
  setAway(false);
  sent[0]?.settle();
  await asked;
  const again = marks.has('one');
  await until(() => sent.length === 2);
  sent[1]?.settle();
  expect(await again).toBe(true);
  expect(sent.map(({ seconds }) => seconds)).toEqual([599, 6000]);
});

test('what has ended before the store answers again is not given to it', async () => {
  let now = 0;
  const { marks, setAway } = shared(() => now);
  const [one, other] = [marks(), marks()];
  setAway(true);
  await one.add('copied', 600);
  now = 600_000;
  setAway(false);
  expect(await one.has('copied')).toBe(false);
  expect(await other.has('copied')).toBe(false);
});

test('of what a store does not take, the newest 10,000 are kept', async () => {
  const { marks, setAway } = shared(() => 0);
  const one = marks();
  setAway(true);
  for (let count = 0; count <= 10_000; count += 1) await one.add(`session ${count}`, 600);
  expect(await one.has('session 0')).toBe(false);
  expect([await one.has('session 1'), await one.has('session 10000')]).toEqual([true, true]);
});

test('a validation that was under way for two minutes sets no cookie of a session that was signed out meanwhile', async () => {
  let answer: (response: Response) => void = () => undefined;
  const held = new Promise<Response>((resolve) => (answer = resolve));
  const script = { '/processes/login/verify': () => session(), '/sessions/validate': () => held };
  const news = site(script, { timeout: 60_000 });
  await news.post('login/start', { identifier: 'reader@example.org', password: 'p' });
  const before = new Map(news.cookies);
  news.clock.now += 600_000;
  const validation = news.get('session');
  await news.request('DELETE', 'session');
  news.clock.now += 120_000;
  answer(Response.json({ customerId: '4711' }));
  const lines = (await validation).headers.getSetCookie();
  expect(before.size).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('sso_session=') && !line.includes('Max-Age=0'))).toEqual([]);
  expect(sessionToken).not.toBe('');
});

test('whoever signed out, and left before the answer came, can sign in again at once', async () => {
  const news = site({ '/processes/login/verify': () => session(), '/sessions/logout': () => Response.json({}) });
  const signIn = () => news.post('login/start', { identifier: 'reader@example.org', password: 'p' });
  await signIn();
  const before = new Map(news.cookies);
  await news.request('DELETE', 'session');
  // The answer that deletes the cookies has never arrived.
  for (const [name, value] of before) news.cookies.set(name, value);
  const again = await signIn();
  expect([again.status, await again.json()]).toMatchObject([200, { kind: 'session' }]);
});
