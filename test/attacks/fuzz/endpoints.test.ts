/** The same for what is served beside the gateway: the endpoint of the settings form, the simulator, and its controls in the demo. */
import assert from 'node:assert/strict';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { createDemo } from '../../../demo/site/create-demo.js';
import { merchantSettings } from '../../../src/contract/merchant-schemas.js';
import { settingsCalls, settingsProblem } from '../../../src/contract/settings-protocol.js';
import { operations } from '../../../src/contract/sso-api.js';
import { createSettingsHandler, createSettingsStore } from '../../../src/settings-store/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { runs } from '../../support/runs.js';
import { fuzzEndpoint, type Route } from './endpoints.js';
import { expectProtected } from './oracles.js';
import { shapedValue } from './shaped-input.js';

afterEach(() => vi.restoreAllMocks());

const traces = /\n\s+at |node:internal|node_modules|\.[jt]s:\d+:\d+/;
const isJson = (response: Response) => /json/.test(response.headers.get('content-type') ?? '');

test('500 requests to the endpoint of the settings form are answered by its contract', async () => {
  const store = await createSettingsStore();
  const errors: unknown[] = [];
  const handler = createSettingsHandler({
    store,
    admin: () => ({ who: 'ada@publisher.test' }),
    capabilities: { smsProvider: true },
    onError: (error) => errors.push(error),
  });
  let etag = '*';
  const { seed, numRuns } = runs(500);
  const statuses = await fuzzEndpoint(seed, numRuns, {
    origin: 'https://office.publisher.test',
    routes: Object.values(settingsCalls).map((call): Route => ({
      ...call,
      path: `/sso-settings${call.path}`,
      ...('body' in call && { body: call.body }),
    })),
    pools: {
      settings: (dice) =>
        Object.fromEntries(
          Object.entries(merchantSettings.shape).flatMap(([key, schema]) =>
            dice.chance(0.3) ? [[key, dice.chance(0.9) ? shapedValue(dice, schema as z.ZodMiniType) : null]] : [],
          ),
        ),
    },
    headers: (dice) => [
      ['Sec-Fetch-Site', 'same-origin'],
      ['X-SSO-Request', '1'],
      ['Content-Type', 'application/json'],
      ['If-Match', dice.pick([etag, etag, '*', '"other"'])],
    ],
    fetch: (request) => handler.fetch(request),
    judge({ method, target }, response, text) {
      assert.deepEqual(errors.map(String), [], 'an error that was not foreseen');
      assert.ok(response.status < 500);
      expectProtected(response.headers, false);
      assert.doesNotMatch(text, traces);
      etag = response.headers.get('etag') ?? etag;
      const call = Object.values(settingsCalls).find(
        (each) => each.method === method && `/sso-settings${each.path}` === new URL(target, 'http://x').pathname,
      );
      const schema = response.ok && call ? call.answer : settingsProblem;
      const parsed = z.safeParse(schema, JSON.parse(text));
      assert.ok(parsed.success, text.slice(0, 300));
    },
  });
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404, 405, 413, 422]));
});

test('2,000 requests to the simulator are answered as the hosted API would, and repeat no token', async () => {
  const apiToken = 'API-TOKEN-of-the-simulator';
  const simulator = createSimulator({
    apiToken,
    customers: [{ email: 'reader@example.org', password: 'the-password-of-the-reader' }],
  });
  const { seed, numRuns } = runs(2000);
  const statuses = await fuzzEndpoint(seed, numRuns, {
    origin: 'https://simulator.invalid',
    routes: Object.values(operations).map(({ path, ...operation }): Route => ({
      ...operation,
      path: `/api/v3.0${path}`,
    })),
    pools: {
      email: (dice) => dice.pick(['reader@example.org', 'new@example.org']),
      password: () => 'the-password-of-the-reader',
      // Else few would get past these.
      language: () => 'de',
      country: () => 'DE',
      token: (dice) =>
        dice.pick(
          simulator
            .exportState()
            .steps.map(({ token }) => token)
            .concat('x'),
        ),
    },
    headers: (dice) => [
      ['X-plenigo-token', dice.chance(0.95) ? apiToken : 'x'],
      ['Content-Type', 'application/json'],
    ],
    fetch: (request) => simulator.fetch(request),
    judge(_request, response, text) {
      assert.ok(response.status < 500, `${response.status}`);
      assert.ok(!text.includes(apiToken));
      assert.doesNotMatch(text, traces);
      if (text) assert.equal(typeof JSON.parse(text), 'object');
    },
  });
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 202, 400, 401, 403, 404]));
});

const any = z.looseObject({});
const controls: readonly Route[] = [
  ...['inbox', 'consents', 'settings', 'rights?customer=anna@example.com', 'x'].map((path) => ({
    method: 'GET',
    path,
  })),
  { method: 'PUT', path: 'settings', body: merchantSettings },
  { method: 'PUT', path: 'capabilities', body: z.object({ smsProvider: z.boolean() }) },
  { method: 'POST', path: 'preview', body: any },
  { method: 'POST', path: 'clock', body: z.object({ advanceSeconds: z.int().check(z.minimum(0), z.maximum(9)) }) },
  { method: 'POST', path: 'faults', body: z.object({ status: z.int().check(z.minimum(400), z.maximum(402)) }) },
  { method: 'POST', path: 'end-sessions', body: z.object({ email: z.string() }) },
  { method: 'POST', path: 'rights', body: any },
  { method: 'PUT', path: 'rights', body: any },
].map((route) => ({ ...route, path: `/simulator/${route.path}` }));

test('500 requests to the controls of the simulator and the pages of the demo find no fault of theirs', async () => {
  // Its gateway says on the console what the faults do that are set here.
  for (const level of ['error', 'warn'] as const) vi.spyOn(console, level).mockReturnValue();
  const origin = 'http://localhost:8080';
  const demo = await createDemo({ origins: [origin], readAsset: () => Promise.resolve(undefined) });
  const pages = [
    '/',
    '/article',
    '/login?next=//evil.example',
    '/register',
    '/inbox',
    '/settings',
    '/vendor/self-service',
  ];
  const { seed, numRuns } = runs(500);
  const statuses = await fuzzEndpoint(seed, numRuns, {
    origin,
    routes: [...controls, ...pages.map((path) => ({ method: 'GET', path }))],
    pools: { email: () => 'anna@example.com' },
    headers: () => [
      ['Sec-Fetch-Site', 'same-origin'],
      ['Content-Type', 'application/json'],
    ],
    fetch: async (request) => demo.fetch(request),
    judge({ target }, response, text) {
      // The stand-in for the vendor has nothing to show where a fault that is set here spoils the simulator's reply. It says so.
      const isSpoiled = response.status === 503 && /\/vendor\/self-service/.test(target) && /role="alert"/.test(text);
      assert.ok(response.status < 500 || isSpoiled, `${response.status} ${text.slice(0, 200)}`);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors/);
      assert.doesNotMatch(text, traces);
      if (response.status >= 400 && text && isJson(response))
        assert.ok(JSON.parse(text).error ?? JSON.parse(text).code);
    },
  });
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404]));
});
