/** What a Node server keeps of the gateway's public answers, for a second. */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { nodeHandler } from '../../../src/gateway/node/serve.js';
import { json, session, site } from '../support/harness.js';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) server.close();
});

/** A server, and how often its gateway has read the settings from the store. */
async function serve(options: Parameters<typeof site>[1] = {}) {
  const clock = { now: 1000 };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.now);
  const kept = new Map<string, string>();
  const read = vi.fn((key: string) => Promise.resolve(kept.get(key)));
  const news = site(
    {
      '/processes/settings/sso': () => json({ ssoTermText: 'Our terms' }),
      '/processes/login/verify': () => session(),
    },
    {
      store: {
        get: read,
        set: (key, value) => Promise.resolve(void kept.set(key, value)),
        add: (key, value) => Promise.resolve(void kept.set(key, value)).then(() => true),
        delete: (key) => Promise.resolve(void kept.delete(key)),
      },
      ...options,
    },
  );
  const server = createServer(nodeHandler(news.gateway));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (headers: OutgoingHttpHeaders = {}, path = '/sso/settings?language=de', method = 'GET') => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ port, path, method, headers }, resolve).on('error', reject).end();
    });
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  };
  await ask();
  read.mockClear();
  return { ask, clock, read };
}

test('who asks for the same settings within a second gets the same answer, and nothing is read', async () => {
  const { ask, clock, read } = await serve();
  const first = await ask({ 'Accept-Encoding': 'br' });
  read.mockClear();
  clock.now += 999;
  const second = await ask({ 'Accept-Encoding': 'br' });
  expect(read).not.toHaveBeenCalled();
  expect([second.status, second.body]).toEqual([200, first.body]);
  expect({ ...second.headers, date: '' }).toEqual({ ...first.headers, date: '' });
  expect(second.headers.connection).toBe('keep-alive');
  clock.now += 1;
  await ask({ 'Accept-Encoding': 'br' });
  expect(read).toHaveBeenCalled();
});

test.each<[string, OutgoingHttpHeaders, string?, string?]>([
  ['another host', { Host: 'other.example.com' }],
  ['another coding', { 'Accept-Encoding': 'gzip' }],
  ['another version of the protocol', { 'X-SSO-Request': '999' }],
  ['another language', {}, '/sso/settings?language=en'],
  ['an answer that must be new', { 'Cache-Control': 'no-cache' }],
  ['what it may have already', { 'If-None-Match': '"x"' }],
  ['the headers alone', {}, '/sso/settings?language=de', 'HEAD'],
  ['something with a body', { 'Content-Length': 0 }],
])('who asks for %s is answered by the gateway', async (_what, headers, path, method) => {
  const { ask, read } = await serve();
  await ask(headers, path, method);
  // A version that is not served is refused before anything is read.
  const refused = headers['X-SSO-Request'] !== undefined;
  expect(read.mock.calls.length > 0).toBe(!refused);
});

test('nothing is kept of what no browser may keep, nor of an address that nobody would write', async () => {
  const uncached = await serve({ settingsMaxAge: 0 });
  expect((await uncached.ask()).headers['cache-control']).toBe('no-cache');
  const { ask, read } = await serve();
  for (const path of [`/sso/settings?x=${'x'.repeat(200)}`, `/sso/settings?language=de&not=${'x'.repeat(43)}`]) {
    await ask({}, path);
    read.mockClear();
    await ask({}, path);
    expect([path, read.mock.calls.length > 0]).toEqual([path, true]);
  }
});
