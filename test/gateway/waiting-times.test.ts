/** However slow the hosted API and the operator's function are, an answer comes before the elements give up waiting for it. */
import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import type { ConsentEvent } from '../../src/gateway/index.js';
import { error, json, person, session, site, type Site, step, offersGoogle } from './support/harness.js';
import { account, agreed, optInText, say } from './support/registering.js';
import { slowClock } from './support/slow-clock.js';

/** Milliseconds: that of the client in the browser, by which it gives a call up. */
const patience = 20_000;
/** Milliseconds: all operations of a call together, and twice the operator's function. */
const longest = 8000 + 2 * 2000;
afterEach(() => vi.restoreAllMocks());

type Speed = 'at once' | 'as slow as is waited for';

/** A site whose hosted API and operator can be as slow as is just waited for; `never`: the operator does not answer at all. */
function slowSite(operator: 'late' | 'never') {
  const clock = slowClock();
  const state: { speed: Speed; stores: boolean; text: string } = { speed: 'at once', stores: true, text: optInText };
  const events: ConsentEvent[] = [];
  const replies: Record<string, () => Response> = {
    '/processes/settings/sso': () => json({ settings: { ssoOptIn: true }, ssoOptInText: state.text, ...offersGoogle }),
    '/processes/registration/start': () => step('EMAIL'),
    '/processes/registration/validate': () => session(undefined, 201),
    '/processes/ssoProvider/verify': () => session(),
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => json(person),
    '/sessions/validate': () => json({ customerId: '4711' }),
    '/customers/4711/optIns': () => (state.stores ? json({}) : error(500)),
  };
  const late = <T>(reply: () => T): Promise<T> =>
    state.speed === 'at once' ? Promise.resolve(reply()) : clock.after(clock.limit - 1, reply);
  const news = site(
    {},
    {
      settingsMaxAge: 0,
      fetch: ({ url }) => {
        const path = new URL(url).pathname.replace('/api/v3.0', '');
        return late(replies[path] ?? (() => error(404)));
      },
      onConsent: (event) => {
        if (state.speed === 'at once') return void events.push(event);
        return operator === 'never' ? new Promise(() => undefined) : late(() => void events.push(event));
      },
    },
  );
  /** How long a request takes with everything as slow as can be. */
  const slowly = async (request: () => Promise<unknown>) => {
    state.speed = 'as slow as is waited for';
    const took = await clock.measure(request());
    state.speed = 'at once';
    return took;
  };
  return { news, clock, state, replies, events, slowly };
}
type SlowSite = ReturnType<typeof slowSite>;

const start = (news: Site, email = account.email) => say(news, 'registration/start', { ...account, ...agreed, email });
async function register(of: SlowSite, email: string): Promise<void> {
  const { flow } = await start(of.news, email);
  await say(of.news, 'registration/verify', { flow, code: '1' });
}
/** Three whose opt-in could not be stored; they are due. */
async function withPending(of: SlowSite): Promise<void> {
  of.state.stores = false;
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org']) await register(of, email);
  of.news.clock.now += 31_000;
}

test('the longest call ends well before the elements give up', () => {
  expect(longest).toBeLessThan(patience);
});

test('the clock counts what is waited for one after the other, and side by side once', async () => {
  const clock = slowClock();
  const one = async () => {
    await clock.after(300, () => undefined);
    await clock.after(200, () => undefined);
  };
  expect(await clock.measure(one())).toBe(500);
  expect(await clock.measure(Promise.all([one(), clock.after(400, () => undefined)]))).toBe(500);
});

for (const operator of ['late', 'never'] as const) {
  test(`a start whose settings and wording take all its time, with an operator who answers ${operator}`, async () => {
    const of = slowSite(operator);
    let asked = 0;
    of.replies['/processes/settings/sso'] = () =>
      json({ settings: { ssoOptIn: true }, ssoOptInText: asked++ ? 'Newest' : 'Old' });
    const optInHash = createHash('sha256').update('Newest').digest('base64url');
    let answer: unknown;
    const took = await of.slowly(
      async () => (answer = await say(of.news, 'registration/start', { ...account, optIn: true, optInHash })),
    );
    // Nothing is sent any more of which nobody could tell the outcome.
    expect(answer).toMatchObject({ code: 'upstream-timeout' });
    expect(took).toBe(8000);
  });

  test(`the last step of a registration, which three wait beside that fail, with an operator who answers ${operator}`, async () => {
    const of = slowSite(operator);
    await withPending(of);
    const { flow } = await start(of.news, 'd@example.org');
    let answer: unknown;
    const took = await of.slowly(async () => (answer = await say(of.news, 'registration/verify', { flow, code: '1' })));
    expect(answer).toMatchObject({ kind: 'session' });
    expect(took).toBeGreaterThan(9000);
    expect(took).toBeLessThanOrEqual(longest);
  });

  test(`a registration with Google that signs in at once, with an operator who answers ${operator}`, async () => {
    const of = slowSite(operator);
    await withPending(of);
    let answer: unknown;
    const took = await of.slowly(
      async () => (answer = await say(of.news, 'login/google', { idToken: 'ID', ...agreed })),
    );
    expect(answer).toMatchObject({ kind: 'session' });
    expect(took).toBeGreaterThan(9000);
    expect(took).toBeLessThanOrEqual(longest);
  });

  test(`a sign-in that completes the choice of a lost registration, with an operator who answers ${operator}`, async () => {
    const of = slowSite(operator);
    of.replies['/sessions/customerData'] = () => json({ ...person, email: account.email });
    await start(of.news);
    let answer: unknown;
    const typed = { identifier: account.email, password: account.password };
    const took = await of.slowly(async () => (answer = await say(of.news, 'login/start', typed)));
    expect(answer).toMatchObject({ kind: 'session' });
    expect(JSON.stringify([of.events, of.news.log])).toContain('"stored":true');
    expect(took).toBeGreaterThan(9000);
    expect(took).toBeLessThanOrEqual(longest);
  });

  test.each([
    ['GET', 'session'],
    ['GET', 'flow'],
    ['DELETE', 'session'],
  ])(`%s %s, which tries what is due, with an operator who answers ${operator}`, async (method, path) => {
    const of = slowSite(operator);
    of.replies['/sessions/validate'] = () => error(500);
    await withPending(of);
    of.replies['/sessions/validate'] = () => json({ customerId: '4711' });
    of.state.stores = true;
    of.news.clock.now += 301_000;
    const took = await of.slowly(() => of.news.request(method, path));
    expect(took).toBeGreaterThan(3000);
    expect(took).toBeLessThanOrEqual(longest);
  });
}
