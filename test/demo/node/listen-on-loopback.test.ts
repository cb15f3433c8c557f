import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { listenOnLoopback } from '../../../demo/node/listen-on-loopback.js';

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
