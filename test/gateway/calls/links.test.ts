import { expect, test } from 'vitest';
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
import { account, agreed, say, shop } from '../support/registering.js';

const page = 'https://news.example.org/register';
const paths = { verificationPaths: ['/register', '/password'] };
const forgot: Script = {
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/verifyToken': () => step('RESET_PASSWORD', {}, 'reset-token'),
};
const shopWithLinks = (settings: object = {}, script: Script = {}, options = {}) =>
  shop(settings, { ...forgot, ...script }, { ...paths, ...options });

/** The address that the last start sent to the hosted API. */
function mailed(news: Site): URL {
  const url = news.sent.map(({ body }) => body['verificationUrl']).findLast((value) => value !== undefined);
  return new URL(typeof url === 'string' ? url : '');
}
/** What a page reads from the address that the mail led to. */
const brought = (news: Site) => ({
  token: stepToken,
  code: '123456',
  seal: mailed(news).searchParams.get('sso_seal') ?? '',
});
const register = async (news: Site, more: object = {}) => {
  const first = await say(news, 'registration/start', { ...account, verificationUrl: page, ...more });
  expect(first).toMatchObject({ step: 'verify' });
  return brought(news);
};
const forget = async (news: Site, identifier = 'reader@example.org') => {
  await say(news, 'password-forgotten/start', { identifier, verificationUrl: '/password' });
  return brought(news);
};
const validated = (news: Site) => [
  ...news.to('/processes/registration/validate'),
  ...news.to('/processes/passwordForgotten/verifyToken'),
];

test('the mail leads back to the page, with a seal that says nothing', async () => {
  const news = shopWithLinks({ ssoOptIn: true });
  await register(news, { verificationUrl: `${page}/form?from=mail&token=old&verificationToken=old#top`, ...agreed });
  const url = mailed(news);
  expect([url.origin, url.pathname, url.hash]).toEqual([origin, '/register/form', '']);
  expect([...url.searchParams.keys()]).toEqual(['from', 'sso_seal']);
  const parts = url.searchParams.get('sso_seal')?.split('.') ?? [];
  expect(parts).toHaveLength(5);
  expect(parts.map((part) => Buffer.from(part, 'base64url').toString()).join(' ')).not.toMatch(/new@|example|Mails/);
});

test('an address of 200 characters and its seal, with everything in it, have at most 500', async () => {
  const news = shopWithLinks({ ssoOptIn: true });
  const verificationUrl = `${page}/${'x'.repeat(200 - page.length - 1)}`;
  await register(news, { verificationUrl, ...agreed, language: 'de', email: `${'e'.repeat(80)}@example.org` });
  expect(verificationUrl).toHaveLength(200);
  expect(mailed(news).href.length).toBeLessThanOrEqual(500);
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
      const url = mailed(news);
      url.searchParams.delete('sso_seal');
      expect(url.href).toBe(expected);
    }
  }
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
      .then(({ status }) => [status, status === 200 && mailed(news).origin]);
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

test('in the browser that began it a link needs no e-mail address', async () => {
  const news = shopWithLinks();
  const link = await register(news);
  expect(await say(news, 'registration/verify-link', link)).toMatchObject({ kind: 'session' });
  expect(validated(news)[0]?.body).toEqual({ token: stepToken, verificationToken: '123456' });
  expect(flowCookies(news)).toEqual([]);
});

test('in another browser the e-mail address is asked first, and the code is not spent', async () => {
  const news = shopWithLinks();
  const link = await register(news);
  news.cookies.clear();
  expect(await say(news, 'registration/verify-link', link)).toMatchObject({ status: 403, code: 'email-needed' });
  expect(await say(news, 'registration/verify-link', { ...link, email: 'victim@example.org' })).toMatchObject({
    status: 403,
    code: 'email-mismatch',
  });
  expect(validated(news)).toEqual([]);
  expect(await say(news, 'registration/verify-link', { ...link, email: ' NEW@Example.ORG ' })).toMatchObject({
    kind: 'session',
  });
  expect(validated(news)).toHaveLength(1);
});

test('a flow of another registration in this browser does not stand in for the link', async () => {
  const attacker = shopWithLinks();
  const link = { ...(await register(attacker, { email: 'attacker@example.org' })), token: 'ATTACKER' };
  const victim = shopWithLinks();
  await register(victim);
  expect(await say(victim, 'registration/verify-link', link)).toMatchObject({ code: 'email-needed' });
  expect(await say(victim, 'registration/verify-link', { ...link, email: account.email })).toMatchObject({
    code: 'email-mismatch',
  });
  expect(validated(victim)).toEqual([]);
});

test('by a link a password is reset in another browser, after e-mail or user name', async () => {
  for (const identifier of ['reader@example.org', 'Rita']) {
    const news = shopWithLinks();
    const link = await forget(news, identifier);
    news.cookies.clear();
    expect(await say(news, 'password-forgotten/verify-link', link)).toMatchObject({ code: 'email-needed' });
    const answer = await say(news, 'password-forgotten/verify-link', { ...link, email: identifier.toUpperCase() });
    expect(answer).toMatchObject({ process: 'password-forgotten', step: 'reset-password' });
    const listed = (await (await news.get('flow')).json()) as { flows: { address: string }[] };
    expect(listed.flows.map(({ address }) => address)).toEqual([identifier === 'Rita' ? 'R•••' : 'R•••@E•••.ORG']);
  }
});

