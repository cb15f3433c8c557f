/** The opt-in of a reader who registers with Google: asked at the start, sealed with the flow, stored at the session. */
import { expect, test } from 'vitest';
import {
  asked,
  asking,
  type Asking,
  id,
  optIns,
  outcome,
  page,
  pendingOf,
  putsTo,
  stored,
} from '../support/consenting.js';
import { error, limit, session, type Script, type Site, step } from '../support/harness.js';
import { agreed, say } from '../support/registering.js';

const verify = '/processes/ssoProvider/verify';
const site = (script: Script = {}, ...more: [options?: object, settings?: object]): Asking =>
  asking({ [verify]: () => session(), ...script }, ...more);
const google = (news: Site, more: object = {}) =>
  say(news, 'login/google', { idToken: 'ID', language: 'de', page: `${page}?secret=1`, ...agreed, ...more });

test('a ticked box is told, stored for whom Google signs in, and told again', async () => {
  const { news, events } = site();
  expect(await google(news)).toMatchObject({ kind: 'session' });
  expect(events).toEqual([asked, { ...outcome, stored: true }]);
  expect(events[0]?.id).toBe(events[1]?.id);
  expect(news.to(verify)[0]?.body).toMatchObject({ ssoProvider: 'GOOGLE', authenticationData: { idToken: 'ID' } });
  expect(news.to(verify)[0]?.text).not.toContain('optIn');
});

test('an empty box is a no', async () => {
  const { news, events } = site();
  await google(news, { optIn: false });
  expect(events[1]).toEqual({ ...outcome, choice: false, stored: false, reason: 'declined' });
  expect(putsTo(news)).toEqual([]);
});

test('without a choice nobody was asked', async () => {
  const { news, events } = site();
  await google(news, { optIn: undefined, optInHash: undefined });
  expect([events, putsTo(news)]).toEqual([[], []]);
});

/** What comes between the start and the session: the first reply, the path and the body of the next call, its operation. */
const between: [string, () => Response, string, object, string][] = [
  ['a second factor', () => step('TWO_FACTOR'), 'two-factor', { code: '1' }, '/processes/login/verifyTwoFactorAuth'],
  [
    'missing data',
    () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } }),
    'additional-data',
    { username: 'rita' },
    '/processes/login/updateAdditionalData',
  ],
  ['a session limit', () => limit([{ sessionId: 's' }]), 'end-sessions', {}, '/processes/login/changeSessions/'],
];
test.each(between)(
  'by way of %s it is stored at the session, and not before',
  async (_name, reply, call, body, path) => {
    const { news, events } = site({ [verify]: reply, [path]: () => session() });
    const { flow } = await google(news);
    expect([events, putsTo(news)]).toEqual([[asked], []]);
    news.clock.now += 60_000;
    expect(await say(news, `login/${call}`, { flow, ...body })).toMatchObject({ kind: 'session' });
    expect(events.slice(1)).toEqual([{ ...outcome, stored: true }]);
  },
);

test('by way of two steps it comes along, too', async () => {
  const { news, events } = site({
    [verify]: () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => limit([{ sessionId: 's' }]),
    '/processes/login/changeSessions/': () => session(),
  });
  const { flow } = await google(news);
  await say(news, 'login/two-factor', { flow, code: '1' });
  await say(news, 'login/end-sessions', { flow });
  expect(events).toEqual([asked, { ...outcome, stored: true }]);
});

test('no mail of ours confirms it, so it is never a double opt-in', async () => {
  const { news } = site({}, { optIn: { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true } });
  await google(news);
  expect(putsTo(news)[0]?.body).toEqual({ optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } });
});

test('a wording that was not shown is not proven with Google either', async () => {
  const { news, events } = site();
  expect(await google(news, { optInHash: 'x'.repeat(43) })).toMatchObject({ status: 409, code: 'opt-in-changed' });
  expect([events, news.to(verify)]).toEqual([[], []]);
});

test('a choice cannot be judged without the settings; without a choice they stop nobody', async () => {
  const { news } = site({ '/processes/settings/sso': () => error(500) });
  expect(await google(news)).toMatchObject({ code: 'upstream-failed' });
  expect(await google(news, { optIn: undefined, optInHash: undefined })).toMatchObject({ kind: 'session' });
});

test('a sign-in that Google’s token does not get has asked nobody', async () => {
  const { news, events } = site({ [verify]: () => error(403, 20066) });
  expect(await google(news)).toMatchObject({ code: 'third-party-refused' });
  expect(events).toEqual([]);
});

test('a store that fails is tried again as after any other registration', async () => {
  const { news, events } = site({ [optIns]: () => error(500) });
  expect(await google(news)).toMatchObject({ kind: 'session' });
  news.script[optIns] = stored;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.slice(1)).toEqual([
    { ...outcome, id, stored: false, reason: 'upstream-failed' },
    { ...outcome, id, stored: true },
  ]);
  expect(pendingOf(news)).toEqual([]);
});

test('a long set-up of a second factor does not push the choice out of the flow', async () => {
  const { news, events } = site({
    [verify]: () => step('TWO_FACTOR', {}, 'T'.repeat(300)),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });
  const { flow } = await google(news, { page: `https://news.example.org/${'x'.repeat(400)}` });
  await say(news, 'login/two-factor', { flow, code: '1' });
  expect(events[1]).toMatchObject({ stored: true, choice: true });
});
