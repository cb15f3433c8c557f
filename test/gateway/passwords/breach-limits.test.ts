/** Nobody has the gateway ask the service of breached passwords without being counted. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { captchaSecret, captchaService } from '../support/captcha-service.js';
import { json, type Script, step } from '../support/harness.js';
import { addressOf, call, limited } from '../support/limited.js';
import { serveList } from './breach-service.js';

const breached = 'a password of others';
const settings = {
  tokenType: 'EMAIL',
  allowRegistrationIdentifier: true,
  registrationIdentifiers: { requestCustomerId: true },
};
const script: Script = {
  '/range/': (request) => fetch(request),
  '/siteverify': (request) => fetch(request),
  '/processes/settings/sso': () => json({ settings }),
  '/processes/registration/start': () => step('EMAIL'),
  '/processes/registration/loginIdentifier/start': () => step('EMAIL'),
  '/processes/login/verify': () => step('RESET_PASSWORD'),
};

async function stage(more: Partial<GatewayOptions> = {}) {
  const { url, asked } = await serveList([breached]);
  const news = limited(script, { breachCheck: 'closed', breachCheckUrl: url, ...more });
  return { news, asked };
}
type Stage = Awaited<ReturnType<typeof stage>>;

let readers = 0;
/** An account of its own each time, so that nothing is counted by who gets a mail. */
const register = ({ news }: Stage, address?: string, password = breached) =>
  call(news, 'registration/start', { email: `${(readers += 1)}@example.org`, password }, address);
const connect = ({ news }: Stage, address?: string) =>
  call(
    news,
    'account-connect/start',
    { email: `${(readers += 1)}@example.org`, password: breached, customerId: '1' },
    address,
  );

test.each<[string, (at: Stage) => ReturnType<typeof register>]>([
  ['registration', register],
  ['account connect', connect],
])('%s: an address is counted before the service is asked, and then has to wait', async (_name, choose) => {
  const at = await stage({ limitChanges: { 'breach-address': { times: 3 } } });
  // Beyond the limit, one goes on and begins the pause.
  for (let count = 0; count < 4; count += 1) expect(await choose(at)).toMatchObject({ status: 400 });
  expect(await choose(at)).toMatchObject({ status: 429, code: 'rate-limited', retryAfter: 1, header: '1' });
  expect(at.asked).toHaveLength(4);
});

test('a reset counts by its flow, which can be sent again from anywhere', async () => {
  const at = await stage({ limitChanges: { 'breach-flow': { times: 3 } } });
  const { flow } = await call(at.news, 'login/start', { identifier: 'reader', password: 'old' });
  const choose = (index: number) =>
    call(at.news, 'login/reset-password', { flow, password: breached }, addressOf(index));
  for (let count = 0; count < 4; count += 1) expect(await choose(count)).toMatchObject({ status: 400 });
  expect(await choose(5)).toMatchObject({ status: 429, code: 'rate-limited', retryAfter: 1 });
  expect(at.asked).toHaveLength(4);
  at.news.clock.now += 1000;
  // The flow is as it was.
  expect(await choose(5)).toMatchObject({ status: 400, fields: { password: 'breached' } });
});

test('strangers from ever new addresses are counted together', async () => {
  const at = await stage({ limitChanges: { 'breach-all': { times: 3 } } });
  const said = [];
  for (let count = 0; count < 8; count += 1) said.push((await register(at, addressOf(count))).status);
  expect(said).toEqual([400, 400, 400, 400, 429, 429, 429, 429]);
  expect(at.asked).toHaveLength(4);
});

test('who has proved an account chooses a new password, whatever strangers ask', async () => {
  const at = await stage({ limitChanges: { 'breach-all': { times: 3 } } });
  for (let count = 0; count < 8; count += 1) await register(at, addressOf(count));
  const { flow } = await call(at.news, 'login/start', { identifier: 'reader', password: 'old' });
  expect(await call(at.news, 'login/reset-password', { flow, password: breached }, addressOf(9))).toMatchObject({
    status: 400,
    fields: { password: 'breached' },
  });
});

test('with a captcha, strangers who are many are asked for one in place of a wait', async () => {
  const service = await captchaService();
  try {
    const at = await stage({
      limitChanges: { 'breach-all': { times: 1 } },
      captcha: { provider: 'turnstile', siteKey: 'k', secret: captchaSecret, verifyUrl: service.url, when: 'risk' },
    });
    const choose = (more: object = {}) =>
      call(at.news, 'registration/start', { email: 'b@example.org', password: breached, ...more }, addressOf(20));
    await register(at, addressOf(1));
    expect(await choose()).toMatchObject({ status: 403, code: 'captcha-required' });
    expect(await choose({ captcha: 'good-1' })).toMatchObject({ status: 400, fields: { password: 'breached' } });
  } finally {
    service.close();
  }
});

test('what the gateway refuses by itself is not counted, and no mail is that is not sent', async () => {
  const at = await stage();
  await register(at, undefined, 'short');
  await register(at, undefined, 'Password');
  expect(at.news.port.keys()).toEqual([]);
  expect(await register(at)).toMatchObject({ status: 400, fields: { password: 'breached' } });
  const kinds = () => [...new Set(at.news.port.keys().map((key) => key.split('-')[0]))];
  expect(kinds()).toEqual(['breach']);
  expect(await register(at, undefined, 'a pass phrase of many')).toMatchObject({ status: 200 });
  expect(kinds()).toEqual(['breach', 'mail']);
});

test('where the service is not asked, nothing is counted for it', async () => {
  const at = await stage({ breachCheck: 'off' });
  expect(await register(at)).toMatchObject({ status: 200 });
  expect(at.news.port.keys().filter((key) => key.startsWith('breach'))).toEqual([]);
});
