import { expect, test } from 'vitest';
import { sha256 } from '../../../src/gateway/base/bytes.js';
import { type ConsentEvent, memoryStore } from '../../../src/gateway/index.js';
import { createLinkSeals } from '../../../src/gateway/sealed/link-seal.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import {
  error,
  flowCookies,
  json,
  origin,
  type Script,
  secret,
  type Site,
  step,
  stepToken,
} from '../support/harness.js';
import { arriveByLink, follow, mailedAddress, openedAddress, waitingLinks } from '../support/mailed-links.js';
import { account, agreed, say, shop } from '../support/registering.js';

const page = 'https://news.example.org/register';
const paths = { verificationPaths: ['/register', '/password'] };
const forgot: Script = {
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/verifyToken': () => step('RESET_PASSWORD', {}, 'reset-token'),
};
const shopWithLinks = (settings: object = {}, script: Script = {}, options = {}) =>
  shop(settings, { ...forgot, ...script }, { ...paths, ...options });

const confirm = (news: Site, flow: string, given: object = {}, process = 'registration') =>
  say(news, `${process}/verify-link`, { flow, ...given });

const register = async (news: Site, more: object = {}) => {
  const first = await say(news, 'registration/start', { ...account, verificationUrl: page, ...more });
  expect(first).toMatchObject({ step: 'verify' });
};
const forget = async (news: Site, identifier = 'reader@example.org') => {
  await say(news, 'password-forgotten/start', { identifier, verificationUrl: '/password' });
};
const validated = (news: Site) => [
  ...news.to('/processes/registration/validate'),
  ...news.to('/processes/passwordForgotten/verifyToken'),
];
const upstreamCalls = (news: Site) => news.sent.filter(({ method }) => method !== 'GET').length;

test('the mail leads to the gateway, with the page to go on to and a seal that says nothing', async () => {
  const news = shopWithLinks({ ssoOptIn: true });
  await register(news, {
    verificationUrl: `${page}/form?from=mail&token=old&verificationToken=old&sso_link=x#top`,
    ...agreed,
  });
  const url = mailedAddress(news);
  expect([url.origin, url.pathname, url.hash]).toEqual([origin, '/sso/link/registration', '']);
  expect([...url.searchParams.keys()]).toEqual(['page', 'sso_seal']);
  expect(url.searchParams.get('page')).toBe('/register/form?from=mail');
  const parts = url.searchParams.get('sso_seal')?.split('.') ?? [];
  expect(parts).toHaveLength(5);
  expect(parts.map((part) => Buffer.from(part, 'base64url').toString()).join(' ')).not.toMatch(/new@|example|PASS/);
});

test('where a proxy changes the path, the link leads to the public one', async () => {
  const news = shopWithLinks({}, {}, { publicPath: '/account/api' });
  await register(news);
  expect(mailedAddress(news).pathname).toBe('/account/api/link/registration');
});

test('an address of 200 characters and its seal, with everything in it, have at most 500', async () => {
  const news = shopWithLinks({ ssoOptIn: true });
  const verificationUrl = `${page}/${'x'.repeat(200 - page.length - 1)}`;
  await news.post(
    'registration/start',
    { ...account, verificationUrl, ...agreed, language: 'de', email: `${'e'.repeat(80)}@example.org` },
    { 'User-Agent': `Mozilla/5.0 (X11; ${'Linux '.repeat(30)}) Gecko/20100101 Firefox/128.0` },
  );
  expect(verificationUrl).toHaveLength(200);
  expect(mailedAddress(news).href.length).toBeLessThanOrEqual(500);
});

test('an address that is too long with its seal is refused, and the log says why', async () => {
  const news = shopWithLinks();
  const answer = await say(news, 'registration/start', { ...account, verificationUrl: `${page}/${'x'.repeat(350)}` });
  expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(news.log).toContainEqual(
    expect.objectContaining({ event: 'verification-url-too-long', most: 500, advice: expect.any(String) }),
  );
  expect(news.to('/processes/registration/start')).toEqual([]);
});

