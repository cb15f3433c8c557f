/** A question whose registration ends without an account has an outcome, too. */
import { expect, test } from 'vitest';
import { asked, asking, begin, outcome, pendingOf, putsTo, register } from '../support/consenting.js';
import { error, session, step } from '../support/harness.js';
import { account, agreed, say } from '../support/registering.js';

const validate = '/processes/registration/validate';
const { customerId: _customerId, ...nobody } = outcome;
const ended = (reason: string) => ({ ...nobody, stored: false, reason });

test.each([
  [403, 20043, 'flow-exhausted'],
  [408, 20010, 'flow-expired'],
  [404, 20040, 'flow-unknown'],
])('a code that is answered with %s/%s ends it: %s', async (status, number, reason) => {
  const { news, events } = asking({ [validate]: () => error(status, number) });
  expect(await register(news)).toMatchObject({ code: reason });
  expect(events).toEqual([asked, ended(reason)]);
  expect(events[0]?.id).toBe(events[1]?.id);
  expect(putsTo(news)).toEqual([]);
});

test.each([
  [403, 20044, 'wrong-code'],
  [502, 99502, 'upstream-failed'],
  // A link in another browser may have finished it: there its outcome was notified.
  [412, 20041, 'flow-used'],
])('a code that is answered with %s/%s is no end: %s', async (status, number, code) => {
  const { news, events } = asking({ [validate]: () => error(status, number) });
  expect(await register(news)).toMatchObject({ code });
  expect(events).toEqual([asked]);
});

test('another code that comes too late ends it', async () => {
  const { news, events } = asking({ '/processes/registration/resend': () => error(408, 20010) });
  const { flow } = await begin(news);
  news.clock.now += 30_000;
  await say(news, 'registration/resend', { flow });
  expect(events).toEqual([asked, ended('flow-expired')]);
});

test('a customer who turns out to be registered already ends an account connect', async () => {
  const identifiers = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
  const path = '/processes/registration/loginIdentifier/validate';
  const { news, events } = asking({ [path]: () => new Response(null, { status: 208 }) }, {}, identifiers);
  const { flow } = await say(news, 'account-connect/start', { ...account, ...agreed, customerId: '1' });
  expect(await say(news, 'account-connect/verify', { flow, code: '1' })).toMatchObject({ code: 'already-registered' });
  expect(events).toMatchObject([{ phase: 'asked' }, { phase: 'outcome', stored: false, reason: 'already-registered' }]);
  expect(events[1]).not.toHaveProperty('customerId');
});

test('a registration with Google that is over ends it', async () => {
  const { news, events } = asking({
    '/processes/ssoProvider/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => error(403, 20043),
  });
  const { flow } = await say(news, 'login/google', { idToken: 'ID', ...agreed });
  await say(news, 'login/two-factor', { flow, code: '1' });
  expect(events).toMatchObject([{ phase: 'asked' }, { phase: 'outcome', stored: false, reason: 'flow-exhausted' }]);
});

test('a reader who gives it up ends it, once', async () => {
  const { news, events } = asking();
  const { flow } = await begin(news);
  for (let n = 0; n < 2; n++) await news.request('DELETE', `flow?flow=${flow}`);
  expect(events).toEqual([asked, ended('given-up')]);
});

test('to give up a flow without a question notifies nobody', async () => {
  const { news, events } = asking({ '/processes/login/verify': () => step('TWO_FACTOR') });
  const { flow } = await say(news, 'login/start', { identifier: 'reader', password: 'x' });
  await news.request('DELETE', `flow?flow=${flow}`);
  await news.request('DELETE', 'flow?flow=aaaaaaaaaaaaaaaaaaaaaa');
  expect(events).toEqual([]);
});

test('an end whose notification fails is notified later', async () => {
  const events: unknown[] = [];
  let down = false;
  const onConsent = (event: unknown) => {
    if (down) throw new Error('down');
    events.push(event);
  };
  const { news } = asking({ [validate]: () => error(408, 20010) }, { onConsent });
  const { flow } = await begin(news);
  down = true;
  await say(news, 'registration/verify', { flow, code: '1' });
  down = false;
  news.clock.now += 30_000;
  await news.get('flow');
  expect([events, pendingOf(news)]).toEqual([[asked, ended('flow-expired')], []]);
});

test('who signs in after the end has no outcome of that registration', async () => {
  const { news, events } = asking({ [validate]: () => error(408, 20010), '/processes/login/verify': () => session() });
  await register(news);
  await say(news, 'login/start', { identifier: 'reader', password: 'x' });
  expect(events).toHaveLength(2);
});
