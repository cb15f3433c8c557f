import { afterEach, expect, test, vi } from 'vitest';
import { forwardLink, holdLink, mailedLinkProcess, takeLink } from '../../src/client/mailed-link.js';
import { page } from '../../src/shared/page.js';

afterEach(() => {
  vi.unstubAllGlobals();
  page.link = undefined;
});

const site = 'https://news.example';
const brought = 'token=t0&verificationToken=123456';

/** Puts a page at an address. Returns the addresses that its history was given. */
function pageAt(at: string): string[] {
  const replaced: string[] = [];
  vi.stubGlobal('location', new URL(at, site));
  vi.stubGlobal('history', {
    state: { page: 7 },
    replaceState(state: unknown, _: string, url: string | URL) {
      expect(state).toEqual({ page: 7 });
      vi.stubGlobal('location', new URL(url, new URL(at, site)));
      replaced.push(new URL(url, new URL(at, site)).href);
    },
  });
  return replaced;
}

test.each([
  ['/konto?sso_link=registration', 'registration', '/konto'],
  ['/konto?id=7&sso_link=password-forgotten&lang=de#top', 'password-forgotten', '/konto?id=7&lang=de#top'],
] as const)('the arrival at %s is one by a link of %s, and leaves the address', (at, process, left) => {
  const replaced = pageAt(at);
  expect(mailedLinkProcess()).toBe(process);
  holdLink();
  expect(replaced).toEqual([site + left]);
  expect(mailedLinkProcess()).toBe(process);
  expect([takeLink('login'), takeLink(process), takeLink(process)]).toEqual([false, true, false]);
  expect(mailedLinkProcess()).toBeUndefined();
});

test.each(['?sso_link=', '?sso_link=login', '?sso_link=__proto__', '?sso_link=r-s0'])(
  '%s is an arrival by no link',
  (at) => {
    const replaced = pageAt(`/konto${at}`);
    holdLink();
    expect([mailedLinkProcess(), replaced]).toEqual([undefined, [`${site}/konto`]]);
  },
);

test('an address without it stays as it is', () => {
  const replaced = pageAt(`/konto?${brought}#sso_link=registration`);
  holdLink();
  expect([mailedLinkProcess(), replaced]).toEqual([undefined, []]);
});

/** Forwards a link of the days when they led to the page itself. */
function forward(at: string, home = '/konto') {
  const replaced = pageAt(at);
  const gone: string[] = [];
  const was = forwardLink('/sso', new URL(home, site), (address) => gone.push(`${location.pathname} ${address}`));
  return { was, replaced, gone };
}

test('an earlier link is sent on to the gateway, from an address that no longer has its secrets', () => {
  const { was, replaced, gone } = forward(`/konto?sso_seal=r-s0&${brought}#top`);
  expect([was, replaced]).toEqual([true, [`${site}/konto`]]);
  expect(gone).toEqual([`/konto /sso/link/registration?sso_seal=r-s0&${brought}&page=%2Fkonto`]);
});

test('the page is left for it', () => {
  const opened = new URL('/konto', site);
  pageAt(`/konto?sso_seal=r-s0&${brought}`);
  const replace = vi.fn();
  Object.defineProperty(location, 'replace', { value: replace });
  vi.stubGlobal('history', { replaceState: () => undefined });
  expect(forwardLink('/sso', opened)).toBe(true);
  expect(replace).toHaveBeenCalledWith(expect.stringMatching(/^\/sso\/link\/registration\?/));
});

test("what the link's own page has in its query stays, and other parameters go with the link", () => {
  const { gone } = forward(`/konto?id=7&a=t0&b=1&sso_seal=p-s0`, '/konto?id=7');
  expect(gone).toEqual(['/konto /sso/link/password-forgotten?id=7&a=t0&b=1&sso_seal=p-s0&page=%2Fkonto%3Fid%3D7']);
  expect(forward(`/konto?sso_seal=r-s0&${brought}`, '/anderswo?id=7').replaced).toEqual([`${site}/konto`]);
});

test.each(['/konto?sso_seal=', `/konto?sso_seal=s0&${brought}`, '/konto?sso_seal=x-s0', '/konto?sso_seal=__proto__'])(
  '%s names no process: it leaves the address, and goes nowhere',
  (at) => expect(forward(at)).toEqual({ was: false, replaced: [`${site}/konto`], gone: [] }),
);

test('what has no seal is no link of ours', () => {
  expect(forward(`/konto?${brought}#sso_seal=r-s0`)).toEqual({ was: false, replaced: [], gone: [] });
});
