/** Choices of registrations whose end this browser never saw, as where the gateway was killed while the hosted API verified the code. */
import { expect, test } from 'vitest';
import type { Store } from '../../../src/gateway/index.js';
import { asked, asking, type Asking, begin, optIns, outcome, pendingOf, putsTo } from '../support/consenting.js';
import { error, json, person, type Script, session, step } from '../support/harness.js';
import { arriveByLink, openedAddress } from '../support/mailed-links.js';
import { account, agreed, say } from '../support/registering.js';

const validate = '/processes/registration/validate';
const used = () => error(412, 20041);
const theirs = { ...person, email: 'NEW@Example.org' };
/** The account is there, and its reader can sign in. */
const registered = (script: Script = {}): Asking =>
  asking({ '/processes/login/verify': () => session(), '/sessions/customerData': () => json(theirs), ...script });
const signIn = ({ news }: Asking) => say(news, 'login/start', { identifier: 'new@example.org', password: 'x' });
const stored = { ...outcome, stored: true };
const { customerId: _customerId, ...nobody } = outcome;
const givenUp = { ...nobody, stored: false, reason: 'given-up' };

test('the next sign-in to the account sends the opt-in, and no e-mail address is kept readable for it', async () => {
  const there = registered();
  await begin(there.news);
  expect([...there.news.cookies.values()].join()).not.toContain(account.email);
  expect(await signIn(there)).toMatchObject({ kind: 'session' });
  expect(there.events).toEqual([asked, stored]);
  expect(putsTo(there.news)).toHaveLength(1);
  expect(pendingOf(there.news)).toEqual([]);
});

test('a sign-in with two factors sends it at its end', async () => {
  const there = registered({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });
  await begin(there.news);
  const { flow } = await signIn(there);
  await say(there.news, 'login/two-factor', { flow, code: '1' });
  expect(there.events).toEqual([asked, stored]);
});

test('a choice against it is told with the customer’s number', async () => {
  const there = registered();
  await begin(there.news, { optIn: false });
  await signIn(there);
  expect(there.events.at(-1)).toEqual({ ...outcome, choice: false, stored: false, reason: 'declined' });
  expect(putsTo(there.news)).toEqual([]);
});

test('nobody else’s sign-in completes it', async () => {
  const there = registered({ '/sessions/customerData': () => json(person) });
  await begin(there.news);
  await signIn(there);
  expect(there.events).toEqual([asked, givenUp]);
  expect(putsTo(there.news)).toEqual([]);
});

test('who tries the code again is told that it was used, and the sign-in a day later completes it', async () => {
  const there = registered({ [validate]: used });
  const { flow } = await begin(there.news);
  expect(await say(there.news, 'registration/verify', { flow, code: '1' })).toMatchObject({ code: 'flow-used' });
  there.news.clock.now += 86_400_000;
  there.news.script['/sessions/customerData'] = () => json(person);
  await signIn(there);
  await there.news.request('DELETE', 'session');
  expect(there.events).toEqual([asked]);
  there.news.script['/sessions/customerData'] = () => json(theirs);
  await signIn(there);
  expect(there.events).toEqual([asked, stored]);
  expect(pendingOf(there.news)).toEqual([]);
});

test('so it is in a browser in which a mailed link was used', async () => {
  const there = registered({ [validate]: used });
  await begin(there.news, { verificationUrl: '/register' });
  const link = openedAddress(there.news);
  there.news.cookies.clear();
  const flow = await arriveByLink(there.news, link);
  const answer = await say(there.news, 'registration/verify-link', { flow, ...account, ...agreed });
  expect(answer).toMatchObject({ code: 'link-used' });
  await signIn(there);
  expect(there.events.at(-1)).toMatchObject({ phase: 'outcome', stored: true });
});

test('where the hosted API does not say who has signed in, the next sign-in completes it', async () => {
  const there = registered({ '/sessions/customerData': () => error(500) });
  await begin(there.news);
  await signIn(there);
  expect(there.events).toEqual([asked]);
  there.news.script['/sessions/customerData'] = () => json(theirs);
  await signIn(there);
  expect(there.events).toEqual([asked, stored]);
});

test('of two registrations of one address, the newest choice counts', async () => {
  const there = registered();
  await begin(there.news);
  there.news.clock.now += 60_000;
  await begin(there.news, { optIn: false });
  await signIn(there);
  expect(there.events.filter(({ phase }) => phase === 'outcome')).toMatchObject([
    { choice: true, stored: false, reason: 'given-up' },
    { choice: false, stored: false, reason: 'declined' },
  ]);
  expect(putsTo(there.news)).toEqual([]);
});

test('a registration that ends by itself is not changed by an older one', async () => {
  const there = registered();
  await begin(there.news);
  there.news.clock.now += 60_000;
  const { flow } = await begin(there.news, { optIn: false });
  await say(there.news, 'registration/verify', { flow, code: '1' });
  expect(there.events.filter(({ phase }) => phase === 'outcome')).toMatchObject([
    { choice: false, reason: 'declined' },
    { choice: true, reason: 'given-up' },
  ]);
  expect(putsTo(there.news)).toEqual([]);
});

test('a store that fails then is tried again later', async () => {
  const there = registered({ [optIns]: () => error(500) });
  await begin(there.news);
  await signIn(there);
  expect(there.events.at(-1)).toEqual({ ...outcome, stored: false, reason: 'upstream-failed' });
  there.news.script[optIns] = () => json({});
  there.news.clock.now += 31_000;
  await there.news.get('session');
  expect(there.events.at(-1)).toEqual(stored);
  expect(pendingOf(there.news)).toEqual([]);
});

test('after seven days without a sign-in nothing is left, and nothing is told', async () => {
  const there = registered({ [validate]: used });
  const { flow } = await begin(there.news);
  await say(there.news, 'registration/verify', { flow, code: '1' });
  expect(pendingOf(there.news)).toHaveLength(1);
  there.news.clock.now += 7 * 86_400_000;
  await there.news.get('session');
  expect(pendingOf(there.news)).toEqual([]);
  expect(there.events).toEqual([asked]);
});

test('a request that was on its way then does not send it again', async () => {
  const there = registered({ [validate]: used });
  const { flow } = await begin(there.news);
  await say(there.news, 'registration/verify', { flow, code: '1' });
  const then = [...there.news.cookies];
  await signIn(there);
  for (const [name, value] of then) there.news.cookies.set(name, value);
  await signIn(there);
  expect(putsTo(there.news)).toHaveLength(1);
});

test('without a store it is sent all the same', async () => {
  const no = () => Promise.reject(new Error('no'));
  const store: Store = { get: no, set: no, add: no, delete: no };
  const { news, events } = asking(
    { '/processes/login/verify': () => session(), '/sessions/customerData': () => json(theirs) },
    { store },
  );
  await say(news, 'registration/start', { ...account, ...agreed });
  await signIn({ news, events });
  expect(events.at(-1)).toMatchObject({ phase: 'outcome', stored: true });
});
