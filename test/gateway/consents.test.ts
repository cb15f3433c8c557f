import { expect, test } from 'vitest';
import { wordingOf } from '../../src/gateway/consent-record.js';
import { sanitise } from '../../src/gateway/sanitise.js';
import { createSealer } from '../../src/gateway/seal.js';
import type { ConsentEvent, GatewayOptions } from '../../src/gateway/index.js';
import { error, json, person, type Script, secret, session, type Site, step } from './harness.js';
import { account, agreed, hash, say, shop, wording } from './registering.js';

const optIns = '/customers/4711/optIns';
const at = '2026-05-04T10:00:00.000Z';
const page = 'https://news.example.org/register';
const name = '__Host-sso_consent';
const stored = () => json({ customerId: '4711', optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } });

interface Asking {
  news: Site;
  events: ConsentEvent[];
}
function asking(script: Script = {}, options: Partial<GatewayOptions> = {}, settings: object = {}): Asking {
  const events: ConsentEvent[] = [];
  const onConsent = (event: ConsentEvent) => void events.push(event);
  const news = shop(
    { ssoOptIn: true, ...settings },
    { [optIns]: stored, ...script },
    { onConsent, verificationPaths: ['/register'], ...options },
  );
  return { news, events };
}
const begin = (news: Site, more: object = {}) =>
  say(news, 'registration/start', { ...account, ...agreed, language: 'de', page: `${page}?secret=1`, ...more });
async function register(news: Site, more: object = {}) {
  const { flow } = await begin(news, more);
  return say(news, 'registration/verify', { flow, code: '1' });
}
const id = expect.stringMatching(/^[\w-]{12}$/) as string;
const asked = { phase: 'asked', id, wording, hash, choice: true, language: 'de', at, page };
const outcome = { phase: 'outcome', id, hash, choice: true, language: 'de', at, page, customerId: '4711' };

test('a ticked box is told at the start, stored for the new customer, and told again', async () => {
  const { news, events } = asking();
  expect(await begin(news)).toMatchObject({ step: 'verify' });
  expect(events).toEqual([asked]);
  const { flow } = ((await (await news.get('flow')).json()) as { flows: { answer: { flow: string } }[] }).flows[0]
    ?.answer ?? { flow: '' };
  news.clock.now += 60_000;
  expect(await say(news, 'registration/verify', { flow, code: '1' })).toMatchObject({ kind: 'session' });
  expect(news.to('/sessions/validate')).toHaveLength(1);
  expect(news.to(optIns).map(({ method, body }) => [method, body])).toEqual([
    ['PUT', { optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } }],
  ]);
  expect(events).toEqual([asked, { ...outcome, stored: true }]);
  expect(news.cookies.has(name)).toBe(false);
});

test('what is told of one choice has one id, and of another one another', async () => {
  const { news, events } = asking();
  await register(news);
  await register(news, { email: 'second@example.org', verificationUrl: '/register' });
  const ids = events.map((event) => event.id);
  expect([ids[1], ids[3]]).toEqual([ids[0], ids[2]]);
  expect(ids[0]).not.toBe(ids[2]);
});

test('an empty box is reported as a no, and not stored', async () => {
  const { news, events } = asking();
  await register(news, { optIn: false });
  expect(events).toEqual([
    { ...asked, choice: false },
    { ...outcome, choice: false, stored: false, reason: 'declined' },
  ]);
  expect(news.to(optIns)).toEqual([]);
  expect(news.cookies.has(name)).toBe(false);
});

test('where the opt-in is not asked nobody is told of one', async () => {
  const { news, events } = asking({}, {}, { ssoOptIn: false });
  await register(news, { optIn: undefined });
  expect(events).toEqual([]);
  expect(news.to('/sessions/validate')).toEqual([]);
});

test('a start that the API refuses has not asked anybody', async () => {
  const { news, events } = asking({ '/processes/registration/start': () => error(400, 20007) });
  expect(await begin(news)).toMatchObject({ code: 'email-taken' });
  expect(events).toEqual([]);
});

test('account connect asks and stores as registration does, and keeps the choice when the code is sent again', async () => {
  const identifiers = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
  const { news, events } = asking({}, {}, identifiers);
  const { flow } = await say(news, 'account-connect/start', { ...account, customerId: '1', ...agreed });
  news.clock.now += 30_000;
  await say(news, 'account-connect/resend', { flow });
  await say(news, 'account-connect/verify', { flow, code: '1' });
  expect(events).toMatchObject([
    { phase: 'asked', language: 'en', at },
    { phase: 'outcome', at, customerId: '4711', stored: true },
  ]);
});