test('a link goes on with the flow that began it', async () => {
  const news = shopWithLinks();
  const { flow } = await say(news, 'password-forgotten/start', { identifier: 'rita', verificationUrl: '/password' });
  expect(await say(news, 'password-forgotten/verify-link', brought(news))).toMatchObject({
    flow,
    step: 'reset-password',
  });
});

test('a seal that is damaged, expired, of another process or another purpose is none', async () => {
  const news = shopWithLinks();
  const { seal, ...link } = await register(news);
  const { seal: other } = await forget(news);
  const cookie = news.cookies.get(flowCookies(news)[0] ?? '') ?? '';
  const now = () => news.clock.now;
  const name = 'link registration';
  const foreign = await createSealer([secret], now).seal(name, { v: 'nonsense' }, now() + 60_000);
  const numeric = await createSealer([secret], now).seal(name, { v: 5 }, now() + 60_000);
  for (const wrong of ['x', `${seal.slice(0, -2)}AA`, other, cookie.slice(0, 500), foreign, numeric]) {
    const answer = await say(news, 'registration/verify-link', { ...link, seal: wrong, email: account.email });
    expect([answer.status, answer.code]).toEqual([400, 'link-invalid']);
  }
  news.clock.now += 24 * 3600_000;
  expect(await say(news, 'registration/verify-link', { ...link, seal })).toMatchObject({ code: 'link-invalid' });
  expect(await say(news, 'password-forgotten/verify-link', { ...link, seal })).toMatchObject({ code: 'link-invalid' });
  expect(validated(news)).toEqual([]);
});

test('a seal says in the clear which process it is for, and what it says decides nothing', async () => {
  const news = shopWithLinks();
  const link = await register(news);
  expect(link.seal).toMatch(/^r-eyJ/);
  expect((await forget(news)).seal).toMatch(/^p-eyJ/);
  for (const tag of ['p-', '', 'r-r-', 'x-']) {
    const lied = { ...link, seal: tag + link.seal.slice(2) };
    const elsewhere = await say(news, 'password-forgotten/verify-link', lied);
    expect(elsewhere).toMatchObject({ status: 400, code: 'link-invalid' });
  }
  expect(validated(news)).toEqual([]);
  expect(await say(news, 'registration/verify-link', { ...link, seal: link.seal.slice(2) })).toMatchObject({
    kind: 'session',
  });
});

test('a code of a link is folded as a typed one', async () => {
  const news = shopWithLinks();
  await say(news, 'registration/verify-link', { ...(await register(news)), code: '１２-３４' });
  expect(validated(news)[0]?.body['verificationToken']).toBe('1234');
});

test.each([
  ['token', ''],
  ['code', ''],
  ['code', ' - '],
  ['code', '1234567'],
  ['seal', ''],
  ['token', 'x'.repeat(501)],
  ['code', '1'.repeat(60)],
  ['seal', 'x'.repeat(600)],
])('a link whose %s is %j is damaged: no field is marked, since nobody typed it', async (name, value) => {
  const news = shopWithLinks();
  const link = { ...(await register(news)), email: account.email, [name]: value };
  const answer = await say(news, 'registration/verify-link', link);
  expect([answer.status, answer.code, answer.fields]).toEqual([400, 'link-invalid', undefined]);
  expect(validated(news)).toEqual([]);
});

/** Status and code of the hosted API → the problem with a link, whose code nobody typed, and whether the flow is over. */
test.each([
  [403, 20044, 'link-invalid', false],
  [406, 20044, 'link-invalid', false],
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
  const link = await register(news);
  expect(await say(news, 'registration/verify-link', link)).toMatchObject({ code });
  expect(flowCookies(news)).toHaveLength(over ? 0 : 1);
  news.cookies.clear();
  expect(await say(news, 'registration/verify-link', { ...link, email: account.email })).toMatchObject({ code });
  const reset = await forget(news);
  expect(await say(news, 'password-forgotten/verify-link', reset)).toMatchObject({ code });
});

test('a link to a password that has been changed already says so', async () => {
  const news = shopWithLinks({}, { '/processes/passwordForgotten/verifyToken': () => error(424, 20041) });
  const answer = await say(news, 'password-forgotten/verify-link', await forget(news));
  expect([answer.status, answer.code]).toEqual([409, 'reset-finished']);
  expect(flowCookies(news)).toEqual([]);
});

test('the settings gate stands before links, too', async () => {
  const news = shopWithLinks();
  const link = await register(news);
  news.script['/processes/settings/sso'] = () => json({ disableSsoFunctionality: true });
  expect(await say(news, 'registration/verify-link', link)).toMatchObject({ code: 'login-unavailable' });
});

test('the page gets the names of the parameters', async () => {
  const news = shopWithLinks({}, {}, { linkParameters: { token: 'token', code: 'step' } });
  expect(await (await news.get('settings')).json()).toMatchObject({ linkParameters: { token: 'token', code: 'step' } });
});

test('the same e-mail address is never hashed twice to the same seal', async () => {
  const now = () => 1_800_000_000_000;
  const sealer = createSealer([secret], now);
  let count = 0;
  const seals = createLinkSeals({ sealer, now, random: (length) => new Uint8Array(length).fill(count++) });
  const opened = await Promise.all(
    [1, 2].map(async () =>
      sealer.open('link registration', (await seals.seal('registration', 'a@b.c', undefined)).replace(/^r-/, '')),
    ),
  );
  expect(opened[0]?.['v']).not.toBe(opened[1]?.['v']);
  expect(JSON.stringify(opened)).not.toContain('a@b.c');
});
