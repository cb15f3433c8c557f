/**
 * A program: routes of Hono that do the least that a call of the gateway cannot be without, behind the same node adapter, or Hono's own. Tells its port by IPC, and
 * when it is asked the processor time that it has used.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { jwtDecrypt } from 'jose';
import { serveGateway } from '../../../src/gateway/node/serve.js';

const { SSO_API_URL = '', SSO_SECRET = '', SSO_SETTINGS = '', SSO_ETAG = '' } = process.env;
const cookie = '__Host-sso_session';
const utf8 = new TextEncoder();

/** The key of the session's cookie. */
async function importedKey(): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', utf8.encode(SSO_SECRET), 'HKDF', false, ['deriveKey']);
  const info = utf8.encode(`sso-elements cookie 1: name ${cookie}`);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
}
const key = await importedKey();

/** One operation of the hosted API. */
async function operation(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(SSO_API_URL + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'X-plenigo-token': 'api-token', 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.json();
}

const app = new Hono();
app.get('/sso/settings', (c) => {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=3600', ETag: SSO_ETAG };
  const known = c.req.header('if-none-match') === SSO_ETAG;
  return known ? c.body(null, 304, headers) : c.body(SSO_SETTINGS, 200, headers);
});
/** As many operations as the gateway needs: one for a step, two for a session, the second of which says who it is. */
app.post('/sso/login/start', async (c) => {
  const body = await c.req.json<{ identifier: string }>();
  const reply = (await operation('/processes/login/verify', body)) as { customerSession?: string };
  if (reply.customerSession === undefined) return c.json(reply);
  return c.json(await operation(`/sessions/customerData?sessionToken=${reply.customerSession}`));
});
app.get('/sso/session', async (c) => {
  const [, sealed = ''] = /__Host-sso_session=([^;]+)/.exec(c.req.header('cookie') ?? '') ?? [];
  const { payload } = await jwtDecrypt(sealed, key, {
    requiredClaims: ['exp'],
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return c.json({ kind: 'session', customer: payload['customer'] });
});

async function listen(): Promise<number> {
  if (process.env['SSO_ADAPTER'] === 'hono')
    return new Promise((resolve) =>
      serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port)),
    );
  const { url } = await serveGateway({ fetch: async (request) => app.fetch(request) }, { port: 0 });
  return Number(new URL(url).port);
}
const port = await listen();
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.send?.(port);