test.each([
  ['/register', `${origin}/register`],
  [page, `${origin}/register`],
  [`${page}/a/b?c=d`, `${origin}/register/a/b?c=d`],
  ['https://evil.example/register', undefined],
  ['https://news.example.org.evil.example/register', undefined],
  ['http://news.example.org/register', undefined],
  ['//evil.example/register', undefined],
  ['/registers', undefined],
  ['/other', undefined],
  ['/register/../other', undefined],
  ['/register\\..\\..\\', undefined],
  ['javascript:alert(1)', undefined],
  ['https://reader@news.example.org/register', undefined],
])('the verification address %s becomes %s', async (verificationUrl, expected) => {
  for (const path of ['registration/start', 'password-forgotten/start']) {
    const news = shopWithLinks();
    const body = path === 'registration/start' ? account : { identifier: 'reader@example.org' };
    const answer = await say(news, path, { ...body, verificationUrl });
    if (expected === undefined) {
      expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
      expect(news.sent.filter(({ method }) => method === 'POST')).toEqual([]);
      expect(news.log).toContainEqual(
        expect.objectContaining({
          event: 'verification-url-refused',
          advice: expect.stringContaining('verificationPaths'),
        }),
      );
    } else {
      const url = mailedAddress(news);
      expect(new URL(url.searchParams.get('page') ?? '', url).href).toBe(expected);
    }
  }
});

