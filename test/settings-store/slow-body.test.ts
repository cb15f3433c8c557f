/** Bodies to the settings' endpoint that begin and never end. */
import { expect, test, vi } from 'vitest';
import { createSettingsHandler, createSettingsStore } from '../../src/settings-store/index.js';
import { endpoint, office } from './shared.js';

/** A body whose first bytes come at once, and the rest never. */
const stalled = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"set')) });

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** By turns of the event loop: `vi.waitFor` would let the time go on. */
async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1000; turns += 1) {
    if (holds()) return;
    await turn();
  }
  throw new Error('it never came to that');
}

test.each([
  ['PUT', '', undefined, 10_000],
  ['POST', '/undo', undefined, 10_000],
  ['POST', '/preview', undefined, 10_000],
  ['PUT', '', 300, 300],
])(
  '%s “%s” with a bodyTimeout of %s: a body that stops is refused after %i milliseconds, and nobody else waits for it',
  async (method, path, bodyTimeout, due) => {
    const store = await createSettingsStore();
    const others = office({ store });
    const { body: first } = await others('GET');
    const handler = createSettingsHandler({
      store,
      admin: () => ({ who: 'ada@publisher.test' }),
      capabilities: { smsProvider: false },
      ...(bodyTimeout !== undefined && { bodyTimeout }),
    });
    const request = new Request(endpoint + path, {
      method,
      body: stalled(),
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'X-SSO-Request': '1',
        'Content-Type': 'application/json',
        'If-Match': first.etag,
      },
      duplex: 'half',
    } as RequestInit);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let response: Response | undefined;
      void handler.fetch(request).then((each) => (response = each));
      await until(() => vi.getTimerCount() === 1);
      // By the same handler: a turn that waited for the body would keep this one waiting, too.
      const read = await handler.fetch(new Request(endpoint, { headers: { 'Sec-Fetch-Site': 'same-origin' } }));
      expect(read.status).toBe(200);
      vi.advanceTimersByTime(due - 1);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      expect(response).toBeUndefined();
      vi.advanceTimersByTime(1);
      await until(() => response !== undefined);
      expect(response?.status).toBe(400);
      expect(await response?.json()).toMatchObject({ code: 'invalid-request' });
      expect((await others('GET')).body).toEqual(first);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  },
);

test('while the body of one save is awaited, another save by the same endpoint goes through', async () => {
  const store = await createSettingsStore();
  const handler = createSettingsHandler({
    store,
    admin: () => ({ who: 'ada@publisher.test' }),
    capabilities: { smsProvider: false },
  });
  const { body: first } = await office({ store })('GET');
  const save = (body: BodyInit) =>
    handler.fetch(
      new Request(endpoint, {
        method: 'PUT',
        body,
        headers: {
          'Sec-Fetch-Site': 'same-origin',
          'X-SSO-Request': '1',
          'Content-Type': 'application/json',
          'If-Match': first.etag,
        },
        duplex: 'half',
      } as RequestInit),
    );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const slow = save(stalled());
    await until(() => vi.getTimerCount() === 1);
    expect((await save(JSON.stringify({ settings: { ...first.settings, maxSessions: 3 } }))).status).toBe(200);
    vi.advanceTimersByTime(10_000);
    // Refused by what has changed meanwhile, which is more to an editor than the body.
    expect((await slow).status).toBe(412);
  } finally {
    vi.useRealTimers();
  }
});
