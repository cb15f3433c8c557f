/** The table "When a part of yours fails" of docs/gateway.md, walked: each port that is waited for is slow, but in time, or just too late. */
import { afterEach, expect, test, vi } from 'vitest';
import { type ConsentEvent, type GatewayOptions, memoryStore } from '../../../src/gateway/index.js';
import { storeTimeout } from '../../../src/gateway/options/guard-ports.js';
import { asking, begin, optIns, outcome } from '../support/consenting.js';
import { json, person, session, step } from '../support/harness.js';
import { optInText, say } from '../support/registering.js';
import { slowClock } from '../support/slow-clock.js';

afterEach(() => vi.restoreAllMocks());

/** Milliseconds that a sign-in waits for `onConsent`. */
const consentTimeout = 2000;
type Port = 'store' | 'onConsent' | 'fetch' | 'log';

/** Registers a reader with a consent, while one port takes so many milliseconds longer than it may; with a negative number it is in time. */
async function registerWith(port: Port, over: number) {
  const clock = slowClock();
  const events: ConsentEvent[] = [];
  const late = <T>(which: Port, limit: number, value: () => T | Promise<T>): Promise<T> =>
    port === which ? clock.after(limit + over, () => undefined).then(value) : Promise.resolve(value());
  const kept = memoryStore(Date.now);
  const slowStore =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A) =>
      late('store', storeTimeout, () => work(...args));
  const log: Parameters<NonNullable<GatewayOptions['log']>>[0][] = [];
  const replies: Record<string, () => Response> = {
    '/processes/settings/sso': () =>
      json({ settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: optInText }),
    '/processes/registration/start': () => step('EMAIL'),
    '/processes/registration/validate': () => session(undefined, 201),
    '/sessions/customerData': () => json(person),
    '/sessions/validate': () => json({ customerId: '4711' }),
    [optIns]: () => json({}),
  };
  const { news } = asking(
    {},
    {
      store: {
        get: slowStore(kept.get),
        set: slowStore(kept.set),
        add: slowStore(kept.add),
        delete: slowStore(kept.delete),
      },
      onConsent: (event) => late('onConsent', consentTimeout, () => void events.push(event)),
      // All operations of a call have one time limit: of each call one is slow.
      fetch: ({ url }) => {
        const path = new URL(url).pathname.replace('/api/v3.0', '');
        const reply = replies[path]!;
        return path.startsWith('/processes/registration/')
          ? late('fetch', clock.limit, reply)
          : Promise.resolve(reply());
      },
      // A log may be asynchronous: nobody waits for it.
      log: (event) => late('log', 60_000, () => void log.push(event)) as unknown as undefined,
    },
  );
  const answers: unknown[] = [];
  const took = await clock.measure(
    (async () => {
      const started = await begin(news);
      answers.push(started);
      if (started.kind === 'step')
        answers.push(await say(news, 'registration/verify', { flow: started.flow, code: '1' }));
    })(),
  );
  return { answer: answers.at(-1), events, log, took };
}

test.each(['store', 'onConsent', 'fetch', 'log'] as const)(
  'where %s is slow but in time, a reader registers as usual, and nothing is on the log',
  async (port) => {
    const { answer, events, log, took } = await registerWith(port, -1);
    expect(answer).toMatchObject({ kind: 'session' });
    expect(events.at(-1)).toMatchObject({ ...outcome, at: expect.any(String) as string, stored: true });
    expect(log.filter(({ event }) => event !== 'call')).toEqual([]);
    if (port === 'log') expect(took).toBe(0);
    else expect(took).toBeGreaterThan(storeTimeout - 2);
  },
);

test.each([
  ['store', 'store-timeout'],
  ['onConsent', 'on-consent-failed'],
] as const)('where %s is just too late, a reader registers all the same, and it is on the log', async (port, event) => {
  const { answer, log } = await registerWith(port, 1);
  expect(answer).toMatchObject({ kind: 'session' });
  expect(log).toContainEqual(expect.objectContaining({ event }));
});

test('where fetch is just too late, the SSO API has not answered in time, and it is on the log', async () => {
  const { answer, log } = await registerWith('fetch', 1);
  expect(answer).toMatchObject({ code: 'upstream-timeout' });
  expect(log).toContainEqual(expect.objectContaining({ event: 'upstream-failure' }));
});
