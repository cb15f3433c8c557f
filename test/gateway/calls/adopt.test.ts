/** Taking over the session of the iframe: what a reader gets, what a sign-in would have asked, and what is not tried again. */
import { expect, test } from 'vitest';
import { adopting, adoptUntil, newestTerms, settled, termsOf, transferToken, versions } from '../support/adopting.js';
import { credentials, error, json, type Script, session, sessionToken, type Site, site } from '../support/harness.js';
import { call as callFrom, limited } from '../support/limited.js';
import { say } from '../support/registering.js';

const adopt = (news: Site) => say(news, 'session/adopt', { transferToken });
const redeemed = (news: Site) => news.to('/sessions/transferToken').length;
const isMarked = (news: Site) => news.cookies.has('sso_adopted');
const isSignedIn = async (news: Site) =>
  ((await (await news.get('session')).json()) as { kind: string }).kind === 'session';
const reasons = ({ log }: Site) => log.filter(({ event }) => event === 'adoption-refused').map(({ reason }) => reason);
const day = 86_400_000;

test('a reader whom the iframe has signed in is signed in, and the session is in the HttpOnly cookie alone', async () => {
  const news = adopting();
  expect(await adopt(news)).toMatchObject({ status: 200, kind: 'session', customer: { id: settled.customerId } });
  expect(news.setCookies.find((line) => line.startsWith('__Host-sso_session='))).toContain('HttpOnly; SameSite=Lax');
  expect(await isSignedIn(news)).toBe(true);
  const [redeem] = news.to('/sessions/transferToken');
  expect([redeem!.method, redeem!.url.searchParams.get('transferToken')]).toEqual(['GET', transferToken]);
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'info', event: 'session-adopted' }));
});

test.each([undefined, '2026-05-03'])('with adoptUntil %s there is no such call, and no mark', async (until) => {
  const off = site({ '/processes/login/verify': () => session() }, until ? { adoptUntil: until } : {});
  expect(await adopt(off)).toMatchObject({ status: 404, code: 'not-found' });
  await off.post('login/start', credentials);
  await off.request('DELETE', 'session');
  expect([redeemed(off), isMarked(off)]).toEqual([0, false]);
});

test('the day that is named is the last one, to its end', async () => {
  const last = Date.parse(`${adoptUntil}T00:00:00Z`) + day;
  const [before, after] = [adopting(), adopting()];
  before.clock.now = last - 1000;
  after.clock.now = last;
  expect([(await adopt(before)).status, (await adopt(after)).status]).toEqual([200, 404]);
});

test('whoever is signed in stays so, and the token is not spent', async () => {
  const news = adopting({}, { '/processes/login/verify': () => session('SESSION-OF-THE-SIGN-IN') });
  await news.post('login/start', credentials);
  const cookie = news.cookies.get('__Host-sso_session');
  expect(await adopt(news)).toMatchObject({ status: 403, code: 'transfer-refused' });
  expect([redeemed(news), news.cookies.get('__Host-sso_session'), reasons(news)]).toEqual([0, cookie, ['signed-in']]);
});

test.each(['adopted', 'signed in here'])('a reader who was %s and signs out is not signed in again', async (how) => {
  const news = adopting({}, { '/processes/login/verify': () => session() });
  if (how === 'adopted') await adopt(news);
  else await news.post('login/start', credentials);
  await news.request('DELETE', 'session');
  const before = redeemed(news);
  expect(await adopt(news)).toMatchObject({ status: 403, code: 'transfer-refused' });
  expect([redeemed(news), await isSignedIn(news), reasons(news)]).toEqual([before, false, ['done']]);
});

test('signing out marks a browser that was signed in before the launch', async () => {
  const before = site({ '/processes/login/verify': () => session() });
  await before.post('login/start', credentials);
  const news = adopting();
  for (const [name, value] of before.cookies) news.cookies.set(name, value);
  expect(isMarked(news)).toBe(false);
  await news.request('DELETE', 'session');
  expect(isMarked(news)).toBe(true);
});

test('the mark carries no data, can be read by scripts, and lasts as long as sessions can be taken over', async () => {
  const news = adopting();
  await adopt(news);
  const seconds = (Date.parse(`${adoptUntil}T00:00:00Z`) + day - news.clock.now) / 1000;
  expect(news.setCookies.find((line) => line.startsWith('sso_adopted='))).toBe(
    `sso_adopted=1; Path=/; Max-Age=${seconds}; Secure; SameSite=Lax`,
  );
});

