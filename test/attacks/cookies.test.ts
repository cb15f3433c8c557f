/**
 * Attacks with cookies. They prove that a cookie which another host of the same domain has set is never taken for one of the gateway's, and
 * that no request makes the gateway work or answer out of proportion to its length.
 */
import { expect, test } from 'vitest';
import { credentials, flowCookies, session, site, type Site, step } from '../gateway/support/harness.js';
import { countOperations } from './count-operations.js';

const name = '__Host-sso_session';
/** A site where a reader has signed in, and the value of the session cookie. */
async function signedIn(token: string): Promise<{ news: Site; value: string }> {
  const news = site({ '/processes/login/verify': () => session(token) });
  await news.post('login/start', credentials);
  return { news, value: news.cookies.get(name) ?? '' };
}
const who = async (news: Site, cookie: string) =>
  ((await (await news.get('session', { Cookie: cookie })).json()) as { kind: string }).kind;

/** Everything that some server's parser has been seen to take away around a name, besides space and tab. */
const otherBlanks = Array.from('\u00a0\u000b\u000c\u0085\u00ad\u001f\u0001\u007f\u00ff"\'()<>@,:\\/[]?{}$');

test.each(otherBlanks.map((octet) => [octet.charCodeAt(0).toString(16), octet]))(
  'a name that begins or ends with the octet %s is not the name without it',
  async (_hex, octet) => {
    const { news, value: attacker } = await signedIn('ATTACKER-SESSION');
    for (const shadow of [`${octet}${name}=${attacker}`, `${name}${octet}=${attacker}`]) {
      expect(await who(news, shadow)).toBe('signedOut');
      // Beside the reader's own, whichever comes first.
      const { news: own, value } = await signedIn('READER-SESSION');
      expect(await who(own, `${shadow}; ${name}=${value}`)).toBe('session');
      expect(await who(own, `${name}=${value}; ${shadow}`)).toBe('session');
    }
  },
);

test.each([
  ['in other letters', (value: string) => `__host-sso_session=${value}`],
  ['in quotes', (value: string) => `${name}="${value}"`],
  ['with an escape', (value: string) => `__Host%2Dsso_session=${value}`],
  ['as a part of another cookie', (value: string) => `a="x; ${name}=${value}; b=y"; ${name}=${value}`],
  ['after a comma', (value: string) => `a=1, ${name}=${value}`],
  ['with an old version attribute', (value: string) => `$Version=1, ${name}=${value}; $Path=/`],
  ['without the prefix', (value: string) => `sso_session=${value}`],
  ['twice, alike', (value: string) => `${name}=${value}; ${name}=${value}`],
  ['twice, the second one empty', (value: string) => `${name}=${value}; ${name}=`],
  ['twice, the second one in other octets', (value: string) => `${name}=${value}; ${name}=\u00a0`],
  ['twice and long apart', (value: string) => `${name}=${value}; ${'a=1; '.repeat(500)}${name}=x`],
])('a session cookie %s does not count', async (_how, cookie) => {
  const { news, value } = await signedIn('SESSION');
  expect(await who(news, cookie(value))).toBe('signedOut');
});

