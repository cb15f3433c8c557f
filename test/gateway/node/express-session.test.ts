import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { SessionReading } from '../../../src/gateway/index.js';
import { type ExpressResponse, expressSession } from '../../../src/gateway/node/serve.js';
import { error, site, type Site } from '../support/harness.js';
import { cookieOf, minutes, signedIn } from '../support/own-server.js';

type Page = (incoming: IncomingMessage, outgoing: ExpressResponse) => void | Promise<void>;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
const hello: Page = (_incoming, outgoing) => {
  const { customer } = outgoing.locals['reader'] as SessionReading;
  outgoing.end(`Hello ${customer?.firstName ?? ''}`);
};

/** As Express: what has a mount point comes without it, and with the whole address beside it. */
async function ask(
  news: Site,
  make: Page = hello,
  { method = 'GET', body = '' } = {},
  path = '/account/data',
): Promise<Response> {
  const middleware = expressSession(news.gateway, { signIn: '/login', trustedProxies: 1 });
  const server = createServer((incoming, plain) => {
    const outgoing = Object.assign(plain, { locals: {} });
    Object.assign(incoming, { originalUrl: incoming.url, url: incoming.url?.replace('/account', '') });
    middleware(incoming, outgoing, (failure) => {
      if (failure === undefined) void make(incoming, outgoing);
      else outgoing.writeHead(500).end('failed');
    });
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const cookie = cookieOf(news);
  const headers = { 'Sec-Fetch-Mode': 'navigate', ...(cookie && { cookie }) };
  // Not by `fetch`, which says of itself that it loads no page.
  const sent = request({ port, path, method, headers }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const lines = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value) => [name, value] as [string, string]),
  );
  return new Response((await text(response)) || null, { status: response.statusCode ?? 0, headers: lines });
}

test('a reader who is signed in gets the page, which no cache keeps', async () => {
  const response = await ask(await signedIn());
  expect([response.status, await response.text()]).toEqual([200, 'Hello Rita']);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('vary')).toBe('Cookie');
});

test('who is signed out is led to the sign-in, with the whole path', async () => {
  const response = await ask(site());
  expect([response.status, response.headers.get('location')]).toEqual([303, '/login?returnUrl=%2Faccount%2Fdata']);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('cookies are passed on, whatever a page sets, and then nothing is kept', async () => {
  const news = await signedIn();
  const pages: Page[] = [
    (_incoming, outgoing) => void outgoing.setHeader('Set-Cookie', 'own=1').end('x'),
    (_incoming, outgoing) =>
      void outgoing.writeHead(200, { 'Set-Cookie': ['own=1'], 'Cache-Control': 'public' }).end('x'),
    (_incoming, outgoing) => void outgoing.writeHead(200, 'OK', ['Set-Cookie', 'own=1', 'X-Own', 'x']).end('x'),
    (_incoming, outgoing) => void outgoing.writeHead(200, [['Set-Cookie', 'own=1']] as never).end('x'),
  ];
  for (const each of pages) {
    news.clock.now += minutes(6);
    const response = await ask(news, each);
    const lines = response.headers.getSetCookie();
    expect([response.status, await response.text(), lines[0]]).toEqual([200, 'x', 'own=1']);
    expect(lines.slice(1).map((line) => line.split('=')[0])).toEqual(['__Host-sso_session', 'sso_session']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  }
});

test('what a page says to caches counts where it sets no session', async () => {
  const response = await ask(await signedIn(), (_incoming, outgoing) => {
    outgoing.setHeader('Cache-Control', 'private, max-age=60').setHeader('Vary', 'Accept-Language').end('x');
  });
  expect(response.headers.get('cache-control')).toBe('private, max-age=60');
  expect(response.headers.get('vary')).toBe('Accept-Language, Cookie');
});

test('a body is left to the page', async () => {
  const echo: Page = async (incoming, outgoing) => void outgoing.end(await text(incoming));
  const response = await ask(await signedIn(), echo, { method: 'POST', body: 'a comment' });
  expect(await response.text()).toBe('a comment');
});

test('a session that has ended loses its cookies on the way to the sign-in', async () => {
  const news = await signedIn({ '/sessions/validate': () => error(401) });
  news.clock.now += minutes(6);
  const response = await ask(news);
  expect(response.status).toBe(303);
  expect(response.headers.getSetCookie().join()).toContain('__Host-sso_session=; Path=/; Max-Age=0');
});

test('headers that were sent already are refused by Node, as without it', async () => {
  const twice: Page = (_incoming, outgoing) => {
    outgoing.write('x');
    expect(() => outgoing.writeHead(200)).toThrow(/ERR_HTTP_HEADERS_SENT|headers/i);
    outgoing.end();
  };
  expect(await (await ask(await signedIn(), twice)).text()).toBe('x');
});

test('a request that is none is handed to the errors of the application', async () => {
  const failures: unknown[] = [];
  const head = { method: 'TRACE', url: '/', rawHeaders: [], headers: {}, socket: {} };
  const incoming = Object.assign(new EventEmitter(), head) as unknown as IncomingMessage;
  const unused: unknown = new EventEmitter();
  await new Promise<void>((resolve) => {
    expressSession(site().gateway, { signIn: '/login' })(incoming, unused as ExpressResponse, (failure) => {
      failures.push(failure);
      resolve();
    });
  });
  expect(failures).toEqual([expect.any(TypeError)]);
});

test.each([
  '/account/../login',
  '/account/%2e%2e/login',
  '/account/..\\login',
  '/account/x/../../login/',
  '/account/../login?returnUrl=/x',
])('%s is a page of the mount point to Express, and no sign-in page', async (path) => {
  expect((await ask(site(), hello, {}, path)).status).toBe(303);
});

test('the sign-in page itself is let through, as it is written', async () => {
  const anybody: Page = (_incoming, outgoing) => void outgoing.end('sign in');
  for (const path of ['/login', '/login/', '/login?x=/../y'])
    expect((await ask(site(), anybody, {}, path)).status).toBe(200);
});

/** What is thrown by the page at once, and what the application's errors are told. */
async function withFailing(next: (failure?: unknown) => void) {
  const news = await signedIn();
  const request = { method: 'GET', url: '/account', rawHeaders: [], headers: { cookie: cookieOf(news) }, socket: {} };
  const incoming = Object.assign(new EventEmitter(), request) as unknown as IncomingMessage;
  const calls: unknown[] = [];
  const emitter: unknown = new EventEmitter();
  const outgoing = emitter as ExpressResponse;
  const settled = new Promise<void>((resolve) => {
    const end = () => resolve();
    Object.assign(outgoing, { locals: {}, writeHead: () => outgoing, destroy: end });
    expressSession(news.gateway, { signIn: '/login' })(incoming, outgoing, (failure) => {
      calls.push(failure);
      next(failure);
      end();
    });
  });
  await settled;
  return { calls, incoming, outgoing };
}

test('what a page throws at once goes to the errors of the application, and ends no process', async () => {
  const { calls } = await withFailing((failure) => {
    if (failure === undefined) throw new Error('mine');
  });
  expect(calls).toEqual([undefined, new Error('mine')]);
  const failing = await withFailing(() => {
    throw new Error('mine again');
  });
  expect(failing.calls).toEqual([undefined, new Error('mine again')]);
});

test('a browser that goes away ends no process', async () => {
  const { incoming, outgoing } = await withFailing(() => undefined);
  for (const stream of [incoming, outgoing]) expect(stream.emit('error', new Error('ECONNRESET'))).toBe(true);
});
