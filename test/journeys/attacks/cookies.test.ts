/**
 * Attacks with cookies, in a browser. They prove that a sub-domain, whatever cookies it sets for the whole domain, neither signs a reader in to
 * an account of somebody else's nor locks anybody out.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, startTlsSite, type TlsSite } from './site-over-tls.js';

let site: TlsSite;
/** The Set-Cookie lines that the sub-domain answers with. */
let planted: string[] = [];
beforeAll(async () => {
  site = await startTlsSite((response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': planted }).end('<!doctype html>');
  });
  const cookies = await attackersCookies();
  planted = cookies.flatMap(([name, value]) =>
    ['', ...octets].map((octet) => `${octet}${name}=${value}; Domain=publisher.test; Path=/sso; Secure`),
  );
});
afterAll(() => site.stop());

interface Who {
  kind: string;
  customer?: { email?: string };
}
const credentials = (name: string) => JSON.stringify({ identifier: `${name}@example.com`, password });
const jsonHeaders = { 'content-type': 'application/json', 'x-sso-request': '1' };
const who = (page: Page): Promise<Who> =>
  page.evaluate(async () => (await (await fetch('/sso/session')).json()) as Who);
const signIn = (page: Page, name: string): Promise<Who> =>
  page.evaluate(
    async ([body, headers]) =>
      (await (await fetch('/sso/login/start', { method: 'POST', body, headers })).json()) as Who,
    [credentials(name), jsonHeaders] as const,
  );

/** The cookies of a session and of a flow of the attacker's own, made without a browser. */
async function attackersCookies(): Promise<[string, string][]> {
  const response = await site.gateway.fetch(
    new Request(`${site.origin}/sso/login/start`, {
      method: 'POST',
      headers: { ...jsonHeaders, Origin: site.origin, 'Sec-Fetch-Site': 'same-origin' },
      body: credentials('attacker'),
    }),
  );
  return response.headers.getSetCookie().map((line) => {
    const pair = line.slice(0, line.indexOf(';'));
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

async function reader(): Promise<Page> {
  const context = await site.browser.newContext({ ignoreHTTPSErrors: true });
  return context.newPage();
}

/** Octets that a server may take for blanks, and browsers do not. */
const octets = ['\u00a0', '\u00c2\u00a0', '\u0085', '\u00ad'];
test('a reader who has signed in stays who he is when a sub-domain sets cookies of the same look', async () => {
  const page = await reader();
  await page.goto(site.origin);
  expect(await signIn(page, 'reader')).toMatchObject({ kind: 'session' });
  await page.goto(site.beside('blog'));
  await page.goto(site.origin);
  expect(await who(page)).toMatchObject({ kind: 'session', customer: { email: 'reader@example.com' } });
  // The browser did send them, and first: their path is the longer one. Of those with the exact name it took none.
  expect(site.cookies.at(-1)).toMatch(/^\u00a0__Host-sso_session=.*; __Host-sso_session=/);
  expect(site.cookies.at(-1)?.match(/(^|; )__Host-sso_session=/g)).toHaveLength(1);
  await page.context().close();
});

test('a reader who has not signed in is not signed in by a sub-domain, and can sign in and out', async () => {
  const page = await reader();
  await page.goto(site.beside('blog'));
  await page.goto(site.origin);
  expect(await who(page)).toMatchObject({ kind: 'signedOut' });
  expect(site.cookies.at(-1)).toContain('\u00a0__Host-sso_session=');
  await signIn(page, 'another');
  expect(await who(page)).toMatchObject({ kind: 'session', customer: { email: 'another@example.com' } });
  await page.evaluate((headers) => fetch('/sso/session', { method: 'DELETE', headers }), jsonHeaders);
  expect(await who(page)).toMatchObject({ kind: 'signedOut' });
  await page.context().close();
});
