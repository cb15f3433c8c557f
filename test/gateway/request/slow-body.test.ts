/** Bodies that arrive byte by byte, or never to their end, and bodies that are larger than they look. */
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { joinPaths } from '../../../src/contract/join.js';
import { LateBody, readUtf8 } from '../../../src/gateway/base/bytes.js';
import { credentials, origin, session, site } from '../support/harness.js';

const script = { '/processes/login/verify': () => session() };
const headers = {
  'Content-Type': 'application/json',
  'X-SSO-Request': '1',
  'Sec-Fetch-Site': 'same-origin',
  Origin: origin,
};
const post = (body: BodyInit, more: Record<string, string> = {}, path = 'login/start') =>
  new Request(`${origin}/sso/${path}`, {
    method: 'POST',
    body,
    headers: { ...headers, ...more },
    duplex: 'half',
  } as RequestInit);

/** A body whose first bytes come at once, and the rest when told to. */
function begun(text: string) {
  let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
  const bytes = (part: string) => new TextEncoder().encode(part);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      sender = controller;
      controller.enqueue(bytes(text.slice(0, 5)));
    },
  });
  return {
    body,
    finish() {
      sender?.enqueue(bytes(text.slice(5)));
      sender?.close();
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  [undefined, 10_000],
  [300, 300],
])(
  'with a bodyTimeout of %s a body that stops is given up after %i milliseconds, and no sooner',
  async (given, due) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const news = site(script, given === undefined ? {} : { bodyTimeout: given });
      let response: Response | undefined;
      void news.gateway.fetch(post(begun(JSON.stringify(credentials)).body)).then((each) => (response = each));
      await turn();
      vi.advanceTimersByTime(due - 1);
      await turn();
      expect(response).toBeUndefined();
      vi.advanceTimersByTime(1);
      await turn();
      expect([response?.status, ((await response?.json()) as { code?: string }).code]).toEqual([
        400,
        'invalid-request',
      ]);
      expect(news.sent).toEqual([]);
      expect(news.log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'body-late' }));
    } finally {
      vi.useRealTimers();
    }
  },
);

test('a body that arrives in time is read, and no timer is left behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const news = site(script);
    const { body, finish } = begun(JSON.stringify(credentials));
    const answered = news.gateway.fetch(post(body));
    await turn();
    vi.advanceTimersByTime(9999);
    finish();
    expect((await answered).status).toBe(200);
    // The time limit of the hosted API's operations is none of these timers.
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('another gateway that asks for a session has the same time', async () => {
  const news = site({}, { bodyTimeout: 300, sites: ['https://shop.example.org'] });
  const request = new Request(`${origin}/sso/${joinPaths.token}`, {
    method: 'POST',
    body: begun('{"code":"x"}').body,
    headers: { 'Content-Type': 'application/json' },
    duplex: 'half',
  } as RequestInit);
  expect((await news.gateway.fetch(request)).status).toBe(400);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'body-late' }));
});

test('without a time limit a body is waited for', async () => {
  const { body, finish } = begun('as long as it takes');
  const read = readUtf8(new Request(origin, { method: 'POST', body, duplex: 'half' } as RequestInit), 100);
  await turn();
  finish();
  expect(await read).toBe('as long as it takes');
});

test('a body that is late rejects with an error of its own', async () => {
  const { body } = begun('never ends');
  const request = new Request(origin, { method: 'POST', body, duplex: 'half' } as RequestInit);
  await expect(readUtf8(request, 100, 300)).rejects.toThrow(LateBody);
});

test.each(['gzip', 'br', 'identity, gzip', 'x'])(
  'a body in the coding %s is refused before any of it is read',
  async (coding) => {
    const news = site(script);
    const bomb = gzipSync(' '.repeat(10_000_000));
    const response = await news.gateway.fetch(post(new Uint8Array(bomb), { 'Content-Encoding': coding }));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([415, 'not-json']);
  },
);

test('a body that says that it is not compressed is read', async () => {
  const response = await site(script).gateway.fetch(
    post(JSON.stringify(credentials), { 'Content-Encoding': 'identity' }),
  );
  expect(response.status).toBe(200);
});
