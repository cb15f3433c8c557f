/** A played day: what the metrics count of it. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sources } from '../../../scripts/rooms/sources.js';
import { calls } from '../../../src/contract/calls.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { memoryLimits } from '../../../src/gateway/counting/memory-limits.js';
import { createMetrics } from '../../../src/gateway/node/metrics/create-metrics.js';
import { fewestFaults } from '../../../src/gateway/upstream/circuit.js';
import { callOutcomes, callRoutes } from '../../../src/gateway/call-labels.js';
import { asking, register } from '../support/consenting.js';
import {
  credentials,
  error,
  json,
  limit,
  session,
  type Script,
  site,
  type Site,
  start,
  step,
} from '../support/harness.js';
import { page } from '../support/own-server.js';
import { countsOf, samplesOf } from '../../../scripts/day/samples.js';

type Given = Parameters<typeof site>[1];
async function measured(script: Script = {}, options: Given = {}) {
  const metrics = await createMetrics({ processMetrics: false });
  const news = site(script, { observe: metrics.observe, ...options });
  const counts = async (name: string) => countsOf(await metrics.text(), `sso_gateway_${name}`);
  return { news, metrics, counts };
}

test('sign-ins, failed ones and what the hosted API did are counted', async () => {
  const replies = [
    () => session(),
    () => error(403, 20005),
    () => error(403, 20005),
    () => error(503),
    () => session(),
  ];
  const { news, counts } = await measured({ '/processes/login/verify': () => replies.shift()!() });
  for (let times = 0; times < 5; times += 1) {
    news.cookies.clear();
    await start(news);
  }
  await news.get('session');
  expect(await counts('calls_total')).toEqual({
    'route=login/start,outcome=session,status=2xx': 2,
    'route=login/start,outcome=wrong-credentials,status=4xx': 2,
    'route=login/start,outcome=upstream-failed,status=5xx': 1,
    'route=session,outcome=session,status=2xx': 1,
  });
  expect(await counts('sign_ins_total')).toEqual({ 'route=login/start': 2 });
  expect(await counts('sign_in_failures_total')).toEqual({
    'outcome=wrong-credentials': 2,
    'outcome=upstream-failed': 1,
  });
  expect(await counts('api_failures_total')).toEqual({
    'operation=login/verify,cause=refused': 2,
    'operation=login/verify,cause=server-error': 1,
  });
  expect(await counts('api_operation_duration_seconds_count')).toEqual({
    'operation=login/verify': 5,
    'operation=sessions/customerData': 2,
    'operation=settings': 1,
  });
  expect(await counts('call_duration_seconds_count')).toEqual({ 'route=login/start': 5, 'route=session': 1 });
});

test('a call that takes its time is in the bucket of that time', async () => {
  const { metrics } = await measured();
  const record = { reference: 'r', route: 'session', outcome: 'session', operations: [], signedIn: false, ended: [] };
  metrics.observe({ of: 'call', record: { ...record, milliseconds: 600 } });
  metrics.observe({ of: 'call', record: { ...record, milliseconds: 90_000 } });
  const found = samplesOf(await metrics.text()).filter(
    ({ name }) => name === 'sso_gateway_call_duration_seconds_bucket',
  );
  const under = Object.fromEntries(found.map(({ labels, value }) => [labels['le'], value]));
  expect([under['0.5'], under['0.75'], under['10'], under['+Inf']]).toEqual([0, 1, 1, 2]);
});

test('sessions that end are counted by why', async () => {
  const { news, counts } = await measured({
    '/processes/login/verify': () => limit([{ sessionId: '1' }]),
    '/processes/login/changeSessions/': () => session(),
  });
  const { flow } = await start(news);
  expect((await news.post('login/end-sessions', { flow, session: '1' })).status).toBe(200);
  await news.request('DELETE', 'session');
  expect(await counts('sessions_ended_total')).toEqual({ 'why=session-limit': 1, 'why=reader': 1 });
});

test('new passwords and new accounts are counted where the hosted API made them, whatever was answered', async () => {
  const { news, counts } = await measured({
    '/processes/login/verify': () => step('RESET_PASSWORD'),
    '/processes/login/verifyResetPassword': () => session('S'.repeat(20_000)),
  });
  const { flow } = await start(news);
  expect((await news.post('login/reset-password', { flow, password: 'a new pass phrase' })).status).toBe(502);
  expect(await counts('password_resets_total')).toEqual({ '': 1 });
  expect(await counts('registrations_total')).toEqual({});
});

test('a registration and its consent are counted', async () => {
  const metrics = await createMetrics({ processMetrics: false });
  const { news } = asking({}, { observe: metrics.observe });
  await register(news);
  const text = await metrics.text();
  expect(countsOf(text, 'sso_gateway_registrations_total')).toEqual({ 'process=registration': 1 });
  expect(countsOf(text, 'sso_gateway_consents_total')).toEqual({ 'stage=asked': 1, 'stage=stored': 1 });
});

test('a circuit that is open is 1 until it is closed', async () => {
  const { news, counts } = await measured({ '/processes/login/verify': () => error(503) });
  for (let times = 0; times < fewestFaults; times += 1) await start(news);
  expect(await counts('api_circuit_open')).toEqual({ 'circuit=processes': 1 });
  await start(news);
  expect(await counts('api_failures_total')).toMatchObject({ 'operation=login/verify,cause=circuit-open': 1 });
  // What was not sent took no time.
  expect(await counts('api_operation_duration_seconds_count')).toMatchObject({
    'operation=login/verify': fewestFaults,
  });
});

test('each call that a limit holds back is counted, though the log has a line a minute', async () => {
  const { news, counts } = await measured(
    { '/processes/login/verify': () => error(403, 20005) },
    { limits: memoryLimits(), limitMode: 'enforce', limitChanges: { 'start-pair': { times: 1 } } },
  );
  for (let times = 0; times < 4; times += 1)
    await news.request('POST', 'login/start', { body: credentials, env: { address: '203.0.113.7' } });
  expect(await counts('limits_reached_total')).toEqual({ 'limit=start-pair,mode=enforce': 2 });
  expect(await counts('sign_in_failures_total')).toEqual({
    'outcome=wrong-credentials': 2,
    'outcome=rate-limited': 2,
  });
  expect(await counts('log_lines_total')).toMatchObject({ 'level=warn,event=limit-reached': 1 });
});

test('the age of the settings is that of the copy in use, and a copy that stands in is told', async () => {
  let fails = false;
  const { news, counts } = await measured({
    '/processes/settings/sso': () => (fails ? error(503) : json({ settings: { tokenType: 'EMAIL' } })),
  });
  const age = async () => (await counts('settings_age_seconds'))[''] ?? 0;
  await news.get('settings');
  expect(await age()).toBe(0);
  news.clock.now += 30_000;
  await news.get('settings');
  expect([await age(), await counts('settings_stale')]).toEqual([30, {}]);
  fails = true;
  news.clock.now += 600_000;
  // Served at once; who comes next gets the copy that stands in.
  await news.get('settings');
  await news.get('settings?language=de').catch(() => undefined);
  await news.get('settings');
  expect([await age(), await counts('settings_stale')]).toEqual([630, { '': 1 }]);
  fails = false;
  news.clock.now += 60_000;
  await news.get('settings');
  await news.get('settings');
  expect([await age(), await counts('settings_stale')]).toEqual([0, {}]);
});

test('an emergency is 1 until the hosted API takes the token again', async () => {
  let isEmergency = false;
  const { news, counts } = await measured(
    { '/processes/settings/sso': () => (isEmergency ? error(401) : json({ settings: {} })) },
    { settingsMaxAge: 0 },
  );
  await news.get('settings');
  isEmergency = true;
  await news.get('settings');
  expect(await counts('emergency')).toEqual({ '': 1 });
  isEmergency = false;
  await news.get('settings');
  expect(await counts('emergency')).toEqual({});
});

test('what a store fails at is counted by operation', async () => {
  const broken = { ...memoryStore(Date.now), get: () => Promise.reject(new Error('away')) };
  const { news, counts } = await measured({}, { store: broken });
  await news.get('settings');
  expect(await counts('store_failures_total')).toEqual({ 'operation=get,cause=threw': expect.any(Number) });
  expect(await counts('log_lines_total')).toMatchObject({ 'level=warn,event=store-failed': expect.any(Number) });
});

test('answers that leave on a later slot are counted', async () => {
  const timer = { now: () => time, wait: async (milliseconds: number) => void (time += milliseconds) };
  let time = 0;
  let takes = 100;
  const { news, counts } = await measured(
    {
      '/processes/login/verify': () => {
        time += takes;
        return error(403, 20005);
      },
    },
    { answerSlot: 500, timer },
  );
  await start(news);
  takes = 700;
  await start(news);
  expect([await counts('scheduled_answers_total'), await counts('scheduled_answers_late_total')]).toEqual([
    { '': 2 },
    { '': 1 },
  ]);
});

test('questions of the publisher’s own server are calls without a status', async () => {
  const { news, counts } = await measured();
  await news.gateway.readSession(page(news));
  await news.gateway.hasAccess(page(news), ['plus']);
  expect(await counts('calls_total')).toEqual({
    'route=readSession,outcome=signed-out,status=none': 1,
    'route=hasAccess,outcome=signed-out,status=none': 1,
  });
});

test('paths, methods and codes that strangers make up make no series of their own', async () => {
  const { news, metrics, counts } = await measured({ '/processes/login/verify': () => error(403, 20005) });
  await start(news);
  await news.get('nowhere');
  await news.request('POST', 'login/start', { body: { nonsense: 1 } });
  const before = samplesOf(await metrics.text()).length;
  const odd = (n: number) => `x${n}/${'y'.repeat(n % 50)}%2e?${n}=${n}`;
  for (let n = 0; n < 500; n += 1) {
    await news.gateway.fetch(
      new Request(`https://h${n}.example.org/sso/${odd(n)}`, { method: n % 2 ? 'GET' : 'BREW' }),
    );
    await news.request('POST', 'login/start', { body: { identifier: `r${n}@example.org`, password: `p${n}` } });
    await news.request('POST', 'login/start', { body: { nonsense: n }, headers: { 'User-Agent': `agent ${n}` } });
  }
  expect(samplesOf(await metrics.text())).toHaveLength(before);
  expect(await counts('calls_total')).toMatchObject({ 'route=none,outcome=not-found,status=4xx': 501 });
});

test('a route or an outcome that is in no list is counted as another one, and never by its name', async () => {
  const { metrics, counts } = await measured();
  const record = { reference: 'r', milliseconds: 1, operations: [], signedIn: false, ended: [] };
  for (let n = 0; n < 100; n += 1)
    metrics.observe({ of: 'call', record: { ...record, route: `r${n}`, outcome: `o${n}`, status: 200 } });
  expect(await counts('calls_total')).toEqual({ 'route=other,outcome=other,status=2xx': 100 });
});

test('the lists name each once', () => {
  for (const list of [callRoutes, callOutcomes]) expect(new Set(list).size).toBe(list.length);
});

/** Kinds of answers, of the contract. */
function* kindsIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties } = schema as { properties?: { kind?: { const?: string } } };
  if (properties?.kind?.const !== undefined) yield properties.kind.const;
  for (const part of Object.values(schema)) yield* kindsIn(part);
}

