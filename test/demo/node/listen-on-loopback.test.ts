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
