/** When limits hold, when they are only logged, and what an operator hears of them. */
import { expect, test, vi } from 'vitest';
import { createLimits } from '../../../src/gateway/limits/limits.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import type { RequestContext } from '../../../src/gateway/request/request-context.js';
import { createGateway, type GatewayOptions, type LimitsPort, type LogEvent } from '../../../src/gateway/index.js';
import { nodeHandler } from '../../../src/gateway/node/serve.js';
import { json, origin, secret, site } from '../support/harness.js';
import { addressOf, countingPort, limited, start } from '../support/limited.js';

const lines = (log: readonly LogEvent[], ...events: string[]) => log.filter(({ event }) => events.includes(event));

test('with limitMode log, everybody is let through, and the log says once a minute how many would not have been', async () => {
  const news = limited({}, { limitMode: 'log' });
  for (let count = 0; count < 10; count += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(lines(news.log, 'limit-reached')).toEqual([
    { level: 'warn', event: 'limit-reached', limit: 'start-pair', mode: 'log', times: 1 },
  ]);
  news.clock.now += 60_000;
  await start(news);
  await start(news);
  expect(lines(news.log, 'limit-reached').slice(1)).toMatchObject([
    { limit: 'start-pair', times: 4 },
    { limit: 'start-account', times: 1 },
  ]);
});

test('a device that would be void stays known with limitMode log', async () => {
  const news = limited({}, { limitMode: 'log', limitChanges: { 'start-device': { times: 1 } } });
  await start(news, { password: 'correct horse battery' });
  for (let count = 0; count < 3; count += 1) await start(news);
  expect(news.cookies.has('__Host-sso_device')).toBe(true);
  expect(lines(news.log, 'limit-reached')).toHaveLength(1);
});

test('with limitMode off, nothing is counted, remembered or said', async () => {
  const news = limited({}, { limitMode: 'off' });
  for (let count = 0; count < 20; count += 1) await start(news, { password: 'correct horse battery' });
  expect([news.port.keys(), news.cookies.has('__Host-sso_device'), lines(news.log, 'limits-missing')]).toEqual([
    [],
    false,
    [],
  ]);
});

test('what is held back is in the log without anybody’s name', async () => {
  const news = limited();
  for (let count = 0; count < 9; count += 1) await start(news);
  expect(lines(news.log, 'limit-reached')).toEqual([
    { level: 'warn', event: 'limit-reached', limit: 'start-pair', mode: 'enforce', times: 1 },
  ]);
});

test.each([undefined, '127.0.0.1', '10.0.0.3'])(
  'from the address %s, all but the addresses is counted, which is logged once',
  async (address) => {
    const news = limited({}, { facts: () => ({ origin, fetchSite: 'same-origin', address }) });
    const codes = [];
    for (let count = 0; count < 12; count += 1) codes.push((await start(news)).code);
    expect(codes.indexOf('rate-limited')).toBe(11);
    expect(lines(news.log, 'limits-without-address')).toHaveLength(1);
  },
);

const options = (log: LogEvent[], more: Partial<GatewayOptions> = {}): GatewayOptions => ({
  apiUrl: 'https://api.example.net/api/v3.0',
  apiToken: 'token',
  origins: [origin],
  secrets: [secret],
  log: (event) => log.push(event),
  fetch: async () => json({}),
  ...more,
});

test('the start says when there are no limits', async () => {
  const log: LogEvent[] = [];
  createGateway(options(log));
  await Promise.resolve();
  expect(log).toEqual([{ time: expect.any(String) as string, level: 'warn', event: 'limits-missing' }]);
});

test.each<[string, (log: LogEvent[]) => unknown]>([
  ['limits', (log) => createGateway(options(log, { limits: countingPort(Date.now) }))],
  ['limitMode off', (log) => createGateway(options(log, { limitMode: 'off' }))],
  ['a server of Node', (log) => nodeHandler(createGateway(options(log)))],
  ['limitMode off on a server of Node', (log) => nodeHandler(createGateway(options(log, { limitMode: 'off' })))],
])('with %s there is nothing to say', async (_what, create) => {
  const log: LogEvent[] = [];
  create(log);
  await Promise.resolve();
  expect(log).toEqual([]);
});

test.each<[string, LimitsPort['count']]>([
  ['throws', () => Promise.reject(new Error('203.0.113.7'))],
  ['returns something else', () => Promise.resolve({ times: 'many' } as never)],
  ['returns nothing', () => Promise.resolve(undefined as never)],
])('limits that are broken (%s) hold nobody back, and the log says so once a minute', async (_how, count) => {
  const broken = { count, read: () => Promise.reject(new Error('no')), reset: () => Promise.reject(new Error('no')) };
  const news = limited({}, { limits: broken });
  for (let times = 0; times < 12; times += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(lines(news.log, 'limits-failed')).toEqual([{ level: 'warn', event: 'limits-failed' }]);
});

test('limits that never answer are waited for once, and then not asked for a while', async () => {
  const never = () => new Promise<never>(() => undefined);
  const port = { count: vi.fn(never), read: never, reset: never };
  const news = limited({}, { limits: port });
  const before = performance.now();
  for (let times = 0; times < 3; times += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(performance.now() - before).toBeLessThan(5000);
  expect(port.count).toHaveBeenCalledOnce();
});

test.each([
  [{ limitMode: 'soft' }, 'limitMode: must be enforce, log or off'],
  [{ limits: { count: () => undefined } }, 'limits: must have the functions count, read, reset'],
  [{ limitChanges: { starts: { times: 1 } } }, 'limitChanges: must have no names but start-device'],
  [{ limitChanges: { 'start-pair': { times: 0 } } }, 'limitChanges: must give each name'],
  [{ limitChanges: { 'start-pair': { seconds: 20 * 86_400 + 1 } } }, 'limitChanges: must give each name'],
  [{ limitChanges: { 'start-pair': { longest: 1 } } }, 'limitChanges: must give each name'],
  [{ limitChanges: [] }, 'limitChanges: must have'],
])('the options %j are refused', (wrong, why) => {
  expect(() => site({}, wrong as Partial<GatewayOptions>)).toThrow(why);
});

test('where a captcha can be asked for, it is, in place of a pause; a reader who has solved it goes on', async () => {
  const now = () => 0;
  const limits = createLimits({
    port: (
      (port) => () =>
        port
    )(countingPort(now)),
    mode: 'enforce',
    changes: { 'start-account': { times: 2 } },
    sealer: { nameOf: (_purpose, text) => Promise.resolve(text) },
    device: { idOf: () => undefined, keep: () => undefined, forget: () => undefined },
    log: () => undefined,
    now,
  });
  const from = (address: string) => ({ facts: { address } }) as RequestContext;
  const admit = (index: number, solved = false) =>
    limits.admit(from(addressOf(index)), 'start', {
      account: 'a@example.org',
      isHuman: async () => {
        if (!solved) throw new Failure('request-refused');
        return true;
      },
    });
  await admit(1);
  await admit(2);
  await expect(admit(3)).rejects.toMatchObject({ code: 'request-refused' });
  await expect(admit(4, true)).resolves.toBeUndefined();
  // No form of a code shows one.
  const guess = (index: number) => limits.admit(from(addressOf(index)), 'guess', { flow: 'f' });
  for (let index = 0; index < 11; index += 1) await guess(index);
  await expect(guess(12)).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 1 });
});

test('risk is the larger of the failed starts of address and account', async () => {
  const port = countingPort(() => 0);
  const limits = createLimits({
    port: () => port,
    mode: 'enforce',
    changes: {},
    sealer: { nameOf: (_purpose, text) => Promise.resolve(text) },
    device: { idOf: () => undefined, keep: () => undefined, forget: () => undefined },
    log: () => undefined,
    now: () => 0,
  });
  const from = (address?: string) => ({ facts: { address } }) as RequestContext;
  for (let index = 0; index < 3; index += 1) await limits.noteFailure(from(addressOf(index)), 'a@example.org');
  await limits.noteFailure(from(addressOf(0)), 'b@example.org');
  const found = [
    await limits.risk(from(addressOf(9)), 'A@example.org'),
    await limits.risk(from(addressOf(0)), 'c@example.org'),
    await limits.risk(from(addressOf(9)), undefined),
    await limits.risk(from(), 'b@example.org'),
  ];
  expect(found).toEqual([3, 2, 0, 1]);
  await limits.noteSuccess(from(addressOf(9)), 'a@example.org');
  // From elsewhere it is what it was: else it would tell of the sign-in.
  expect(await limits.risk(from(addressOf(9)), 'a@example.org')).toBe(3);
});
