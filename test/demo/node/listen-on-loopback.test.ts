import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { listenOnLoopback, type RequestHandler, type Slowness } from '../../../demo/node/listen-on-loopback.js';
import { untilStarted } from '../../../demo/node/until-started.js';
import { lacks, protections } from '../../gateway/support/protections.js';

const hello = (_request: Request, { address }: { address: string | undefined }): Response =>
  Response.json({ address: address ?? 'unknown' });

test('it answers on loopback, and tells who is asking', async () => {
  const { port, close } = await listenOnLoopback(hello, 0);
  try {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toEqual({ address: '127.0.0.1' });
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  } finally {
    await close();
  }
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test('a port that is taken is an error', async () => {
  const { port, close } = await listenOnLoopback(hello, 0);
  try {
    await expect(listenOnLoopback(hello, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  } finally {
    await close();
  }
});

test('headers of 24 KB are taken: a long session comes in several cookies', async () => {
  const { port, close } = await listenOnLoopback(hello, 0);
  try {
    const cookie = Array.from({ length: 6 }, (_, part) => `part${part}=${'x'.repeat(4000)}`).join('; ');
    expect((await fetch(`http://127.0.0.1:${port}/`, { headers: { cookie } })).status).toBe(200);
  } finally {
    await close();
  }
});

test('a request that does not arrive in time is given up, at its headers and at its body', async () => {
  const heard: (string | undefined)[] = [];
  const reading = async (request: Request) => {
    heard.push(await request.text().catch(() => undefined));
    return new Response('read');
  };
  const { port, close, servers } = await listenOnLoopback(reading, 0);
  const hasty = await listenOnLoopback(reading, 0, { headersTimeout: 200, requestTimeout: 400 });
  try {
    for (const server of servers) expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 20_000]);
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\n';
    const replies = [head, `${head}Content-Length: 100\r\n\r\n{`].map((sent) => {
      const socket = connect(hasty.port, '127.0.0.1', () => socket.write(sent));
      return readText(socket);
    });
    // Closed by the server; where it had begun to read the body, its answer is for nobody.
    for (const reply of await Promise.all(replies)) expect(reply).toMatch(/^(HTTP\/1\.1 408 |$)/);
    expect(heard).toEqual([undefined]);
    // A good request is served as ever.
    expect(await (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'all' })).text()).toBe('read');
  } finally {
    await Promise.all([close(), hasty.close()]);
  }
});

const lines = (...each: string[]) => `${each.join('\r\n')}\r\n\r\n`;
const close = 'Connection: close';
const protectedBy = Object.entries(protections).map(([name, value]) => `${name}: ${value}`.toLowerCase());
/** Sends bytes as they are; returns all that comes back. */
async function send(text: string, handler: RequestHandler = hello, slow?: Slowness): Promise<string> {
  const server = await listenOnLoopback(handler, 0, slow);
  try {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text, 'latin1'));
    return await readText(socket);
  } finally {
    await server.close();
  }
}
function expectProtected(reply: string, status: number): void {
  const head = reply.split('\r\n\r\n', 1)[0]?.toLowerCase().split('\r\n') ?? [];
  expect(head[0]).toMatch(new RegExp(`^http/1\\.1 ${status} `));
  expect(head).toEqual(expect.arrayContaining(protectedBy));
}

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['headers over 32 KB', lines('GET / HTTP/1.1', 'Host: localhost', `A: ${'x'.repeat(33_000)}`), 431],
  ['an expectation', lines('GET / HTTP/1.1', 'Host: localhost', close, 'Expect: wonders'), 417],
  ['no host', lines('GET / HTTP/1.1', close), 400],
  ['a host with a blank', lines('GET / HTTP/1.1', 'Host: a b', close), 400],
  ['a path with a backslash', lines('GET /\\x HTTP/1.1', 'Host: localhost', close), 400],
])('%s is refused with the headers of every answer', async (_name, text, status) => {
  expectProtected(await send(text), status);
});

test('headers that do not arrive in time are answered with the same headers', async () => {
  const slow = { headersTimeout: 200, requestTimeout: 400 };
  expectProtected(await send('GET / HTTP/1.1\r\nHost: localhost\r\n', hello, slow), 408);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('where the handler %s, the answer has the same headers, and not its words', async (_how, handler) => {
  const heard = vi.spyOn(console, 'error').mockReturnValue();
  const reply = await send(lines('GET / HTTP/1.1', 'Host: localhost', close), handler);
  expectProtected(reply, 500);
  expect(reply).not.toContain('broken');
  expect(String(heard.mock.calls)).toContain('broken');
  heard.mockRestore();
});

test('until the demo has started, it says so with the same headers', async () => {
  let demo: { fetch: RequestHandler } | undefined;
  const { port, close: stop } = await listenOnLoopback(
    untilStarted(() => demo),
    0,
  );
  try {
    const early = await fetch(`http://127.0.0.1:${port}/`);
    expect([early.status, early.headers.get('retry-after'), lacks(early)]).toEqual([503, '1', []]);
    demo = { fetch: hello };
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).json()).toEqual({ address: '127.0.0.1' });
  } finally {
    await stop();
  }
});
