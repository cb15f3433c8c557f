/** Registration, account connect and password forgotten, through the gateway to a hosted API that has state. */
import { expect, test } from 'vitest';
import {
  createSimulator,
  createUnsignedIdToken,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/simulator/index.js';
import { createExchangeRecorder } from '../../../src/testing/exchange-recorder.js';
import { recordTo } from '../../../scripts/contract/record-exchanges.js';
import { apiToken, credentials, site, type Site } from '../support/harness.js';
import { arriveByLink } from '../support/mailed-links.js';
import { account, agreed, optInText, say } from '../support/registering.js';
import { isCallback, newsOrigin, openBrowser, shopOrigin } from '../support/two-sites.js';

const record = recordTo();
const imported = {
  customerId: '300400500',
  subscriptionIds: ['9007199254740995'],
  addresses: [{ postcode: '20095', street: 'Jungfernstieg', streetNumber: '7a', city: 'Hamburg' }],
};
const identifiers = {
  customerId: '300400500',
  subscriptionId: '9007199254740995',
  postcode: '20095',
  street: 'Jungfernstieg',
  streetNumber: '7a',
  city: 'Hamburg',
};
const connecting = {
  allowRegistrationIdentifier: true,
  registrationIdentifiers: {
    requestCustomerId: true,
    requestSubscriptionId: true,
    requestPostcode: true,
    requestStreet: true,
    requestStreetNumber: true,
    requestCity: true,
  },
};

function world(settings: object = {}, more: Partial<SimulatorOptions> = {}): Site & { simulator: Simulator } {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const simulator = createSimulator({
    apiToken,
    customers: [
      { email: 'reader@example.org', username: 'reader', password: 'an old password', mobileNumber: '+4915112345678' },
      imported,
    ],
    settings: { settings: { tokenType: 'EMAIL', ...settings }, ssoOptInText: optInText },
    now: () => clock.now,
    ...more,
  });
  const fetch = createExchangeRecorder((request) => simulator.fetch(request), record);
  const options = { fetch, now: () => clock.now, settingsMaxAge: 0, verificationPaths: ['/register', '/password'] };
  return Object.assign(site({}, options), { simulator, clock });
}
const newest = ({ simulator }: { simulator: Simulator }) => simulator.inbox.at(-1);
/** What the page that a mail's link leads to reads from its address. */
function linkOf(news: { simulator: Simulator }) {
  return new URL(newest(news)?.url ?? '');
}

test('a reader registers by mail, after a wrong code, and the opt-in is stored', async () => {
  const news = world({ ssoOptIn: true });
  const { flow } = await say(news, 'registration/start', { ...account, ...agreed });
  expect(await say(news, 'registration/verify', { flow, code: '000000' })).toMatchObject({ code: 'wrong-code' });
  expect(await say(news, 'registration/verify', { flow, code: newest(news)?.code ?? '' })).toMatchObject({
    kind: 'session',
    customer: { email: account.email },
  });
  expect(JSON.stringify(news.simulator.customer(account.email))).toContain('SINGLE_OPT_IN');
  const again = await say(news, 'registration/start', { ...account, ...agreed });
  expect(again).toMatchObject({ code: 'email-taken', fields: { email: 'taken' } });
});

test('the opt-in of who comes with Google is stored', async () => {
  const ssoProviders = { active: true, googleSettings: { active: true, googleClientId: 'client' } };
  const news = world(
    {},
    { settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: optInText, ssoProviders } },
  );
  const idToken = createUnsignedIdToken({ aud: 'client', email: 'reader@example.org' });
  expect(await say(news, 'login/google', { idToken, ...agreed })).toMatchObject({ kind: 'session' });
  expect(JSON.stringify(news.simulator.customer('reader'))).toContain('SINGLE_OPT_IN');
});

