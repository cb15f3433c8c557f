import { expect, test } from 'vitest';
import type { Fault } from '../../src/simulator/index.js';
import { createTestSite } from '../../src/testing/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';

const record = recordTo();
const [email, password] = ['someone@publisher.test', 'correct horse battery'];
const login = {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-sso-request': '1' },
  body: JSON.stringify({ identifier: email, password }),
};

test.each<[string, Fault, number, string]>([
  ['429', { status: 429, errorCode: 99429, retryAfter: 30 }, 429, 'rate-limited'],
  ['500', { status: 500, errorCode: 99500 }, 502, 'upstream-failed'],
  ['502', { status: 502, errorCode: 99502 }, 502, 'upstream-failed'],
  ['504', { status: 504, errorCode: 99504 }, 504, 'upstream-timeout'],
  ['a page of HTML', { broken: true }, 502, 'upstream-failed'],
  ['a page of HTML as a success', { broken: true, status: 200 }, 502, 'upstream-failed'],
  ['half an answer', { truncated: true }, 502, 'upstream-failed'],
  ['an answer of another shape', { body: { nothing: 'known' } }, 502, 'upstream-failed'],
  ['no connection', { network: true }, 502, 'upstream-failed'],
])('when the hosted API answers %s, the reader is told so and can try again', async (_what, fault, status, code) => {
  const site = createTestSite({
    simulator: { customers: [{ email, password }] },
    gateway: { log: () => undefined, hideAccounts: 'off' },
    record,
  });
  site.simulator.fault({ ...fault, operation: 'login/verify' });
  const refused = await site.fetch('/sso/login/start', login);
  expect([refused.status, await refused.json()]).toMatchObject([status, { code }]);
  expect(site.exchanges.filter(({ forced }) => forced)).toHaveLength('network' in fault ? 0 : 1);
  const again = await site.fetch('/sso/login/start', login);
  expect([again.status, await again.json()]).toMatchObject([
    200,
    { kind: 'truncated' in fault ? 'sessionLimit' : 'session' },
  ]);
});
