import { expect, test } from 'vitest';
import { wordingOf } from '../../../src/gateway/sealed/consent-record.js';
import { sanitise } from '../../../src/gateway/settings/sanitise-html.js';
import {
  asked,
  asking,
  at,
  begin,
  optIns,
  outcome,
  pendingOf,
  putsTo,
  register,
  stored,
} from '../support/consenting.js';
import { arriveByLink } from '../support/mailed-links.js';
import { error, session, step } from '../support/harness.js';
import { account, agreed, say } from '../support/registering.js';

test('a ticked box is notified at the start, stored for the new customer, and notified again', async () => {
  const { news, events } = asking();
  expect(await begin(news)).toMatchObject({ step: 'verify' });
  expect(events).toEqual([asked]);
  const { flow } = ((await (await news.get('flow')).json()) as { flows: { answer: { flow: string } }[] }).flows[0]
    ?.answer ?? { flow: '' };
  news.clock.now += 60_000;
  expect(await say(news, 'registration/verify', { flow, code: '1' })).toMatchObject({ kind: 'session' });
  expect(news.to('/sessions/validate')).toHaveLength(1);
  expect(putsTo(news).map(({ method, body }) => [method, body])).toEqual([
    ['PUT', { optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } }],
  ]);
  expect(events).toEqual([asked, { ...outcome, stored: true }]);
  expect(pendingOf(news)).toEqual([]);
});

test('the events of one choice share an id, those of another have another', async () => {
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
  expect(putsTo(news)).toEqual([]);
  expect(pendingOf(news)).toEqual([]);
});

test('a session that is too long for any cookie costs the sign-in, not the consent', async () => {
  const { news, events } = asking({ '/processes/registration/validate': () => session('x'.repeat(20_000), 201) });
  expect(await register(news)).toMatchObject({ status: 502, code: 'upstream-failed' });
  expect(events).toEqual([asked, { ...outcome, stored: true }]);
  expect(putsTo(news)).toHaveLength(1);
});

test('of such a session what could not be stored is kept all the same', async () => {
  const { news, events } = asking({
    '/processes/registration/validate': () => session('x'.repeat(20_000), 201),
    [optIns]: () => error(500),
  });
  await register(news);
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('flow');
  expect(events.slice(1)).toEqual([
    { ...outcome, stored: false, reason: 'upstream-failed' },
    { ...outcome, stored: true },
  ]);
});

test('where no opt-in is asked for there is no event', async () => {
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

test('by a link in another browser the choice counts that is made there, and has an ID of its own', async () => {
  for (const optIn of [true, false]) {
    const { news, events } = asking();
    await begin(news, { optIn: !optIn, verificationUrl: '/register' });
    news.cookies.clear();
    const flow = await arriveByLink(news);
    await say(news, 'registration/verify-link', { flow, ...account, ...agreed, optIn });
    expect(putsTo(news)).toHaveLength(optIn ? 1 : 0);
    const result = optIn ? { stored: true } : { stored: false, reason: 'declined' };
    expect(events.map(({ phase, choice }) => [phase, choice])).toEqual([
      ['asked', !optIn],
      ['asked', optIn],
      ['outcome', optIn],
    ]);
    expect(events[2]).toMatchObject({ ...result, id: events[1]?.id });
    expect(events[1]?.id).not.toBe(events[0]?.id);
  }
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
  expect(putsTo(news)[0]?.body).toEqual({ optIns: Object.fromEntries(entries) });
});

test('a code that in the end came by SMS confirms no mail address', async () => {
  const { news } = asking({ '/processes/registration/resend': () => step('SMS', {}, 'next') }, { optIn: declared });
  const { flow } = await begin(news);
  news.clock.now += 30_000;
  await say(news, 'registration/resend', { flow });
  await say(news, 'registration/verify', { flow, code: '1' });
  expect(putsTo(news)[0]?.body).toEqual({ optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } });
});

test.each([
  ['in the browser that began', true, 'DOUBLE_OPT_IN'],
  ['in another browser, where it is given after the mail', false, 'SINGLE_OPT_IN'],
])('by a link %s a consent is no more than it is', async (_where, here, status) => {
  const { news } = asking({}, { optIn: declared });
  await begin(news, { verificationUrl: '/register' });
  if (!here) news.cookies.clear();
  const flow = await arriveByLink(news);
  await say(news, 'registration/verify-link', { flow, ...(!here && { ...account, ...agreed }) });
  expect(putsTo(news)[0]?.body).toEqual({ optIns: { EMAIL: { status } } });
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
