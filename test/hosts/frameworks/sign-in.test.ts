/** The gateway inside Express and Fastify, by the recipes of docs/gateway.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Child } from '../../../scripts/run/child.js';
import { hostNames, origin, otherSite, startHost } from '../support/framework-host.js';
import { type HostedApi, known, password, startHostedApi } from '../support/hosted-api.js';
import { wholeJourney } from '../support/journey.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';

const credentials = { identifier: known, password };

describe.each(hostNames)('%s', (name) => {
  let api: HostedApi;
  let host: Child;
  beforeAll(async () => {
    api = await startHostedApi();
    host = await startHost(name, api.url);
  });
  afterAll(() => Promise.all([host.stop(), api.stop()]));
  const reader = (): Reader => new Reader({ address: `http://127.0.0.1:${host.found}`, origin });

  test('a reader registers by code, signs out, signs in, and signs out', async () => {
    await wholeJourney(reader(), api, 'new@example.org');
  });

  test('cookies that the server has set before stay', async () => {
    const one = reader();
    expect((await one.post('/sso/login/start', credentials)).status).toBe(200);
    expect(one.setCookies.some((line) => line.startsWith('basket=1'))).toBe(true);
    expect(one.setCookies.some((line) => line.startsWith('__Host-sso_session='))).toBe(true);
  });

  test('a slash at the end of the address makes no difference', async () => {
    expect((await reader().post('/sso/login/start/', credentials)).status).toBe(200);
    expect((await reader().get('/sso/session/')).body).toEqual({ kind: 'signedOut' });
  });

  test('a reader is led to another site, whose gateway is answered', async () => {
    const navigation = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' };
    const begun = await reader().get(`/sso/session/join?from=${otherSite}&returnUrl=%2F`, navigation);
    expect([begun.status, new URL(begun.headers.location ?? '').origin]).toEqual([303, otherSite]);
    const [code, client] = ['x'.repeat(43), otherSite];
    const body = JSON.stringify({ client_id: client, code, code_verifier: code });
    const headers = { 'Content-Type': 'application/json' };
    const url = `http://127.0.0.1:${host.found}/sso/session/token`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ code: 'transfer-refused' })]);
  });

  test('cookies of more than 16 KB come and go', async () => {
    api.reply = (path) => {
      if (path === '/processes/login/verify')
        return Response.json({ customerSession: 'S'.repeat(10_000) }, { status: 202 });
      return path === '/sessions/customerData' ? Response.json({ customerId: '4711' }) : undefined;
    };
    const one = reader();
    await one.post('/sso/login/start', credentials);
    api.reply = () => undefined;
    one.cookies.set('of-the-page', 'x'.repeat(4000));
    expect((await one.get('/sso/session')).body).toMatchObject({ kind: 'session', customer: { id: '4711' } });
  });

  test('what is no call is a problem of the gateway’s, and other pages are the server’s own', async () => {
    expect((await reader().get('/sso/nothing')).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await reader().get('/')).status).toBe(200);
    expect((await reader().get('/elsewhere')).body).not.toHaveProperty('reference');
  });
});
