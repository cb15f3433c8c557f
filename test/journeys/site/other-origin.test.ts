/** Scripts from another origin, as from a CDN: the tag and every part that is loaded later, under a policy with a nonce. */
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import type { Reader } from '../support/reader.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
let cdn: Server;
let origin: string;
let allowed: boolean;

beforeAll(async () => {
  cdn = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (file: Buffer): void => {
      if (allowed) response.setHeader('Access-Control-Allow-Origin', '*');
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(file);
    };
    readFile(`dist/browser${pathname.replace(/^\/v1/, '')}`).then(send, () => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => cdn.listen(0, '127.0.0.1', listening));
  origin = `http://localhost:${(cdn.address() as AddressInfo).port}`;
});
afterAll(() => {
  cdn.closeAllConnections();
  return new Promise((closed) => cdn.close(closed));
});

const own = '<script type="module" src="/assets/login.js"></script>';

/** A reader whose login page takes its script from the other origin. */
async function open(tag: string, policy?: (policy: string) => string): Promise<Reader> {
  const reader = await site.device('de');
  // A page that a test has rewritten comes from nowhere to Chromium, which would ask the reader before it calls this machine.
  await reader.context.grantPermissions(['local-network-access']);
  await reader.page.route('**/login?*', async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    expect(html).toContain(own);
    const headers = response.headers();
    const given = headers['content-security-policy'] ?? '';
    headers['content-security-policy'] = (policy ?? ((before) => before.replace("script-src 'self'", `$& ${origin}`)))(
      given,
    );
    expect(headers['content-security-policy']).not.toBe(given);
    await route.fulfill({ status: 200, headers, body: withNonces(html.replace(own, tag), policy) });
  });
  await reader.open('/login');
  return reader;
}

const strict = (policy: string): string =>
  policy.replace("script-src 'self'", "script-src 'nonce-abc' 'strict-dynamic'");

/** The site's own scripts, under a policy that asks for a nonce. */
const withNonces = (html: string, policy: typeof strict | undefined): string =>
  policy ? html.replaceAll(/<script (?![^>]*nonce=)/g, '<script nonce="abc" ') : html;

const tags = [
  ['a module', (at: string) => `<script type="module" src="${at}/v1/login.js"></script>`, undefined],
  ['a classic script', (at: string) => `<script defer src="${at}/v1/sso-elements.iife.js"></script>`, undefined],
  [
    'a module with a nonce',
    (at: string) => `<script type="module" nonce="abc" src="${at}/v1/login.js"></script>`,
    strict,
  ],
  [
    'a classic script with a nonce',
    (at: string) => `<script defer nonce="abc" src="${at}/v1/sso-elements.iife.js"></script>`,
    strict,
  ],
] as const;

test.each(tags)('%s of another origin signs in, and loads its later parts from there', async (_name, tag, policy) => {
  allowed = true;
  const reader = await open(tag(origin), policy);
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await reader.reaches('Unsere AGB haben sich geändert');
  await pointerDriver(reader.form).press('Zustimmen und fortfahren');
  await reader.signedInAs('terms@example.org');
  const scripts = reader.record.requests.filter((each) => /\.js$/.test(each) && /\/(v1|assets)\//.test(each));
  expect(scripts.some((each) => each.startsWith(`GET ${origin}/v1/parts/login-steps-`))).toBe(true);
  expect(scripts.filter((each) => !each.startsWith(`GET ${origin}/v1/`) && each.includes('/parts/'))).toEqual([]);
});

test('Without CORS at the other origin the element is not there', async () => {
  allowed = false;
  const reader = await open(tags[0][1](origin));
  // The page has loaded by now, and a module that was refused is settled before.
  expect(await reader.page.evaluate(() => customElements.get('sso-login') === undefined)).toBe(true);
});