test.each([
  [401, 20028],
  [401, 20041],
  [412, 20041],
  [412, undefined],
  [400, 99400],
  [400, undefined],
])('a token that the hosted API refuses with %i and %s is not tried again', async (status, number) => {
  const news = adopting({}, { '/sessions/transferToken': () => error(status, number) });
  expect(await adopt(news)).toMatchObject({ status: 403, code: 'transfer-refused' });
  expect([isMarked(news), await isSignedIn(news), reasons(news)]).toEqual([true, false, ['token']]);
  expect((await adopt(news)).code).toBe('transfer-refused');
  expect([redeemed(news), reasons(news)]).toEqual([1, ['token', 'done']]);
});

const faults: [string, Script, string][] = [
  ['the hosted API is down', { '/sessions/transferToken': () => error(503) }, 'upstream-failed'],
  ['it is too slow', { '/sessions/transferToken': () => Promise.reject(new Error('no')) }, 'upstream-failed'],
  ['it has had too much', { '/sessions/transferToken': () => error(429, 99429) }, 'rate-limited'],
  ['it refuses without saying what', { '/sessions/transferToken': () => error(401) }, 'upstream-failed'],
  ['it refuses for a reason unknown here', { '/sessions/transferToken': () => error(401, 12345) }, 'upstream-failed'],
  ['its refusal is empty', { '/sessions/transferToken': () => new Response('', { status: 401 }) }, 'upstream-failed'],
  ['it does not have the call', { '/sessions/transferToken': () => error(404) }, 'upstream-failed'],
  ['the API token is wrong', { '/sessions/transferToken': () => error(401, 99401) }, 'misconfigured'],
  ['nobody can say whose session it is', { '/sessions/customerData': () => error(503) }, 'upstream-failed'],
  ['it says something else of the customer', { '/sessions/customerData': () => error(404) }, 'upstream-failed'],
  ['the token may not read the customer', { '/sessions/customerData': () => error(401, 99401) }, 'misconfigured'],
  ['the terms cannot be read', { '/settings/termsAndConditions': () => error(500) }, 'upstream-failed'],
];
test.each(faults)('where %s, the browser may try again', async (_, script, code) => {
  const news = adopting({ ssoRecheckTerms: true }, script);
  expect((await adopt(news)).code).toBe(code);
  expect([isMarked(news), await isSignedIn(news)]).toEqual([false, false]);
  news.clock.now += 120_000;
  Object.assign(news.script, adopting().script, {
    '/sessions/transferToken': () => json({ customerSession: sessionToken }),
    '/sessions/customerData': () => json(settled),
    '/settings/termsAndConditions': () => json({ items: versions }),
  });
  expect((await adopt(news)).kind).toBe('session');
});

test.each([
  [400, undefined],
  [401, undefined],
  [401, 20028],
])(
  'in an emergency, which refuses every call, a token that is refused with %i and %s proves nothing',
  async (status, number) => {
    const news = adopting();
    await news.get('settings');
    news.script['/processes/settings/sso'] = () => error(401);
    news.script['/sessions/transferToken'] = () => error(status, number);
    expect((await adopt(news)).code).toMatch(/^(upstream-failed|login-emergency)$/);
    expect(isMarked(news)).toBe(false);
  },
);

test.each([
  ['login-emergency', { emergencyMode: 'PLENIGO_MODE' }],
  ['login-unavailable', { disableSsoFunctionality: true }],
  ['domain-not-allowed', { settings: { allowedDomains: 'elsewhere.example' } }],
])('where a sign-in would be %s, so is this, and the token is not spent', async (code, settings) => {
  const news = adopting({}, { '/processes/settings/sso': () => json(settings) });
  expect((await adopt(news)).code).toBe(code);
  expect([redeemed(news), isMarked(news)]).toEqual([0, false]);
});

const without = (...names: (keyof typeof settled)[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settled).filter(([name]) => !names.includes(name as never)));
const asked: [string, string, object, object][] = [
  ['a blocked account', 'account', {}, { ...settled, status: 'BLOCKED' }],
  ['a deactivated account', 'account', {}, { ...settled, status: 'DEACTIVATED' }],
  ['an account of whose state nothing is said', 'account', {}, without('status')],
  ['a user name that is missing', 'username', { forceUsername: true }, without('username')],
  ['a name that is missing', 'names', { ssoName: 'LOGIN_REQUIRED' }, without('lastName')],
  ['terms that were not accepted', 'terms', { ssoRecheckTerms: true }, { ...settled, acceptedTerms: {} }],
  ['terms of which nothing is said', 'terms', { ssoRecheckTerms: true }, without('acceptedTerms')],
];
test.each(asked)('nobody slips round %s', async (_, reason, settings, customer) => {
  const news = adopting(settings, { '/sessions/customerData': () => json(customer) });
  expect(await adopt(news)).toMatchObject({ status: 403, code: 'transfer-refused' });
  expect([reasons(news), isMarked(news), await isSignedIn(news)]).toEqual([[reason], true, false]);
});

