import { afterEach, expect, test, vi } from 'vitest';
import { holdLink, mailedLinkProcess, takeLink } from '../../src/client/mailed-link.js';

afterEach(() => vi.unstubAllGlobals());

const site = 'https://news.example';
const brought = 'token=t0&verificationToken=123456';

/** Takes a link from a page at an address; answers what it took, and the addresses that the history was given. */
function take(at: string, home: string) {
  const replaced: { state: unknown; url: string }[] = [];
  vi.stubGlobal('location', new URL(at, site));
  vi.stubGlobal('history', {
    state: { page: 7 },
    replaceState: (state: unknown, _: string, url: string | URL) =>
      replaced.push({ state, url: new URL(url, new URL(at, site)).href }),
  });
  holdLink(new URL(home, site));
  const taken = takeLink();
  return { taken: taken && Object.fromEntries(taken), replaced };
}

test('what a link brought is taken and leaves the address before anything else happens', () => {
  expect(take(`/konto?sso_seal=s0&${brought}`, '/konto')).toEqual({
    taken: { token: 't0', verificationToken: '123456', sso_seal: 's0' },
    replaced: [{ state: { page: 7 }, url: `${site}/konto` }],
  });
});

test('a link whose parameters have other names, or stand first, leaves nothing behind either', () => {
  const { taken, replaced } = take('/konto?a=t0&b=123456&sso_seal=s0', '/konto');
  expect(taken).toEqual({ a: 't0', b: '123456', sso_seal: 's0' });
  expect(replaced.map(({ url }) => url)).toEqual([`${site}/konto`]);
});

test("what the link's own page has in its query stays", () => {
  const { replaced } = take(`/konto?id=7&lang=de&sso_seal=s0&${brought}`, '/konto?id=7&lang=de');
  expect(replaced.map(({ url }) => url)).toEqual([`${site}/konto?id=7&lang=de`]);
});

test('the query of another page is not taken over', () => {
  const { replaced } = take(`/konto?sso_seal=s0&${brought}`, '/anderswo?id=7');
  expect(replaced.map(({ url }) => url)).toEqual([`${site}/konto`]);
});

test('no secret stays, whatever else the address holds', () => {
  const { replaced } = take(`/konto?utm=x&sso_seal=s0&${brought}#top`, '/konto');
  expect(replaced).toHaveLength(1);
  expect(replaced[0]!.url).not.toMatch(/t0|123456|s0/);
});

test.each(['/konto', `/konto?${brought}`, `/konto#sso_seal=s0&${brought}`])(
  '%s is no link of ours and stays as it is',
  (at) => {
    expect(take(at, '/konto')).toEqual({ taken: undefined, replaced: [] });
  },
);

test('an empty seal, or a damaged one, is taken out as well: the gateway refuses it', () => {
  const { taken, replaced } = take('/konto?sso_seal=&token=%E0%A4%A', '/konto');
  expect(taken).toMatchObject({ sso_seal: '' });
  expect(replaced.map(({ url }) => url)).toEqual([`${site}/konto`]);
});

test.each([
  ['?sso_seal=r-s0', 'registration'],
  ['?sso_seal=p-s0', 'password-forgotten'],
  ['?sso_seal=s0', ''],
  ['?sso_seal=', ''],
  ['?sso_seal=x-s0', ''],
  ['?sso_seal=__proto__', ''],
  ['', undefined],
])('the address %j names %j as the process of its link', (search, process) => {
  vi.stubGlobal('location', new URL(search, site));
  expect(mailedLinkProcess()).toBe(process);
});

test('a link that was taken out is returned once, and until then its process is known', () => {
  vi.stubGlobal('location', new URL('/konto?sso_seal=p-s0', site));
  vi.stubGlobal('history', { state: null, replaceState: () => vi.stubGlobal('location', new URL('/konto', site)) });
  holdLink(new URL('/konto', site));
  expect(mailedLinkProcess()).toBe('password-forgotten');
  expect(takeLink()?.get('sso_seal')).toBe('p-s0');
  expect([takeLink(), mailedLinkProcess()]).toEqual([undefined, undefined]);
});
