import { expect, test } from 'vitest';
import type { Fault } from '../../src/simulator/index.js';
import { createCaller, outcome, password } from './caller.js';

const email = 'someone@publisher.test';
const caller = () => createCaller({ customers: [{ email, password }] });
const forced = (headers: Headers): string | null => headers.get('x-simulator-forced');

test.each<[string, Fault, number, string | RegExp, string]>([
  ['broken', { broken: true }, 502, /^<!doctype html>/, 'text/html'],
  ['broken with a status', { broken: true, status: 200 }, 200, /^<!doctype html>/, 'text/html'],
  [
    'refused',
    { status: 403, errorCode: 20022 },
    403,
    '{"errorCode":20022,"errorMessage":"Forced"}',
    'application/json',
  ],
  ['refused without a body', { status: 503 }, 503, '', 'application/json'],
  ['another text', { body: 'null' }, 200, 'null', 'application/json'],
  ['another value', { body: { token: 1 }, status: 202 }, 202, '{"token":1}', 'application/json'],
])('an answer can be %s, without the work being done', async (_how, fault, status, text, type) => {
  const { simulator, login } = caller();
  simulator.fault(fault);
  const answer = await login(email);
  expect([answer.status, answer.headers.get('content-type'), forced(answer.headers)]).toEqual([status, type, '1']);
  expect(answer.text).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  expect(simulator.sessions(email)).toEqual([]);
});

test('a refusal can say when to come again', async () => {
  const { simulator, login } = caller();
  simulator.fault({ status: 423, errorCode: 20026, retryAfter: 10 });
  const { status, headers } = await login(email);
  expect([status, headers.get('retry-after')]).toEqual([423, '10']);
});

test('a truncated answer is the first half of the real one', async () => {
  const { simulator, login } = caller();
  simulator.fault({ truncated: true });
  const { status, text, headers } = await login(email);
  expect([status, forced(headers)]).toEqual([202, '1']);
  expect(text).toMatch(/^\{"customerSession":"/);
  expect(() => void JSON.parse(text)).toThrow(SyntaxError);
});

test('a slow answer is the real one, later', async () => {
  const { simulator, login } = caller();
  simulator.fault({ slow: 50 });
  const begun = performance.now();
  const answer = await login(email);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(45);
  expect([...outcome(answer), forced(answer.headers)]).toEqual([202, 'session', null]);
});

test.each([
  ['before', (abort: AbortController) => abort.abort()],
  ['while', (abort: AbortController) => queueMicrotask(() => abort.abort())],
])('a slow answer stops when the caller gives up %s it waits', async (_when, giveUp) => {
  const { simulator } = caller();
  simulator.fault({ slow: 60_000 });
  const abort = new AbortController();
  const request = new Request('https://sso.test/api/v3.0/nowhere', { signal: abort.signal });
  giveUp(abort);
  await expect(simulator.fetch(request)).rejects.toThrow(/abort/i);
});

test('without a network nothing is done', async () => {
  const { simulator, login } = caller();
  simulator.fault({ network: true });
  await expect(login(email)).rejects.toThrow(TypeError);
  expect(simulator.sessions(email)).toEqual([]);
});

test('a lost answer was worked for', async () => {
  const { simulator, login } = caller();
  simulator.fault({ lost: true });
  await expect(login(email)).rejects.toThrow(TypeError);
  expect(simulator.sessions(email)).toHaveLength(1);
});

test('a fault holds for so many answers, and only to its operation', async () => {
  const { simulator, login, send } = caller();
  simulator.fault({ status: 500, operation: 'login/verify', times: 2 });
  const settings = async () => (await send('GET', '/processes/settings/sso')).status;
  const statuses = [await settings(), (await login(email)).status, await settings(), (await login(email)).status];
  expect([...statuses, (await login(email)).status]).toEqual([200, 500, 200, 500, 202]);
});

test('faults apply in the order given, and a reset takes them away', async () => {
  const { simulator, login } = caller();
  for (const status of [500, 502, 504]) simulator.fault({ status });
  expect([(await login(email)).status, (await login(email)).status]).toEqual([500, 502]);
  simulator.reset();
  expect((await login(email)).status).toBe(202);
});