test.each([
  ['a user name', {}, without('username')],
  ['a name', { ssoName: 'LOGIN_OPTIONAL' }, without('firstName', 'lastName')],
  ['changed terms', { ssoRecheckTerms: false }, { ...settled, acceptedTerms: {} }],
  [
    'terms that are known by another ID',
    { ssoRecheckTerms: true },
    { ...settled, acceptedTerms: { 7: { uniqueId: newestTerms } } },
  ],
])('%s that no sign-in would ask for is not asked for here', async (_, settings, customer) => {
  const news = adopting(settings, { '/sessions/customerData': () => json(customer) });
  expect((await adopt(news)).kind).toBe('session');
});

test.each([
  ['there are none', []],
  ['they are too many to be all', Array.from({ length: 100 }, () => termsOf(newestTerms, '2026-05-01T00:00:00Z'))],
  ['none is dated', [termsOf(newestTerms, null)]],
  ['none is active', [termsOf(newestTerms, '2026-05-01T00:00:00Z', { active: false })]],
])('where nobody can say which terms are the newest, since %s, the reader signs in', async (_, items) => {
  const news = adopting({ ssoRecheckTerms: true }, { '/settings/termsAndConditions': () => json({ items }) });
  expect((await adopt(news)).code).toBe('transfer-refused');
  expect(reasons(news)).toEqual(['terms']);
});

test('which terms are the newest is asked once a minute, however many are taken over', async () => {
  const news = adopting({ ssoRecheckTerms: true });
  for (let browsers = 0; browsers < 3; browsers += 1) {
    expect((await adopt(news)).kind).toBe('session');
    news.cookies.clear();
  }
  expect(news.to('/settings/termsAndConditions').map(({ url }) => url.search)).toEqual(['?size=100']);
  news.clock.now += 61_000;
  await adopt(news);
  expect(news.to('/settings/termsAndConditions')).toHaveLength(2);
});

test('the session lives on as one from before the box “Stay signed in”, and its age counts from now', async () => {
  const news = adopting({}, {}, { offerStaySignedIn: true, sessionMaxAge: 10 * 86_400 });
  await adopt(news);
  expect(news.setCookies.find((line) => line.startsWith('__Host-sso_session='))).toContain(`Max-Age=${10 * 86_400};`);
});

test('what somebody had begun here is ended, as by a sign-in', async () => {
  const news = adopting({}, { '/processes/registration/start': () => json({ token: 'x', nextStep: 'EMAIL' }) });
  await news.post('registration/start', { email: 'new@example.org', password: 'PASSWORD as typed' });
  expect(news.cookies.has('sso_flow')).toBe(true);
  await adopt(news);
  expect([...news.cookies.keys()].filter((name) => name.includes('flow'))).toEqual([]);
});

test('beyond the limit of an address there are pauses, and wrong tokens count as failed', async () => {
  const news = limited(
    { ...adopting({}, { '/sessions/transferToken': () => error(401, 20028) }).script },
    { adoptUntil, limitChanges: { 'adopt-address': { times: 3 } } },
  );
  const once = async () => {
    news.cookies.clear();
    return callFrom(news, 'session/adopt', { transferToken });
  };
  for (let tries = 0; tries < 3; tries += 1) expect((await once()).code).toBe('transfer-refused');
  await once();
  expect(await once()).toMatchObject({ status: 429, retryAfter: expect.any(Number) });
  expect(news.port.keys().some((key) => key.startsWith('failed-address:'))).toBe(true);
  expect(isMarked(news)).toBe(false);
  // Others are not held back.
  news.cookies.clear();
  expect((await callFrom(news, 'session/adopt', { transferToken }, '198.51.100.9')).code).toBe('transfer-refused');
});

test('all together have a limit, too', async () => {
  const news = limited(adopting().script, { adoptUntil, limitChanges: { 'adopt-all': { times: 2 } } });
  const from = (last: number) => {
    news.cookies.clear();
    return callFrom(news, 'session/adopt', { transferToken }, `198.51.100.${last}`);
  };
  for (const last of [1, 2, 3]) expect((await from(last)).kind).toBe('session');
  expect((await from(4)).status).toBe(429);
});