test('a reader registers by SMS', async () => {
  const news = world({ tokenType: 'SMS', tokenSmsCountries: ['DE'] });
  const mobileNumber = '+4915112345679';
  const { flow, asks } = await say(news, 'registration/start', { ...account, mobileNumber });
  expect(asks['channel']).toBe('sms');
  expect(newest(news)?.to).toBe(mobileNumber);
  expect(await say(news, 'registration/verify', { flow, code: newest(news)?.code })).toMatchObject({ kind: 'session' });
});

test('a code that was sent again replaces the first', async () => {
  const news = world();
  const { flow } = await say(news, 'registration/start', account);
  const first = newest(news)?.code;
  news.clock.now += 30_000;
  expect((await say(news, 'registration/resend', { flow })).asks).toEqual({
    channel: 'email',
    length: 6,
    resendAfter: 60,
    sent: 2,
  });
  expect(news.simulator.inbox).toHaveLength(2);
  if (first !== newest(news)?.code)
    expect(await say(news, 'registration/verify', { flow, code: first })).toMatchObject({ code: 'wrong-code' });
  expect(await say(news, 'registration/verify', { flow, code: newest(news)?.code })).toMatchObject({ kind: 'session' });
});

test('a reader registers by the link on another device, where the consent is asked again', async () => {
  const news = world({ ssoOptIn: true });
  await say(news, 'registration/start', { ...account, ...agreed, verificationUrl: '/register' });
  news.cookies.clear();
  const given = { ...account, ...agreed };
  const link = linkOf(news);
  const flow = await arriveByLink(news, link);
  expect(await say(news, 'registration/verify-link', { flow, ...given })).toMatchObject({ kind: 'session' });
  expect(JSON.stringify(news.simulator.customer(account.email))).toContain('SINGLE_OPT_IN');
  news.cookies.clear();
  const again = await arriveByLink(news, link);
  expect(await say(news, 'registration/verify-link', { flow: again, ...given })).toMatchObject({ code: 'link-used' });
});

test('a subscriber connects with every identifier, once', async () => {
  const news = world(connecting);
  const { flow } = await say(news, 'account-connect/start', { ...account, ...identifiers });
  expect(await say(news, 'account-connect/verify', { flow, code: newest(news)?.code })).toMatchObject({
    kind: 'session',
    customer: { id: '300400500' },
  });
  expect(await say(news, 'account-connect/start', { ...account, ...identifiers })).toMatchObject({
    code: 'already-registered',
  });
});