test('a link is opened, and nothing else can be done with its route', async () => {
  const response = await shopWithLinks().post('link/registration', {});
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('without configured paths no link is sent', async () => {
  const news = shop();
  expect(await say(news, 'registration/start', { ...account, verificationUrl: page })).toMatchObject({ status: 400 });
});

test('a page of another of the own origins gets links to itself alone', async () => {
  const other = 'https://konto.example.org';
  const post = (verificationUrl: string, headers: Record<string, string>) => {
    const news = shopWithLinks({}, {}, { origins: [origin, other] });
    const body = { ...account, verificationUrl };
    return news
      .post('registration/start', body, headers)
      .then(({ status }) => [status, status === 200 && mailedAddress(news).origin]);
  };
  expect(await post('/register', { Origin: other })).toEqual([200, other]);
  expect(await post(`${origin}/register`, { Origin: other })).toEqual([400, false]);
  // A browser that hides its origin still names the page's in the address.
  expect(await post(`${other}/register`, { Origin: 'null' })).toEqual([200, other]);
  expect(await post('/register', { Origin: 'null' })).toEqual([200, origin]);
});

test('where codes travel by SMS no link is made at registration', async () => {
  const news = shopWithLinks({ tokenType: 'SMS' });
  await say(news, 'registration/start', { ...account, mobileNumber: '+4915112345678', verificationUrl: page });
  expect(news.to('/processes/registration/start')[0]?.body).not.toHaveProperty('verificationUrl');
});

test('nor where a password was forgotten; where the settings cannot be read, one is made, since mails are usual', async () => {
  const sent = async (news: Site) => {
    await say(news, 'password-forgotten/start', { identifier: 'rita', verificationUrl: '/password' });
    return Object.keys(news.to('/processes/passwordForgotten/sendToken')[0]!.body);
  };
  expect(await sent(shopWithLinks({ tokenType: 'SMS' }))).toEqual(['username', 'language']);
  const unread = shopWithLinks({}, { '/processes/settings/sso': () => error(500) });
  expect(await sent(unread)).toEqual(['username', 'language', 'verificationUrl']);
});

test('a link sends the browser on to the page, without its secrets, and calls nothing', async () => {
  const news = shopWithLinks();
  await register(news, { verificationUrl: `${page}?from=mail` });
  const before = upstreamCalls(news);
  const response = await follow(news, openedAddress(news));
  expect([response.status, await response.text()]).toEqual([303, '']);
  expect(response.headers.get('location')).toBe('/register?from=mail&sso_link=registration');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(upstreamCalls(news)).toBe(before);
});

test.each([
  ['a script', { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
  ['an image', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
  ['a frame', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
])('no %s of a page leaves a link in the browser', async (_what, headers) => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  expect((await follow(news, openedAddress(news), headers)).status).toBe(403);
  expect(flowCookies(news)).toEqual([]);
});

test('a program that looks first, as a mail scanner, gets the same redirect and changes nothing', async () => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  const url = openedAddress(news);
  const head = await news.request('HEAD', `${url.pathname.replace('/sso/', '')}${url.search}`);
  expect([head.status, flowCookies(news)]).toEqual([303, []]);
  for (let scan = 0; scan < 20; scan += 1) await follow(shopWithLinks(), url, {});
  const flow = await arriveByLink(news);
  expect(await confirm(news, flow, account)).toMatchObject({ kind: 'session' });
});

test.each(['https://evil.example/', '//evil.example', '/other', '/register/../other', '\\evil', 'javascript:alert(1)'])(
  'a link to the page %s leads to one of the site’s own',
  async (to) => {
    const news = shopWithLinks();
    await register(news);
    const response = await follow(news, openedAddress(news, { page: to }));
    expect(response.headers.get('location')).toBe('/register?sso_link=registration');
  },
);

test('in the browser that began it a link asks for nothing', async () => {
  const news = shopWithLinks();
  await register(news);
  const flow = await arriveByLink(news);
  expect((await waitingLinks(news))[0]?.asks).toEqual({});
  expect(await confirm(news, flow)).toMatchObject({ kind: 'session' });
  expect(validated(news)[0]?.body).toEqual({ token: stepToken, verificationToken: '123456' });
  expect(flowCookies(news)).toEqual([]);
});

test('followed twice it is one flow, and the code step of the other tab goes on', async () => {
  const news = shopWithLinks();
  const { flow: typed } = await say(news, 'registration/start', { ...account, verificationUrl: page });
  const first = await arriveByLink(news);
  expect(await arriveByLink(news)).toBe(first);
  expect(await say(news, 'registration/verify', { flow: typed, code: '123456' })).toMatchObject({ kind: 'session' });
});

test('in another browser a registration says when and where it was begun, and asks for address and password', async () => {
  const news = shopWithLinks({ ssoOptIn: true });
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';
  await news.post('registration/start', { ...account, verificationUrl: page, ...agreed }, { 'User-Agent': windows });
  news.cookies.clear();
  const flow = await arriveByLink(news);
  expect((await waitingLinks(news))[0]?.asks).toEqual({
    email: true,
    password: true,
    optIn: true,
    began: '2026-05-04T10:00:00.000Z',
    device: 'Firefox (Windows)',
  });
  for (const given of [{}, { email: account.email }, { password: account.password }, { email: ' ', password: 'x' }])
    expect(await confirm(news, flow, given)).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(validated(news)).toEqual([]);
  const typed = { email: ' NEW@Example.ORG ', password: account.password };
  expect(await confirm(news, flow, typed)).toMatchObject({ kind: 'session' });
  expect(validated(news)).toHaveLength(1);
});

test.each([
  ['another address', { email: 'victim@example.org' }],
  ['another password', { password: 'guessed' }],
  ['the password in other letters', { password: account.password.toUpperCase() }],
])('%s confirms nothing', async (_what, change) => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  const flow = await arriveByLink(news);
  const answer = await confirm(news, flow, { ...account, ...change });
  expect([answer.status, answer.code]).toEqual([403, 'email-mismatch']);
  expect(validated(news)).toEqual([]);
});

test('a link can be tried five times, however many browsers and requests try at once', async () => {
  const store = memoryStore(Date.now);
  const news = shopWithLinks({}, {}, { store });
  await register(news);
  const url = openedAddress(news);
  const guesses = await Promise.all(
    Array.from({ length: 4 }, async (_, browser) => {
      const other = shopWithLinks({}, {}, { store });
      const flow = await arriveByLink(other, url);
      const tries = Array.from({ length: 5 }, (_each, index) =>
        confirm(other, flow, { ...account, password: `guess ${browser} ${index}` }),
      );
      return (await Promise.all(tries)).map(({ code }) => code);
    }),
  );
  const codes = guesses.flat();
  expect(codes.filter((code) => code === 'email-mismatch')).toHaveLength(5);
  expect(codes.filter((code) => code === 'flow-exhausted' || code === 'flow-expired')).toHaveLength(15);
  // Whoever knows them is too late, too, but for the browser that began.
  const late = shopWithLinks({}, {}, { store });
  expect(await confirm(late, await arriveByLink(late, url), account)).toMatchObject({ code: 'flow-exhausted' });
  expect(await confirm(news, await arriveByLink(news))).toMatchObject({ kind: 'session' });
});

test('who says that it was somebody else ends the link for every other browser', async () => {
  const store = memoryStore(Date.now);
  const news = shopWithLinks({}, {}, { store });
  await register(news);
  const url = openedAddress(news);
  const victim = shopWithLinks({}, {}, { store });
  await victim.request('DELETE', `flow?flow=${await arriveByLink(victim, url)}`);
  expect(flowCookies(victim)).toEqual([]);
  const another = shopWithLinks({}, {}, { store });
  expect(await confirm(another, await arriveByLink(another, url), account)).toMatchObject({ code: 'flow-exhausted' });
  expect(validated(another)).toEqual([]);
});

test('a consent that was given elsewhere is worth nothing until it is given again', async () => {
  const events: ConsentEvent[] = [];
  const options = { onConsent: (event: ConsentEvent) => void events.push(event), store: memoryStore(Date.now) };
  const confirmed = async (given: object) => {
    const news = shopWithLinks({ ssoOptIn: true }, {}, options);
    await register(news, agreed);
    news.cookies.clear();
    events.length = 0;
    const answer = await confirm(news, await arriveByLink(news), { ...account, ...given });
    return { answer, optIns: news.to('/customers/4711/optIns').length };
  };
  expect(await confirmed({})).toMatchObject({ answer: { kind: 'session' }, optIns: 0 });
  expect(events).toEqual([]);
  expect(await confirmed({ ...agreed, optIn: false })).toMatchObject({ answer: { kind: 'session' } });
  expect(events[0]).toMatchObject({ choice: false });
  expect(await confirmed({ ...agreed, optInHash: 'x'.repeat(43) })).toMatchObject({
    answer: { code: 'opt-in-changed' },
  });
});

test('a flow of another registration in this browser does not stand in for the link', async () => {
  const attacker = shopWithLinks();
  await register(attacker, { email: 'attacker@example.org' });
  const victim = shopWithLinks();
  await register(victim);
  const flow = await arriveByLink(victim, openedAddress(attacker, { token: 'ATTACKER' }));
  expect((await waitingLinks(victim))[0]?.asks).toMatchObject({ email: true, password: true });
  expect(await confirm(victim, flow, account)).toMatchObject({ code: 'email-mismatch' });
  expect(validated(victim)).toEqual([]);
});

test('by a link a password is reset in another browser, after e-mail or user name', async () => {
  for (const identifier of ['reader@example.org', 'Rita']) {
    const news = shopWithLinks();
    await forget(news, identifier);
    news.cookies.clear();
    const flow = await arriveByLink(news);
    expect((await waitingLinks(news))[0]?.asks).toEqual({ email: true, began: '2026-05-04T10:00:00.000Z' });
    expect(await confirm(news, flow, {}, 'password-forgotten')).toMatchObject({ fields: { email: 'missing' } });
    const answer = await confirm(news, flow, { email: identifier.toUpperCase() }, 'password-forgotten');
    expect(answer).toMatchObject({ process: 'password-forgotten', step: 'reset-password', flow });
    const listed = (await (await news.get('flow')).json()) as { flows: { address: string }[] };
    expect(listed.flows.map(({ address }) => address)).toEqual([identifier === 'Rita' ? 'R•••' : 'R•••@E•••.ORG']);
  }
});

test('once it is confirmed, the flow that began it is over', async () => {
  const news = shopWithLinks();
  await forget(news, 'rita');
  expect(await confirm(news, await arriveByLink(news), {}, 'password-forgotten')).toMatchObject({
    step: 'reset-password',
  });
  expect(flowCookies(news)).toHaveLength(1);
});

test('a seal that is damaged, expired, of another process or another purpose is none', async () => {
  const news = shopWithLinks();
  await forget(news);
  const other = mailedAddress(news).searchParams.get('sso_seal') ?? '';
  await register(news);
  const seal = mailedAddress(news).searchParams.get('sso_seal') ?? '';
  const cookie = news.cookies.get(flowCookies(news)[0] ?? '') ?? '';
  const now = () => news.clock.now;
  const name = 'link registration';
  const foreign = await createSealer([secret], now).seal(name, { v: 'nonsense' }, now() + 60_000);
  const numeric = await createSealer([secret], now).seal(name, { v: 5 }, now() + 60_000);
  for (const wrong of [
    '',
    'x',
    `${seal.slice(0, -2)}AA`,
    other,
    cookie.slice(0, 500),
    foreign,
    numeric,
    'x'.repeat(600),
  ]) {
    const response = await follow(news, openedAddress(news, { sso_seal: wrong }));
    expect([response.status, await waitingLinks(news)]).toEqual([303, []]);
  }
  news.clock.now += 24 * 3600_000;
  await follow(news, openedAddress(news));
  expect(await waitingLinks(news)).toEqual([]);
});

test.each([
  ['token', ''],
  ['verificationToken', ''],
  ['verificationToken', ' - '],
  ['verificationToken', '1234567'],
  ['token', 'x'.repeat(501)],
  ['verificationToken', '1'.repeat(60)],
])('a link whose %s is %j is damaged, and waits for nobody', async (name, value) => {
  const news = shopWithLinks();
  await register(news);
  expect((await follow(news, openedAddress(news, { [name]: value }))).status).toBe(303);
  expect(await waitingLinks(news)).toEqual([]);
});

test('a link that was sealed before it had a password is confirmed in the browser that began, and nowhere else', async () => {
  const news = shopWithLinks();
  await register(news);
  const hash = (await sha256('saltsalt new@example.org')).slice(0, 22);
  const now = () => news.clock.now;
  const old = `r-${await createSealer([secret], now).seal('link registration', { v: `saltsalt${hash}` }, now() + 60_000)}`;
  const other = shopWithLinks();
  await follow(other, openedAddress(news, { sso_seal: old }));
  expect(await waitingLinks(other)).toEqual([]);
  expect(await confirm(news, await arriveByLink(news, openedAddress(news, { sso_seal: old })))).toMatchObject({
    kind: 'session',
  });
});

test('a code of a link is folded as a typed one', async () => {
  const news = shopWithLinks();
  await register(news);
  await confirm(news, await arriveByLink(news, openedAddress(news, { verificationToken: '１２-３４' })));
  expect(validated(news)[0]?.body['verificationToken']).toBe('1234');
});

/** Status and code of the hosted API → the problem with a link, whose code nobody typed, and whether the flow is over. */
test.each([
  [403, 20044, 'link-invalid', true],
  [406, 20044, 'link-invalid', true],
  [403, 20043, 'flow-exhausted', true],
  [404, 20040, 'link-invalid', true],
  [408, 20010, 'flow-expired', true],
  [412, 20041, 'link-used', true],
  [500, 99500, 'upstream-failed', false],
])('a link refused with %i and %i is %s; the flow is over: %s', async (status, errorCode, code, over) => {
  const refused = () => error(status, errorCode);
  const news = shopWithLinks(
    {},
    { '/processes/registration/validate': refused, '/processes/passwordForgotten/verifyToken': refused },
  );
  await register(news);
  expect(await confirm(news, await arriveByLink(news))).toMatchObject({ code });
  expect(await waitingLinks(news)).toHaveLength(over ? 0 : 1);
  news.cookies.clear();
  expect(await confirm(news, await arriveByLink(news), account)).toMatchObject({ code });
  news.cookies.clear();
  await forget(news);
  expect(await confirm(news, await arriveByLink(news), {}, 'password-forgotten')).toMatchObject({ code });
});

test('a link to a password that has been changed already says so', async () => {
  const news = shopWithLinks({}, { '/processes/passwordForgotten/verifyToken': () => error(424, 20041) });
  await forget(news);
  const answer = await confirm(news, await arriveByLink(news), {}, 'password-forgotten');
  expect([answer.status, answer.code]).toEqual([409, 'reset-finished']);
  expect(await waitingLinks(news)).toEqual([]);
});

test('the settings gate stands before links, too', async () => {
  const news = shopWithLinks();
  await register(news);
  const flow = await arriveByLink(news);
  news.script['/processes/settings/sso'] = () => json({ disableSsoFunctionality: true });
  expect(await confirm(news, flow)).toMatchObject({ code: 'login-unavailable' });
});

test('the parameters of a link have the names that the operator gave', async () => {
  const news = shopWithLinks({}, {}, { linkParameters: { token: 'token', code: 'step' } });
  await register(news);
  await follow(news, openedAddress(news, { step: '123456' }));
  expect(await waitingLinks(news)).toHaveLength(1);
});

test('the same e-mail address is never hashed twice to the same seal', async () => {
  const now = () => 1_800_000_000_000;
  const sealer = createSealer([secret], now);
  let count = 0;
  const seals = createLinkSeals({ sealer, now, random: (length) => new Uint8Array(length).fill(count++) });
  const opened = await Promise.all(
    [1, 2].map(async () =>
      sealer.open('link registration', await seals.seal('registration', { identifier: 'a@b.c', password: 'secret' })),
    ),
  );
  expect(opened[0]?.['v']).not.toBe(opened[1]?.['v']);
  expect(JSON.stringify(opened)).not.toMatch(/a@b\.c|secret/);
});
