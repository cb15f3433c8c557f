/** The handler inside a server that has been at work on the request: what Express, Connect and Fastify do to it. */
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { json as readJson, text as readText } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { Gateway } from '../../../src/gateway/index.js';
import { type HostedRequest, toRequest } from '../../../src/gateway/node/node-request.js';
import { nodeHandler, type NodeHandlerOptions } from '../../../src/gateway/node/serve.js';
import { credentials, json, origin, session, site } from '../support/harness.js';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const news = (more = {}) =>
  site(
    {
      '/processes/login/verify': () => session(),
    },
    more,
  );
type Site = ReturnType<typeof news>;
async function host(
  { gateway }: { gateway: Pick<Gateway, 'fetch'> },
  before: (request: HostedRequest, response: ServerResponse) => void | Promise<void>,
  options: NodeHandlerOptions = {},
): Promise<number> {
  const handler = nodeHandler(gateway, options);
  const server = createServer((request, response) => {
    void Promise.resolve(before(request, response)).then(() => handler(request, response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const mark = { 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin', Origin: origin };
async function post(port: number, path: string, body: string, headers: Record<string, string | number> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const typed = {
      ...mark,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...headers,
    };
    send({ port, path, method: 'POST', headers: typed }, resolve).on('error', reject).end(body);
  });
  const { statusCode, headers: received } = response;
  return { status: statusCode, headers: received, text: await readText(response) };
}
const login = JSON.stringify(credentials);

test.each<[string, (request: HostedRequest) => Promise<void>]>([
  ['an object', async (request) => void (request.body = await readJson(request))],
  ['a text', async (request) => void (request.body = await readText(request))],
  ['bytes', async (request) => void (request.body = Buffer.from(await readText(request)))],
  [
    'an object, and bytes beside it',
    async (request) => {
      request.rawBody = Buffer.from(await readText(request));
      request.body = {};
    },
  ],
  ['an empty object that stands for nothing, the body unread', async (request) => void (request.body = {})],
])('a body that was read before is taken as %s', async (_name, read) => {
  const port = await host(news(), read);
  expect((await post(port, '/sso/login/start', login)).status).toBe(200);
});

test('a form that was read before is taken, too', async () => {
  const gateway = { fetch: async (request: Request) => new Response(await request.text()) };
  const port = await host({ ...news(), gateway }, async (request) => {
    request.body = Object.fromEntries(new URLSearchParams(await readText(request)));
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { text } = await post(port, '/sso/form', 'token=T&returnUrl=%2Fa%26b', headers);
  expect(text).toBe('token=T&returnUrl=%2Fa%26b');
});

test('a body that is gone is said on the log', async () => {
  const there = news();
  const port = await host(there, async (request) => {
    await readText(request);
  });
  expect((await post(port, '/sso/login/start', login)).status).toBe(400);
  expect(there.log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'body-missing' }));
  const used = new Request(`${origin}/sso/login/start`, {
    method: 'POST',
    headers: { ...mark, 'Content-Type': 'application/json' },
    body: login,
  });
  await used.text();
  expect((await there.gateway.fetch(used)).status).toBe(400);
  expect(there.log.filter(({ event }) => event === 'body-missing')).toHaveLength(2);
});

test('an object that was read from a body without a type is taken as JSON', async () => {
  const gateway = { fetch: async (request: Request) => new Response(await request.text()) };
  const port = await host({ ...news(), gateway }, async (request) => {
    request.body = await readJson(request);
    delete request.headers['content-type'];
  });
  expect((await post(port, '/sso/login/start', login)).text).toBe(login);
});

test('ports of the operator’s own get a whole request, whose body is still there for the call', async () => {
  const seen: unknown[] = [];
  const there = site(
    { '/processes/login/verify': () => session() },
    {
      facts: (request) => {
        seen.push(request instanceof Request, request.headers.get('accept'), request.body?.locked);
        return { origin: request.headers.get('origin') ?? undefined, fetchSite: 'same-origin' };
      },
      cookies: {
        read: (request) => {
          seen.push(request.clone() instanceof Request);
          return new Map();
        },
        write: () => undefined,
      },
    },
  );
  const port = await host(there, () => undefined);
  expect((await post(port, '/sso/login/start', login, { Accept: 'x/y' })).status).toBe(200);
  expect(seen).toEqual([true, 'x/y', false, true]);
});

/** What a server returns to these bytes, until it or the test ends the connection. */
function answerTo(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => (text += data.toString()));
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}
const close = 'Host: news.example.org\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n';

test.each([
  ['with the address whole, as proxies are sent it', `GET ${origin}/sso/session HTTP/1.1`, ' 200 '],
  ['for the server itself', 'OPTIONS * HTTP/1.1', ' 40'],
  ['of the headers alone', 'HEAD /sso/settings HTTP/1.1', ' 200 '],
  ['of a method that the platform has no request for', 'TRACE /sso/session HTTP/1.1', ' 400 '],
])('a request %s is answered', async (_name, line, status) => {
  const settings = { '/processes/settings/sso': () => json({ settings: {} }) };
  const port = await host(site(settings), () => undefined);
  const [head = '', body = ''] = (await answerTo(port, `${line}\r\n${close}`)).split('\r\n\r\n');
  expect(head.split('\r\n')[0]).toContain(status);
  if (line.startsWith('HEAD')) expect(body).toBe('');
});

test('the names by which HTTP/2 carries method and path are no headers', () => {
  const incoming = Object.assign(new EventEmitter(), {
    rawHeaders: [':path', '/sso/session', 'accept', 'application/json'],
    headers: {},
    url: '/sso/session',
  });
  const request = toRequest(incoming as unknown as HostedRequest, undefined);
  expect([request.url, request.method, ...request.headers.keys()]).toEqual([
    'http://localhost/sso/session',
    'GET',
    'accept',
  ]);
});

test('a host that is none leaves the address to the options', () => {
  const incoming = Object.assign(new EventEmitter(), { rawHeaders: [], headers: {}, url: '/sso/session' });
  expect(toRequest(incoming as unknown as HostedRequest, 'a b').url).toBe('http://localhost/sso/session');
});

test('a handler that fails ends its connection, and a connection that fails ends nothing else', async () => {
  const broken = { fetch: () => Promise.reject(new Error('broken')) } as unknown as Site['gateway'];
  const port = await host({ ...news(), gateway: broken }, (request, response) => {
    setImmediate(() => [request, response].forEach((stream) => stream.emit('error', new Error('reset'))));
  });
  expect(await answerTo(port, `GET /sso/session HTTP/1.1\r\n${close}`)).toBe('');
});

test('below a mount point that was taken off the address, calls are found', async () => {
  const port = await host(news(), (request) => {
    request.originalUrl = request.url!;
    request.url = request.url!.slice('/sso'.length);
  });
  expect((await post(port, '/sso/login/start', login)).status).toBe(200);
});

test('a slash at the end makes no difference', async () => {
  const port = await host(news(), () => undefined);
  expect((await post(port, '/sso/login/start/', login)).status).toBe(200);
  const { gateway } = news();
  expect((await gateway.fetch(new Request(`${origin}/sso/settings/?language=de`))).status).toBe(200);
});

test.each([
  ['one', 'basket=1; Path=/', 1],
  ['several', ['basket=1; Path=/', 'seen=2'], 2],
])('cookies that the host set before stay: %s', async (_name, set, count) => {
  const port = await host(news(), (_request, response) => void response.setHeader('Set-Cookie', set));
  const lines = (await post(port, '/sso/login/start', login)).headers['set-cookie'] ?? [];
  expect(lines.slice(0, count)).toEqual([set].flat());
  expect(lines.some((line) => line.startsWith('__Host-sso_session='))).toBe(true);
});

test('a host that has answered itself is left alone', async () => {
  const port = await host(news(), (_request, response) => void response.writeHead(418).end('tea'));
  expect(await post(port, '/sso/login/start', login)).toMatchObject({ status: 418, text: 'tea' });
});

test('a body of which too much comes is refused, and the refusal arrives', async () => {
  const port = await host(news(), () => undefined);
  expect((await post(port, '/sso/login/start', 'x'.repeat(3_000_000))).status).toBe(413);
});

test('of several origins, the one counts to which the browser sent the request', async () => {
  const origins = ['https://news.example.org', 'https://sport.example.org'];
  const more = { origins, sites: ['https://other.example.org'] };
  const settings = { '/processes/settings/sso': () => json({ settings: { allowedDomains: 'sport.example.org' } }) };
  /** The origin for which the gateway asks another site for a session; none where that domain is not allowed. */
  const asks = async (given: Record<string, string>, options?: NodeHandlerOptions) => {
    const port = await host(site(settings, more), () => undefined, options);
    const path = '/sso/session/join?from=https://other.example.org';
    const headers = { Host: 'sport.example.org', 'Sec-Fetch-Dest': 'document', ...given };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      send({ port, path, headers }, resolve).on('error', reject).end();
    });
    response.resume();
    const { location = '' } = response.headers;
    return new URL(location, 'https://page.invalid').searchParams.get('client_id');
  };
  const sport = 'https://sport.example.org';
  expect(await asks({})).toBe(sport);
  expect(await asks({ Host: 'SPORT.example.org:443' })).toBe(sport);
  expect(await asks({ Host: 'news.example.org' })).toBeNull();
  const proxied = { Host: '10.0.0.3:8787', 'X-Forwarded-Host': 'sport.example.org', 'X-Forwarded-For': '192.0.2.1' };
  expect(await asks(proxied)).toBeNull();
  expect(await asks(proxied, { trustedProxies: 1 })).toBe(sport);
});