test('by a link in another browser no consent is lost', async () => {
  for (const optIn of [true, false]) {
    const { news, events } = asking();
    await begin(news, { optIn, verificationUrl: '/register' });
    const url = new URL(String(news.to('/processes/registration/start')[0]?.body['verificationUrl']));
    const link = { token: 'STEP-TOKEN-5e6f70', code: '1', seal: url.searchParams.get('sso_seal') };
    news.cookies.clear();
    await say(news, 'registration/verify-link', { ...link, email: account.email });
    expect(news.to(optIns)).toHaveLength(optIn ? 1 : 0);
    const { page: _page, ...withoutPage } = outcome;
    const told = optIn ? { stored: true } : { choice: false, stored: false, reason: 'declined' };
    expect(events[1]).toEqual({ ...withoutPage, ...told });
    expect(events[1]?.id).toBe(events[0]?.id);
  }
});

/** What stands in the way of the store → the reason that is told. */
const ways: [string, Script, string][] = [
  ['500', { [optIns]: () => error(500, 99500) }, 'upstream-failed'],
  ['a time-out', { [optIns]: () => new Promise<Response>(() => undefined) }, 'upstream-timeout'],
  ['206', { [optIns]: () => json({ customerId: '4711' }, 206) }, 'no-active-text'],
  ['404', { [optIns]: () => error(404, 99404) }, 'upstream-failed'],
  ['a broken connection', { [optIns]: () => Promise.reject(new TypeError('no')) }, 'upstream-failed'],
];
test.each(ways)('%s at the store fails no registration, and is tried again', async (_name, script, reason) => {
  const { news, events } = asking(script, { timeout: 100 });
  expect(await register(news)).toMatchObject({ kind: 'session', customer: { id: person.customerId } });
  expect(events[1]).toEqual({ ...outcome, stored: false, reason });
  expect(news.setCookies.find((line) => line.startsWith(name))).toMatch(
    /; Max-Age=691200; Secure; HttpOnly; SameSite=Strict$/,
  );
  news.script[optIns] = stored;
  news.clock.now += 29_000;
  await news.get('session');
  expect(news.to(optIns)).toHaveLength(1);
  news.clock.now += 1000;
  await news.get('settings');
  expect(news.to(optIns)).toHaveLength(1);
  await news.get('session');
  expect(news.to(optIns)).toHaveLength(2);
  expect(events[2]).toEqual({ ...outcome, stored: true });
  expect(news.cookies.has(name)).toBe(false);
});

test('where it is not known whose session it is, it is asked again, of that session alone', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(500) });
  await register(news);
  const { customerId: _id, ...nobody } = outcome;
  expect(events[1]).toEqual({ ...nobody, stored: false, reason: 'upstream-failed' });
  news.script['/sessions/validate'] = () => json({ customerId: '9999' });
  news.script['/processes/login/verify'] = () => session('ANOTHER-SESSION');
  await say(news, 'login/start', { identifier: 'other', password: 'x' });
  news.clock.now += 31_000;
  await news.get('session');
  expect(events).toHaveLength(2);
  news.script['/processes/login/verify'] = () => session();
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  await say(news, 'login/start', { identifier: 'reader', password: 'x' });
  news.clock.now += 31_000;
  await news.get('session');
  expect(events[2]).toEqual({ ...outcome, stored: true });
  expect(news.to('/customers/9999/optIns')).toEqual([]);
});

test('a customer who is known stays known, also to a sign-out', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  await news.request('DELETE', 'session');
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: true });
  expect(news.to('/sessions/validate')).toHaveLength(1);
});

test('a choice against it is told as soon as it is known whose it is', async () => {
  const { news, events } = asking({ '/sessions/validate': () => error(504) });
  await register(news, { optIn: false });
  news.script['/sessions/validate'] = () => json({ customerId: '4711' });
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, choice: false, stored: false, reason: 'declined' });
  expect(news.to(optIns)).toEqual([]);
});

test('after seven days the end is told, and no more is tried', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += 7 * 86_400_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: false, reason: 'expired' });
  expect(news.to(optIns)).toHaveLength(1);
  expect(news.cookies.has(name)).toBe(false);
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'consent-expired' }));
});

test('requests at the same time try once', async () => {
  const { news } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.clock.now += 30_000;
  await Promise.all([news.get('session'), news.get('session'), news.get('flow')]);
  expect(news.to(optIns)).toHaveLength(2);
});

test('two readers of one browser both keep theirs', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  await register(news, { email: 'second@example.org' });
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.filter((event) => event.phase === 'outcome' && event.stored)).toHaveLength(2);
});

test('a store of counters that fails costs a guard, not the consent', async () => {
  const broken = () => Promise.reject(new Error('no store'));
  const { news, events } = asking(
    { [optIns]: () => error(500) },
    { store: { get: broken, set: broken, add: broken, delete: broken } },
  );
  await register(news);
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: true });
});

