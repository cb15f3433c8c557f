/** How guesses at a customer are limited: account connect tells who has the right postcode for a customer ID. */
import { afterEach, expect, test } from 'vitest';
import { captchaService, type CaptchaService } from '../support/captcha-service.js';
import { guarded } from '../support/guarded.js';
import { error, type Script, type Site, step } from '../support/harness.js';
import { addressOf, call, limited, type Tried } from '../support/limited.js';

const path = '/processes/registration/loginIdentifier/start';
const connecting = (asked: object, reply = () => error(404, 20015)): Script => ({
  '/processes/settings/sso': () =>
    Response.json({
      settings: { tokenType: 'EMAIL', allowRegistrationIdentifier: true, registrationIdentifiers: asked },
    }),
  [path]: reply,
});
const byCustomer = { requestCustomerId: true, requestPostcode: true };
const byBoth = { requestCustomerId: true, requestSubscriptionId: true };

let service: CaptchaService | undefined;
afterEach(() => service?.close());

let tries = 0;
/** A guess from an address and for a mailbox that nobody has used before. */
function guess(of: Site, ids: object, more: object = {}): Promise<Tried> {
  tries += 1;
  const body = { email: `stranger${tries}@example.org`, password: 'PASSWORD as typed', ...ids, ...more };
  return call(of, 'account-connect/start', body, addressOf(tries));
}

test.each([
  ['a customer ID', byCustomer, (index: number) => ({ customerId: '100200300', postcode: `${10_000 + index}` })],
  [
    'a customer ID with zeros before it',
    byCustomer,
    (n: number) => ({ customerId: `${'0'.repeat(n % 5)}7`, postcode: '1' }),
  ],
  [
    'a customer ID with ever new subscription IDs',
    byBoth,
    (n: number) => ({ customerId: '7', subscriptionId: `${n + 1}` }),
  ],
  [
    'a subscription ID with ever new customer IDs',
    byBoth,
    (n: number) => ({ customerId: `${n + 1}`, subscriptionId: '7' }),
  ],
])('%s is tried ten times in an hour, and then after pauses, whoever asks', async (_what, asked, idsOf) => {
  const news = limited(connecting(asked));
  for (let count = 0; count < 11; count += 1)
    expect(await guess(news, idsOf(count))).toMatchObject({ code: 'identifiers-mismatch' });
  expect(await guess(news, idsOf(11))).toMatchObject({ status: 429, code: 'rate-limited', retryAfter: 1, header: '1' });
  expect(news.to(path)).toHaveLength(11);
  // Another customer goes on, and so does this one after the pause.
  const other = Object.fromEntries(Object.entries(idsOf(12)).map(([name]) => [name, '99']));
  expect(await guess(news, other)).toMatchObject({ code: 'identifiers-mismatch' });
  news.clock.now += 1000;
  expect(await guess(news, idsOf(13))).toMatchObject({ code: 'identifiers-mismatch' });
});

test('an address has five tries at a customer, and then pauses', async () => {
  const news = limited(connecting(byCustomer));
  const told = [];
  for (let count = 0; count < 7; count += 1) {
    const body = { email: `${count}@example.org`, password: 'PASSWORD as typed', customerId: '7', postcode: '1' };
    told.push((await call(news, 'account-connect/start', body)).code);
  }
  expect(told).toEqual([...Array.from({ length: 6 }, () => 'identifiers-mismatch'), 'rate-limited']);
});

test('who is held back by the customer’s limit takes no mail from anybody', async () => {
  const news = limited(connecting(byCustomer), { limitChanges: { 'connect-account': { times: 1 } } });
  const ids = { customerId: '7', postcode: '1' };
  for (let count = 0; count < 2; count += 1) await guess(news, ids);
  const mails = () => news.port.keys().filter((key) => key.startsWith('mail-')).length;
  const before = mails();
  expect(await guess(news, ids)).toMatchObject({ code: 'rate-limited' });
  expect(mails()).toBe(before);
});

test('no key tells a customer, and no user name counts as one', async () => {
  const news = limited(connecting(byCustomer));
  for (let count = 0; count < 11; count += 1) await guess(news, { customerId: '100200300', postcode: '1' });
  expect(news.port.keys().join()).not.toContain('100200300');
  const body = { identifier: '100200300', password: 'wrong' };
  expect(await call(news, 'login/start', body)).toMatchObject({ code: 'wrong-credentials' });
});

test('identifiers that do not fit are failed starts: of the customer, from wherever', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 }, {}, connecting(byBoth));
  await guess(news, { customerId: '7', subscriptionId: '1' });
  await guess(news, { customerId: '7', subscriptionId: '2' });
  expect(await guess(news, { customerId: '7', subscriptionId: '3' })).toMatchObject({ code: 'captcha-required' });
  expect(await guess(news, { customerId: '8', subscriptionId: '2' })).toMatchObject({ code: 'identifiers-mismatch' });
  expect(await guess(news, { customerId: '9', subscriptionId: '2' })).toMatchObject({ code: 'captcha-required' });
  const solved = { captcha: 'good-1' };
  expect(await guess(news, { customerId: '7', subscriptionId: '3' }, solved)).toMatchObject({
    code: 'identifiers-mismatch',
  });
});

test('and of the address, once for each, however many IDs it names', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 }, {}, connecting(byBoth));
  const from = (id: number) => {
    const ids = { customerId: `${id}`, subscriptionId: `${id}` };
    const body = { email: `${id}@example.org`, password: 'PASSWORD as typed', ...ids };
    return call(news, 'account-connect/start', body);
  };
  expect(await from(1)).toMatchObject({ code: 'identifiers-mismatch' });
  expect(await from(2)).toMatchObject({ code: 'identifiers-mismatch' });
  expect(await from(3)).toMatchObject({ code: 'captcha-required' });
});

test('identifiers that fit, and other failures, are none', async () => {
  service = await captchaService();
  for (const reply of [() => step('EMAIL'), () => error(503)]) {
    const news = guarded(service, { when: 'risk', failedStarts: 2 }, {}, connecting(byCustomer, reply));
    for (let count = 0; count < 4; count += 1)
      expect((await guess(news, { customerId: '7', postcode: '1' })).code).not.toBe('captcha-required');
  }
});
