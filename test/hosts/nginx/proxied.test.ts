/** The gateway behind nginx with TLS and persistent connections, as docs/gateway.md sets it up. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';
import { hold, known, password } from '../support/hosted-api.js';
import { kinds, origins, otherSite, unlimited } from '../support/instances.js';
import { wholeJourney } from '../support/journey.js';
import { until } from '../../support/until.js';

const credentials = { identifier: known, password };
const verify = '/processes/login/verify';
/** A session of 10,000 characters, whose cookies take more than 13 KB. */
const longSession = (path: string): Response | undefined => {
  if (path === verify) return Response.json({ customerSession: 'S'.repeat(10_000) }, { status: 202 });
  return path === '/sessions/customerData' ? Response.json({ customerId: '4711' }) : undefined;
};

/** The other ends of the open connections to a port of loopback, as Linux lists them. */
function connectionsTo(port: number): string[] {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, here, , state]) => here === local && state === '01')
    .map(([, , there = '']) => there)
    .sort();
}

/** Resolves when a server that Node has made without options has closed a connection that is idle from now on. */
async function idleAsLongAsNodeAllows(): Promise<void> {
  const server = createServer((_request, response) => void response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'close');
  server.close();
}

describe.each(kinds)('%s', (kind) => {
  let site: ProxiedSite;
  beforeAll(async () => {
    site = await startProxiedSite(kind, {}, unlimited);
  });
  afterAll(() => site.stop());

  test('a reader registers by code, signs out, signs in, and signs out', async () => {
    await wholeJourney(site.reader(), site.api, 'new@example.org');
  });

  test('connections that were idle for longer than Node keeps them by default take the next requests', async () => {
    const { api } = site;
    const count = 24;
    const { reply, release } = hold();
    api.asked.length = 0;
    api.reply = (path) => (path === verify ? reply() : undefined);
    // All at once, so that nginx opens as many connections.
    const first = Array.from({ length: count }, () => site.reader().post('/sso/login/start', credentials));
    await until(() => api.asked.filter(({ path }) => path === verify).length === count);
    api.reply = () => undefined;
    release();
    await Promise.all(first);
    const ports = site.instances.map(({ port }) => port);
    const before = ports.flatMap(connectionsTo);
    expect(before).toHaveLength(count);
    await idleAsLongAsNodeAllows();
    expect(ports.flatMap(connectionsTo)).toEqual(before);
    const next = await Promise.all(
      Array.from({ length: count }, () => site.reader().post('/sso/login/start', credentials)),
    );
    expect(next.map(({ status }) => status)).toEqual(next.map(() => 200));
  });

  test('cookies of more than 16 KB come and go', async () => {
    site.api.reply = longSession;
    const reader = site.reader();
    expect((await reader.post('/sso/login/start', credentials)).status).toBe(200);
    reader.cookies.set('of-the-page', 'x'.repeat(4000));
    expect([...reader.cookies].join('; ').length).toBeGreaterThan(17_000);
    const { body } = await reader.get('/sso/session');
    site.api.reply = () => undefined;
    expect(body).toMatchObject({ kind: 'session', customer: { id: '4711' } });
  });

  test('the address that nginx has seen goes to the hosted API, not the one that the sender writes', async () => {
    await site.reader().post('/sso/login/start', credentials, { 'X-Forwarded-For': '203.0.113.7' });
    const asked = site.api.asked.findLast(({ path }) => path === verify);
    expect(JSON.parse(asked!.body)).toMatchObject({ ipAddress: '127.0.0.1' });
  });
});

test.each(kinds)('%s: of two sites behind it, the one counts that the browser has asked', async (kind) => {
  const site = await startProxiedSite(kind);
  site.api.simulator.configure({ allowedDomains: 'sport.example.com' });
  const led = async (origin: string): Promise<string | undefined> => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' };
    const { headers: received } = await site.reader(origin).get(`/sso/session/join?from=${otherSite}`, headers);
    return received.location;
  };
  const asked = new URL((await led(origins[1])) ?? '');
  expect([asked.origin, asked.searchParams.get('client_id')]).toEqual([otherSite, origins[1]]);
  expect(await led(origins[0])).toBe('/?sso_join=failed');
  await site.stop();
});

test('without the buffers of the recipe, a long session does not get through: they are needed', async () => {
  const site = await startProxiedSite('the command', { 'proxy_buffer_size 32k;': '', 'proxy_buffers 8 32k;': '' });
  site.api.reply = longSession;
  expect((await site.reader().post('/sso/login/start', credentials)).status).toBe(502);
  await site.stop();
});
