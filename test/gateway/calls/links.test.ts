import { expect, test } from 'vitest';
import { sha256 } from '../../../src/gateway/base/bytes.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { error, flowCookies, json, origin, secret, type Site, stepToken } from '../support/harness.js';
import { arriveByLink, follow, mailedAddress, openedAddress, waitingLinks } from '../support/mailed-links.js';
import { account, agreed, say, shop } from '../support/registering.js';

import { confirm, forget, page, register, shopWithLinks, validated } from '../support/link-site.js';

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

test('a link that cannot be kept leads on all the same, and the log says so', async () => {
  let isBroken = false;
  const random = (length: number) => {
    // The bytes of a flow's name; other names are of other lengths.
    if (isBroken && length === 16) throw new Error('no entropy');
    return crypto.getRandomValues(new Uint8Array(length));
  };
  const news = shopWithLinks({}, {}, { random });
  await register(news);
  news.cookies.clear();
  isBroken = true;
  const response = await follow(news, openedAddress(news));
  expect([response.status, response.headers.get('location')]).toEqual([303, '/register?sso_link=registration']);
  expect(news.log.at(-1)).toMatchObject({ level: 'error', path: 'link/registration' });
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