test('every kind of answer, and every outcome that the sources name, is in the list', () => {
  const kinds = Object.values(calls).flatMap(({ answer }) => [
    ...kindsIn(z.toJSONSchema(answer, { unrepresentable: 'any' })),
  ]);
  const written = sources('src/gateway').flatMap(({ text }) =>
    [...text.matchAll(/notes\.outcome \??\??= '([\w-]+)'/g)].map(([, outcome]) => outcome!),
  );
  expect([kinds.includes('session'), written.includes('transfer')]).toEqual([true, true]);
  // What comes next in place of a step's kind is the step.
  expect([...kinds, ...written].filter((each) => each !== 'step' && !callOutcomes.includes(each))).toEqual([]);
});

const noted = (site: Site) => site.lines.filter(({ event }) => event === 'call').map(({ outcome }) => String(outcome));

test('outcomes of calls are in the list', async () => {
  const { news } = await measured({ '/processes/login/verify': () => step('TWO_FACTOR') });
  await start(news);
  for (const path of ['flow', 'session', 'settings', 'access-keys', 'session/join', 'link/registration'])
    await news.gateway.fetch(new Request(`https://news.example.org/sso/${path}`));
  await news.request('DELETE', 'session');
  expect(noted(news).length).toBeGreaterThan(6);
  expect(noted(news).filter((outcome) => !callOutcomes.includes(outcome))).toEqual([]);
});