test('a damaged cookie of a consent is deleted', async () => {
  const { news } = asking();
  news.cookies.set(name, 'nonsense');
  await news.get('session');
  expect(news.cookies.has(name)).toBe(false);
  const other = await createSealer([secret], () => news.clock.now).seal(name, { list: 'x' }, news.clock.now + 60_000);
  news.cookies.set(name, other);
  await news.get('session');
  expect(news.cookies.has(name)).toBe(false);
});

test.each([
  [
    'throws',
    () => {
      throw new RangeError('LEAK');
    },
  ],
  ['rejects', () => Promise.reject(new RangeError('LEAK'))],
  ['never answers', () => new Promise<void>(() => undefined)],
])('an onConsent that %s breaks nothing and is logged', async (_name, onConsent) => {
  const { news } = asking({}, { onConsent, timeout: 50 });
  expect(await register(news)).toMatchObject({ kind: 'session' });
  expect(news.to(optIns)).toHaveLength(1);
  expect(news.log.filter(({ event }) => event === 'on-consent-failed')).toHaveLength(2);
  expect(JSON.stringify(news.log)).not.toContain('LEAK');
});

test('without an onConsent the opt-in is stored all the same', async () => {
  const { news } = asking();
  const silent = shop({ ssoOptIn: true }, { [optIns]: stored });
  await register(silent);
  expect(silent.to(optIns)).toHaveLength(1);
  expect(news.sent).toEqual([]);
});

const declared = { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true } as const;
/** Options, settings, form → what is stored. */
test.each([
  [{ channels: ['EMAIL', 'PHONE'] as const }, {}, {}, { EMAIL: 'SINGLE_OPT_IN', PHONE: 'SINGLE_OPT_IN' }],
  [declared, {}, {}, { EMAIL: 'DOUBLE_OPT_IN' }],
  // A code that came by mail confirms the mail address, and no other way to reach a reader.
  [
    { channels: ['PHONE', 'EMAIL', 'POST', 'MESSENGER'] as const, ...declared },
    {},
    {},
    { PHONE: 'SINGLE_OPT_IN', EMAIL: 'DOUBLE_OPT_IN', POST: 'SINGLE_OPT_IN', MESSENGER: 'SINGLE_OPT_IN' },
  ],
  [declared, { tokenType: 'SMS' }, { mobileNumber: '+4915112345678' }, { EMAIL: 'SINGLE_OPT_IN' }],
])('with %j and the settings %j what is stored is %j', async (optIn, settings, more, expected) => {
  const { news } = asking({}, { optIn }, settings);
  await register(news, more);
  const entries = Object.entries(expected).map(([channel, status]) => [channel, { status }]);
  expect(news.to(optIns)[0]?.body).toEqual({ optIns: Object.fromEntries(entries) });
});

test('a code that in the end came by SMS confirms no mail address', async () => {
  const { news } = asking({ '/processes/registration/resend': () => step('SMS', {}, 'next') }, { optIn: declared });
  const { flow } = await begin(news);
  news.clock.now += 30_000;
  await say(news, 'registration/resend', { flow });
  await say(news, 'registration/verify', { flow, code: '1' });
  expect(news.to(optIns)[0]?.body).toEqual({ optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } });
});

test('a double opt-in survives the link to another browser', async () => {
  const { news } = asking({}, { optIn: declared });
  await begin(news, { verificationUrl: '/register' });
  const url = new URL(String(news.to('/processes/registration/start')[0]?.body['verificationUrl']));
  news.cookies.clear();
  const link = { token: 'STEP-TOKEN-5e6f70', code: '1', seal: url.searchParams.get('sso_seal') };
  await say(news, 'registration/verify-link', { ...link, email: account.email });
  expect(news.to(optIns)[0]?.body).toEqual({ optIns: { EMAIL: { status: 'DOUBLE_OPT_IN' } } });
});

test('a long step token pushes the page out of the flow, never the choice', async () => {
  const token = 'T'.repeat(260);
  const { news, events } = asking({ '/processes/registration/start': () => step('EMAIL', {}, token) });
  await register(news, { page: `https://news.example.org/${'x'.repeat(400)}` });
  expect(events[0]).toMatchObject({ page: expect.stringMatching(/^.{200}$/) });
  const { page: _page, ...withoutPage } = outcome;
  expect(events[1]).toEqual({ ...withoutPage, stored: true });
});

test('a page of another site is nobody’s proof', async () => {
  const { news, events } = asking();
  await begin(news, { page: 'https://evil.example/register' });
  expect(events[0]).not.toHaveProperty('page');
});

test.each([
  ['plain', 'plain'],
  ['<p>One</p><p>Two<br>Three</p>', 'One\nTwo\nThree'],
  ['<ul><li>A</li><li>B <em>b</em></li></ul>', 'A\nB b'],
  ['<a href="https://example.org">x</a>', 'x (https://example.org)'],
  ['<p> </p>', ''],
])('the wording of %s is %j', (html, expected) => {
  expect(wordingOf(sanitise(html))).toBe(expected);
});
