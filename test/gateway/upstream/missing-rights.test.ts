/** API tokens that lack a right: the 401 of a wrong token, from one operation alone. */
import { readFileSync } from 'node:fs';
import { createMissingRights } from '../../../src/gateway/upstream/missing-rights.js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { rightOf } from '../../../src/gateway/upstream/missing-rights.js';
import { accessData, operations, type Operation } from '../../../src/contract/sso-api.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import { createUpstream } from '../../../src/gateway/upstream/upstream.js';
import { asking, optIns, register } from '../support/consenting.js';
import { error } from '../support/harness.js';

const settings = '/processes/settings/sso';
const named = (of: { log: readonly { event: string }[] }, ...events: string[]) =>
  of.log.filter(({ event }) => events.includes(event));

test('every operation outside of the processes needs a right', () => {
  const rights = Object.keys(operations).flatMap((name) => {
    const right = rightOf(name as Operation);
    return right === undefined ? [] : [[name, right]];
  });
  expect(Object.fromEntries(rights)).toEqual({
    'customers/search': 'GET /customers',
    'accessRights/hasAccess': 'GET /accessRights/{customerId}/hasAccess',
    'customers/optIns': 'PUT /customers/{customerId}/optIns',
    'customers/readOptIns': 'GET /customers/{customerId}/optIns',
    'settings/optIns': 'GET /settings/advertisementOptIns',
    'sessions/createTransferToken': 'POST /sessions/transferToken',
    'sessions/redeemTransferToken': 'GET /sessions/transferToken',
    'settings/terms': 'GET /settings/termsAndConditions',
    'sessions/validate': 'GET /sessions/validate',
    'sessions/customerData': 'GET /sessions/customerData',
  });
});

test('the table of the page on the hosted API has every right', () => {
  const page = readFileSync('docs/hosted-api.md', 'utf8');
  const table = page.slice(page.indexOf('\n## Rights\n'), page.indexOf('\n## Emergency\n'));
  const named = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, call]) => call);
  const rights = Object.keys(operations).map((name) => rightOf(name as Operation));
  expect(named.sort()).toEqual(rights.filter((right) => right !== undefined).sort());
});

test('a token that works for the settings, and not for an opt-in, lacks the right: that is logged once an hour', async () => {
  const { news } = asking({ [optIns]: () => error(401, 99401) });
  expect(await register(news)).toMatchObject({ kind: 'session' });
  expect(named(news, 'right-missing', 'api-token-refused')).toEqual([
    expect.objectContaining({
      level: 'error',
      event: 'right-missing',
      operation: 'customers/optIns',
      right: 'PUT /customers/{customerId}/optIns',
      status: 401,
      errorCode: 99401,
    }),
  ]);
  const asked = news.to(settings).length;
  news.clock.now += 20_000;
  await register(news);
  expect(named(news, 'right-missing')).toHaveLength(1);
  expect(named(news, 'api-token-refused')).toEqual([]);
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'info', event: 'upstream-failure', operation: 'customers/optIns' }),
  );
  // No further proof is sought.
  expect(news.to(settings)).toHaveLength(2 * asked - 1);
  news.clock.now += 3600_000;
  await register(news);
  expect(named(news, 'right-missing').length).toBeGreaterThan(1);
});

test.each([
  ['are refused, too', () => error(401, 99401)],
  ['cannot be read', () => error(500)],
  ['are not answered', () => Promise.reject(new TypeError('no'))],
])(
  'where the settings %s, the token is refused, and further proof is sought 10 seconds later',
  async (_name, reply) => {
    const { news } = asking({
      [optIns]: () => {
        news.script[settings] = reply;
        return error(401, 99401);
      },
    });
    await register(news);
    expect(named(news, 'right-missing')).toEqual([]);
    expect(named(news, 'api-token-refused')).toContainEqual(expect.objectContaining({ operation: 'customers/optIns' }));
  },
);

/** Milliseconds that a call has. */
const ofCall = 1000;

/** A client whose settings never answer, and whose other operations are refused. */
function refused(timeout: number) {
  const log: { event: string }[] = [];
  const paths: string[] = [];
  vi.useFakeTimers({ now: 0, toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const upstream = createUpstream({
    apiUrl: 'https://api.example.net',
    apiToken: 'token',
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      paths.push(pathname);
      if (pathname !== settings) return Promise.resolve(error(401, 99401));
      vi.advanceTimersByTime(ofCall);
      return new Promise<Response>(() => undefined);
    },
    now: () => 0,
    timeout,
    log: (event) => log.push(event),
  });
  const ask = () =>
    upstream.call('accessRights/hasAccess', {
      segment: ['4711', 'hasAccess'],
      reply: accessData,
      deadline: createDeadline(ofCall),
    });
  return { ask, log, paths };
}

test('nobody waits for the proof beyond the time of the call, and that keeps no other call from asking for it', async () => {
  const { ask, log, paths } = refused(3600_000);
  await expect(ask()).rejects.toMatchObject({ code: 'misconfigured' });
  expect(named({ log }, 'api-token-refused')).toHaveLength(1);
  await expect(ask()).rejects.toMatchObject({ code: 'misconfigured' });
  expect(paths.filter((path) => path === settings)).toHaveLength(2);
});

test('where the time of a call is over, nothing is asked to find out', async () => {
  const asked: string[] = [];
  const works = (token: string) => Promise.resolve(asked.push(token) > 0);
  const rights = createMissingRights({ now: () => 0, works });
  expect(await rights.judge('customers/optIns', 'token', createDeadline(0))).toBe('unproven');
  expect(asked).toEqual([]);
  expect(await rights.judge('customers/optIns', 'token', createDeadline(ofCall))).toBe('missing');
});

test('when the token is taken again after it was refused everywhere, that proves no missing right for a minute', async () => {
  const clock = { now: 0 };
  let isTaken = false;
  const rights = createMissingRights({ now: () => clock.now, works: async () => isTaken });
  const judge = () => rights.judge('sessions/validate', 'token', createDeadline(ofCall));
  const judged = [await judge()];
  // It is taken from between this refusal and its proof.
  [clock.now, isTaken] = [20_000, true];
  judged.push(await judge());
  clock.now = 59_999;
  judged.push(await judge());
  clock.now = 60_000;
  judged.push(await judge(), await judge());
  expect(judged).toEqual(['unproven', 'unproven', 'unproven', 'missing', 'known']);
});