test('of a split session, a part that comes twice makes the whole of no count', async () => {
  const { news } = await signedIn('S'.repeat(10_000));
  const all = [...news.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  expect(await who(news, all)).toBe('session');
  expect(await who(news, `${all}; ${name}.2=x`)).toBe('signedOut');
  expect(await who(news, `${name}.2=${news.cookies.get(`${name}.2`)}; ${all}`)).toBe('signedOut');
});

test('of a flow whose cookie comes twice, none is resumed or taken', async () => {
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  const { flow } = (await (await news.post('login/start', credentials)).json()) as { flow: string };
  const [cookie = ''] = flowCookies(news);
  const twice = `${cookie}=${news.cookies.get(cookie)}; ${cookie}=x`;
  expect(await (await news.get('flow', { Cookie: twice })).json()).toEqual({ kind: 'flows', flows: [] });
  const taken = await news.post('login/two-factor', { flow, code: '1' }, { Cookie: twice });
  expect(taken.status).toBe(410);
});

test('signing out deletes a session cookie whose name came twice', async () => {
  const { news, value } = await signedIn('SESSION');
  await news.request('DELETE', 'session', { headers: { Cookie: `${name}=${value}; ${name}=x; sso_session=1` } });
  expect([...news.cookies.keys()]).toEqual([]);
});

/** Letters of which every name has its own. */
const numbered = (index: number, length: number) => String(index).padStart(length, 'a');
/** About 30 KB of cookies: what servers take at most, and more than any browser keeps for a site. */
const bombs: readonly [string, (index: number, value: string) => string][] = [
  ['flows', (index, value) => `__Host-sso_flow_${numbered(index, 22)}=${value}`],
  ['consents', (index, value) => `__Host-sso_consent_o${numbered(index, 12)}=${value}`],
  ['parts of a session', (index, value) => `${name}.${index}=${value}`],
  ['one and the same name', (_index, value) => `__Host-sso_flow_${'a'.repeat(22)}=${value}`],
  ['markers', (_index, value) => `sso_flow=${value}`],
  ['blanks', (index, value) => `${' \t'.repeat(40)}${numbered(index, 9)}${' \t'.repeat(40)}=${value}`],
];
/** The same cookie with a name that is none of the gateway's. */
const harmless = (pair: string) => pair.replace('sso_', 'abc_');
/** Operations beyond those of a request without cookies: some 35 for each of the 64 pairs that are looked at. */
const most = 3500;
/** As a sealed value looks, under the right key: the dearest to tell apart. */
async function sealed(): Promise<string> {
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  await news.post('login/start', credentials);
  return news.cookies.get(flowCookies(news)[0] ?? '') ?? '';
}
const calls: readonly [string, string][] = [
  ['GET', 'session'],
  ['GET', 'flow'],
  ['DELETE', 'session'],
  ['DELETE', 'flow?flow=bbbbbbbbbbbbbbbbbbbbbb'],
];

async function cost(cookie: string, [method, path]: readonly [string, string]) {
  const news = site();
  let lines = 0;
  const operations = await countOperations(async () => {
    const response = await news.request(method, path, { headers: { Cookie: cookie } });
    lines = response.headers.getSetCookie().length;
  });
  return { ...operations, lines };
}
const header = (length: number, pair: (index: number, value: string) => string, value: string) => {
  const count = Math.floor(length / (pair(1, value).length + 2));
  return Array.from({ length: count }, (_, index) => pair(index, value)).join('; ');
};

test.each(bombs)(
  'thirty kilobytes of cookies of the kind "%s" cost little more than as many harmless ones',
  async (_kind, pair) => {
    for (const value of ['', 'x', await sealed()])
      for (const call of calls) {
        const reference = await cost(
          header(30_000, (index, each) => harmless(pair(index, each)), value),
          call,
        );
        const [half, whole] = [
          await cost(header(15_000, pair, value), call),
          await cost(header(30_000, pair, value), call),
        ];
        expect(whole.lines).toBeLessThanOrEqual(20);
        expect(whole.crypto).toBeLessThanOrEqual(reference.crypto + 20);
        expect(whole.all).toBeLessThanOrEqual(reference.all + most);
        // Linear: twice the length is at most twice the work.
        expect(whole.all).toBeLessThanOrEqual(2 * half.all + 200);
      }
  },
);

test.each(bombs)('as many cookies of the kind "%s" as are looked at cost no more', async (_kind, pair) => {
  const cookie = Array.from({ length: 64 }, (_, index) => pair(index, 'x')).join('; ');
  for (const call of calls)
    expect((await cost(cookie, call)).all).toBeLessThanOrEqual((await cost('', call)).all + most);
});

test('thousands of cookies that are none of the gateway’s cost nothing', async () => {
  const few = await cost(`a=${'x'.repeat(30_000)}`, ['GET', 'session']);
  for (const pair of ['a=;', ';', 'a;', 'sso_=;', 'sso_a=;', '__Host-sso=;', '=__Host_sso;'])
    expect((await cost(pair.repeat(30_000 / pair.length), ['GET', 'session'])).all).toBeLessThanOrEqual(few.all + 10);
});

test('junk of every kind at once is answered with a handful of cookies to delete', async () => {
  const all = bombs.map(([, pair]) => header(5000, pair, 'x')).join('; ');
  for (const call of calls) expect((await cost(all, call)).lines).toBeLessThanOrEqual(30);
});

test('a flow goes on beside junk that came before it, and the junk goes', async () => {
  const news = site({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });
  const { flow } = (await (await news.post('login/start', credentials)).json()) as { flow: string };
  const [cookie = ''] = flowCookies(news);
  const junk = header(2_500, (index, value) => `__Host-sso_flow_${numbered(index, 22)}=${value}`, 'x');
  const response = await news.post(
    'login/two-factor',
    { flow, code: '1' },
    { Cookie: `${junk}; ${cookie}=${news.cookies.get(cookie)}` },
  );
  expect(response.status).toBe(200);
});
