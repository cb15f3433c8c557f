/** Pages of the publisher's own behind `expressSession`, in the versions of Express that there are. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Child } from '../../../scripts/run/child.js';
import { origin, startHost } from '../support/framework-host.js';
import { type HostedApi, known, startHostedApi } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';

describe.each(['Express 4 with parsers', 'Express 5 with parsers'] as const)('%s', (name) => {
  let api: HostedApi;
  let host: Child;
  beforeAll(async () => {
    api = await startHostedApi();
    host = await startHost(name, api.url);
  });
  afterAll(() => Promise.all([host.stop(), api.stop()]));
  const reader = (): Reader => new Reader({ address: `http://127.0.0.1:${host.found}`, origin });
  const asPage = { 'Sec-Fetch-Mode': 'navigate', Accept: 'text/html' };

  test('a reader who is signed out is sent to sign in, a script is told so, and cookies of the server’s own stay', async () => {
    const one = reader();
    const sent = await one.get('/account/data?year=2026', asPage);
    expect([sent.status, sent.headers.location]).toEqual([303, '/login?returnUrl=%2Faccount%2Fdata%3Fyear%3D2026']);
    expect(sent.headers['cache-control']).toContain('no-store');
    expect(one.cookies.get('basket')).toBe('1');
    expect(await one.get('/account/data')).toMatchObject({ status: 401, body: { code: 'signed-out' } });
  });

  test('a page below the mount point is no sign-in page, by whatever dots', async () => {
    for (const path of [
      '/account/../login',
      '/account/%2e%2e/login',
      '/account/..\\login',
      '/account/data/../../login',
    ]) {
      const sent = request({
        port: host.found,
        host: '127.0.0.1',
        path,
        headers: { Host: 'www.example.com', ...asPage },
      }).end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      answer.resume();
      expect([path, answer.statusCode]).toEqual([path, 303]);
    }
  });

  test('a reader who is signed in gets the page, by name, and nothing keeps it', async () => {
    const one = reader();
    await signIn(one, known);
    const got = await one.get('/account/data', asPage);
    expect(got).toMatchObject({ status: 200, body: { state: 'signed-in', customer: { email: known } } });
    expect(got.headers['cache-control']).toBe('private, no-store');
    await one.delete('/sso/session');
    expect((await one.get('/account/data', asPage)).status).toBe(303);
  });
});