test('one wrong identifier cannot be told from another', async () => {
  const news = world(connecting);
  const answers = [];
  for (const wrong of [{ postcode: '99999' }, { customerId: '1' }, { subscriptionId: '9007199254740993' }]) {
    const { reference: _reference, ...answer } = await say(news, 'account-connect/start', {
      ...account,
      ...identifiers,
      ...wrong,
    });
    answers.push(answer);
  }
  expect(answers[0]).toMatchObject({ status: 400, code: 'identifiers-mismatch' });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('a forgotten password is replaced by code, and by link on another device', async () => {
  for (const byLink of [false, true]) {
    const news = world({ maxSessions: 2 });
    const start = { identifier: 'reader', ...(byLink && { verificationUrl: '/password' }) };
    const { flow: first } = await say(news, 'password-forgotten/start', start);
    if (byLink) news.cookies.clear();
    const next = byLink
      ? await say(news, 'password-forgotten/verify-link', {
          flow: await arriveByLink(news, linkOf(news)),
          email: 'reader',
        })
      : await say(news, 'password-forgotten/verify', { flow: first, code: newest(news)?.code });
    expect(next).toMatchObject({ process: 'password-forgotten', step: 'reset-password' });
    const set = { flow: next.flow, password: 'a new password' };
    expect(await say(news, 'password-forgotten/reset-password', set)).toMatchObject({ kind: 'session' });
    expect(await say(news, 'login/start', { identifier: 'reader', password: 'a new password' })).toMatchObject({
      kind: 'session',
    });
  }
});

test('a password that was forgotten twice at once is reset once', async () => {
  const news = world();
  const { flow } = await say(news, 'password-forgotten/start', { identifier: 'reader' });
  const code = newest(news)?.code;
  await say(news, 'password-forgotten/verify', { flow, code });
  const before = new Map(news.cookies);
  expect(await say(news, 'password-forgotten/reset-password', { flow, password: 'new password' })).toMatchObject({
    kind: 'session',
  });
  for (const [name, value] of before) news.cookies.set(name, value);
  expect(await say(news, 'password-forgotten/reset-password', { flow, password: 'new password' })).toMatchObject({
    code: 'reset-finished',
  });
});

const barred = { email: 'barred@example.org', password: 'an old password', status: 'BLOCKED' as const };

test('a blocked customer is turned away by login and by the new password, at whichever step', async () => {
  const news = world({}, { customers: [barred] });
  const credentials = { identifier: barred.email, password: barred.password };
  expect(await say(news, 'login/start', credentials)).toMatchObject({ status: 403, code: 'wrong-credentials' });
  const { flow } = await say(news, 'password-forgotten/start', { identifier: barred.email });
  const code = newest(news)?.code;
  expect(await say(news, 'password-forgotten/verify', { flow, code })).toMatchObject({ code: 'account-blocked' });
  news.simulator.changeCustomer(barred.email, { status: 'ACTIVATED' });
  await say(news, 'password-forgotten/verify', { flow, code });
  news.simulator.changeCustomer(barred.email, { status: 'BLOCKED' });
  const set = { flow, password: 'a new password' };
  expect(await say(news, 'password-forgotten/reset-password', set)).toMatchObject({ code: 'account-blocked' });
});

test('where the hosted API takes a new password for the cure, a blocked customer is signed in with it', async () => {
  const news = world({}, { customers: [barred], resetUnblocks: true });
  const credentials = { identifier: barred.email, password: barred.password };
  expect(await say(news, 'login/start', credentials)).toMatchObject({ status: 403, code: 'wrong-credentials' });
  const { flow } = await say(news, 'password-forgotten/start', { identifier: barred.email });
  await say(news, 'password-forgotten/verify', { flow, code: newest(news)?.code });
  const set = { flow, password: 'a new password' };
  expect(await say(news, 'password-forgotten/reset-password', set)).toMatchObject({ kind: 'session' });
  const next = { ...credentials, password: 'a new password' };
  // The session of the reset is the only one that the customer may have.
  expect(await say(news, 'login/start', next)).toMatchObject({ kind: 'sessionLimit' });
});

test('a new password cures no customer who was deactivated', async () => {
  const news = world({}, { customers: [{ ...barred, status: 'DEACTIVATED' }], resetUnblocks: true });
  const { flow } = await say(news, 'password-forgotten/start', { identifier: barred.email });
  const code = newest(news)?.code;
  expect(await say(news, 'password-forgotten/verify', { flow, code })).toMatchObject({ code: 'account-deactivated' });
});

test('a session goes over to another site, once and within half a minute', async () => {
  for (const [wait, expected] of [
    [0, 'reader@example.org'],
    [31_000, undefined],
  ] as const) {
    const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
    const customers = [{ email: 'reader@example.org', password: credentials.password }];
    const simulator = createSimulator({ apiToken, customers, now: () => clock.now });
    const recorded = createExchangeRecorder((request) => simulator.fetch(request), record);
    const now = () => clock.now;
    const from = site({}, { fetch: recorded, now, sites: [shopOrigin] });
    const fetch = (request: Request) =>
      new URL(request.url).origin === newsOrigin ? from.gateway.fetch(request) : recorded(request);
    const there = site({}, { fetch, now, origins: [shopOrigin], sites: [newsOrigin] });
    const browser = openBrowser({ [newsOrigin]: from.gateway, [shopOrigin]: there.gateway });
    await browser.signIn(newsOrigin);
    const { at } = await browser.go(`${shopOrigin}/sso/session/join?from=${newsOrigin}`, { halt: isCallback });
    clock.now += wait;
    await browser.go(at);
    expect(await browser.who(shopOrigin)).toBe(expected);
  }
});
