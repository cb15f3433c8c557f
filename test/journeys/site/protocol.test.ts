import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { password } from '../../../scripts/drive/sign-in.js';

const site = useSite();
const credentials = { identifier: 'reader', password };

/** Posts from the page as its scripts could. */
const post = (
  { page }: Reader,
  body: unknown,
  headers: Record<string, string> = { 'x-sso-request': '1', 'content-type': 'application/json' },
) =>
  page.evaluate(
    async ([text, given]) => {
      const response = await fetch('/sso/login/start', { method: 'POST', body: text, headers: given });
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        body: (await response.json()) as unknown,
      };
    },
    [typeof body === 'string' ? body : JSON.stringify(body), headers] as const,
  );

const logins = () => site.demo.exchanges().filter(({ path }) => path.endsWith('/login/verify')).length;

const strange = [
  ['an unknown member', { ...credentials, companyId: '1' }],
  ['a member of the hosted API', { ...credentials, loggingData: {} }],
  ['a missing password', { identifier: 'reader' }],
  ['an empty password', { identifier: 'reader', password: '' }],
  ['an over-long identifier', { identifier: 'x'.repeat(101), password }],
  ['an object as a password', { identifier: 'reader', password: { $ne: '' } }],
  ['a list', [credentials]],
  ['nothing', ''],
  ['text that is no JSON', '{"identifier":'],
] as const;
for (const [name, body] of strange) {
  test(`${name} posted to the gateway is 400 as a problem, and nothing is forwarded`, async () => {
    const reader = await site.device();
    await reader.open('/login');
    const before = logins();
    expect(await post(reader, body)).toMatchObject({
      status: 400,
      type: expect.stringMatching(/^application\/problem\+json/),
      body: { code: 'invalid-request', status: 400 },
    });
    expect(logins()).toBe(before);
  });
}

test('A post without the header of the protocol is refused, and nothing is forwarded', async () => {
  const reader = await site.device();
  await reader.open('/login');
  const before = logins();
  expect(await post(reader, credentials, { 'content-type': 'application/json' })).toMatchObject({ status: 403 });
  expect(logins()).toBe(before);
});

// Another site, which a signed-in reader visits.
const evil = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>Evil</title><p>Win a prize</p>');
});
let elsewhere = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => evil.close(resolve)));

test('A form on another site cannot sign its visitor in', async () => {
  const reader = await site.device();
  const before = logins();
  await reader.page.goto(elsewhere);
  // What this page holds can be read only while it is open.
  await reader.record.seen();
  const answered = reader.page.waitForResponse('**/sso/login/start');
  await reader.page.evaluate((action) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action, enctype: 'text/plain' });
    const input = document.createElement('input');
    input.name = '{"identifier":"reader","password":"correct horse battery","language":"';
    input.value = 'en"}';
    const button = document.createElement('button');
    button.textContent = 'Win';
    form.append(input, button);
    document.body.append(form);
  }, `${site.demo.origin}/sso/login/start`);
  await reader.page.getByRole('button', { name: 'Win' }).click();
  expect((await answered).status()).toBe(403);
  await reader.page.waitForURL('**/sso/login/start');
  expect(logins()).toBe(before);
  expect(await reader.context.cookies(site.demo.origin)).toEqual([]);
});

test('A script on another site can neither sign its visitor in, nor out, nor read who it is', async () => {
  const reader = await site.device();
  await reader.open('/login');
  expect(await post(reader, credentials)).toMatchObject({ status: 200 });
  const before = logins();
  await reader.page.goto(elsewhere);
  const outcomes = await reader.page.evaluate(async (origin) => {
    const ask = (path: string, init: RequestInit) =>
      fetch(origin + path, { credentials: 'include', ...init }).then(
        async (response) => (await response.text()) || response.type,
        () => 'refused',
      );
    const json = { 'content-type': 'application/json', 'x-sso-request': '1' };
    const body = '{"identifier":"reader","password":"correct horse battery"}';
    return [
      await ask('/sso/login/start', { method: 'POST', headers: json, body }),
      await ask('/sso/login/start', { method: 'POST', mode: 'no-cors', body }),
      await ask('/sso/session', { method: 'DELETE', headers: json }),
      await ask('/sso/session', {}),
    ];
  }, site.demo.origin);
  // The second one reaches the gateway, which refuses it; `Cross-Origin-Resource-Policy` keeps even that answer from the page.
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(logins()).toBe(before);
  await reader.open('/');
  await reader.signedInAs('reader@example.org');
});
