import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adoptSession, oldFrameSession, OldFrameSilent } from '../../../src/entries/adopt.js';
import type { Reply } from '../../../src/entries/adopt.js';
import type { SsoSession } from '../../../src/entries/all.js';
import { present } from '../../support/account.js';
import { problem, scripted } from '../../support/element.js';

const stopping = ['sso_session', 'sso_flow', 'sso_adopted', 'sso_adopting'] as const;
const names = [...stopping, 'sso_silent'] as const;
const mark = (name: (typeof names)[number]) => (document.cookie = `${name}=1; path=/`);
const clear = () => names.forEach((name) => (document.cookie = `${name}=; path=/; max-age=0`));
const marks = () => names.filter((name) => document.cookie.includes(`${name}=`));
/** Seconds that a marker lives. */
async function secondsOf(name: (typeof names)[number]): Promise<number> {
  const cookies = (globalThis as unknown as { cookieStore: { get(name: string): Promise<{ expires: number } | null> } })
    .cookieStore;
  const found = await cookies.get(name);
  return found ? Math.round((found.expires - Date.now()) / 1000) : 0;
}
beforeEach(clear);
afterEach(clear);

const reader: Reply = { kind: 'session', customer: { id: '7', firstName: 'Ada', lastName: 'Lovelace' } } as Reply;
/** The gateway's answer comes with its cookies. */
const gateway = (reply: Reply, ...cookies: (typeof names)[number][]) => {
  const client = scripted({ 'session/adopt': reply, session: reader });
  return Object.assign(
    vi.fn((...call: Parameters<typeof client>) => {
      if (call[1] === 'session/adopt') cookies.forEach(mark);
      return client(...call);
    }),
    { calls: client.calls },
  );
};
const token = () => Promise.resolve('TOKEN');

test('a session of the old iframe is taken over, by its transfer token in the body', async () => {
  const client = gateway(reader, 'sso_session', 'sso_adopted');
  expect(await adoptSession({ transferToken: token, client })).toBe('adopted');
  expect(client.mock.calls).toEqual([['POST', 'session/adopt', { transferToken: 'TOKEN' }]]);
  expect(marks()).toEqual(['sso_session', 'sso_adopted']);
});

test('<sso-session> and other tabs follow', async () => {
  const client = gateway(reader, 'sso_session', 'sso_adopted');
  const element: SsoSession = await present('sso-session', client);
  await expect.poll(() => element.signedIn).toBe(false);
  const heard = vi.fn();
  const tab = new BroadcastChannel('sso-elements');
  tab.onmessage = heard;
  await adoptSession({ transferToken: token, client });
  await expect.poll(() => element.signedIn).toBe(true);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  tab.close();
});

test('the built-in client asks the gateway at the endpoint', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(reader));
  expect(await adoptSession({ transferToken: token, endpoint: '/reader/sso/' })).toBe('adopted');
  const [address, init] = fetched.mock.calls[0]!;
  expect([address, init?.method, init?.body]).toEqual([
    `${location.origin}/reader/sso/session/adopt`,
    'POST',
    '{"transferToken":"TOKEN"}',
  ]);
  fetched.mockRestore();
});

test.each(stopping)('where the marker %s is there, nothing is asked for', async (name) => {
  mark(name);
  const transferToken = vi.fn(token);
  const client = gateway(reader);
  expect(await adoptSession({ transferToken, client })).toBe('not-due');
  expect([transferToken.mock.calls.length, client.calls.length]).toEqual([0, 0]);
});

test('two tabs at once ask once', async () => {
  const client = gateway(reader, 'sso_session', 'sso_adopted');
  const both = [adoptSession({ transferToken: token, client }), adoptSession({ transferToken: token, client })];
  expect(await Promise.all(both)).toEqual(['adopted', 'not-due']);
  expect(client.mock.calls.length).toBe(1);
});

test('a browser that keeps no cookies is asked for nothing', async () => {
  const kept = vi.spyOn(Document.prototype, 'cookie', 'set').mockImplementation(() => undefined);
  const transferToken = vi.fn(token);
  expect(await adoptSession({ transferToken })).toBe('not-due');
  kept.mockRestore();
  const refused = vi.spyOn(Document.prototype, 'cookie', 'set').mockImplementation(() => {
    throw new DOMException('sandboxed', 'SecurityError');
  });
  expect(await adoptSession({ transferToken })).toBe('not-due');
  refused.mockRestore();
  expect(transferToken).not.toHaveBeenCalled();
});

test('where nobody is signed in at the old iframe, that is known from then on', async () => {
  const client = gateway(reader);
  expect(await adoptSession({ transferToken: () => Promise.resolve(undefined), client })).toBe('signed-out');
  expect([marks(), client.calls.length]).toEqual([['sso_adopted'], 0]);
  expect(await secondsOf('sso_adopted')).toBeGreaterThan(300 * 86_400);
});

test('an empty answer, as of a route that is not ready, says nothing of anybody', async () => {
  const client = gateway(reader);
  expect(await adoptSession({ transferToken: () => Promise.resolve(''), client })).toBe('failed');
  expect([marks(), client.calls.length]).toEqual([['sso_adopting'], 0]);
});

const day = 86_400;
const silent = () => Promise.reject(new OldFrameSilent());
/** As a day later. */
const nextDay = () => (document.cookie = 'sso_adopting=; path=/; max-age=0');

test('where the old iframe tells of nobody in time, which proves nothing, it is asked again a day later', async () => {
  const client = gateway(reader, 'sso_session', 'sso_adopted');
  expect(await adoptSession({ transferToken: silent, client })).toBe('silent');
  expect([marks(), client.calls.length]).toEqual([['sso_adopting', 'sso_silent'], 0]);
  const left = await secondsOf('sso_adopting');
  expect([left > day - 60, left <= day]).toEqual([true, true]);
  expect(await adoptSession({ transferToken: token, client })).toBe('not-due');
  nextDay();
  expect(await adoptSession({ transferToken: token, client })).toBe('adopted');
});

test('on the third such day that is taken for an answer', async () => {
  const became = [];
  for (let days = 0; days < 4; days += 1) {
    became.push(await adoptSession({ transferToken: silent }));
    nextDay();
  }
  expect(became).toEqual(['silent', 'silent', 'signed-out', 'not-due']);
  expect(marks()).toEqual(['sso_adopted']);
  expect(await secondsOf('sso_adopted')).toBeGreaterThan(300 * day);
});

test.each(['x', '', '-1', '2x', '99'])(
  'a count of days that nobody here has written (%j) breaks nothing',
  async (count) => {
    document.cookie = `sso_silent=${count}; path=/`;
    expect(await adoptSession({ transferToken: silent })).toMatch(/^(silent|signed-out)$/);
    expect(await adoptSession({ transferToken: silent })).toBe('not-due');
  },
);

test.each(['sso_session', 'sso_flow'] as const)(
  'who signs in while the old iframe loads keeps that (%s)',
  async (name) => {
    const client = gateway(reader);
    const transferToken = () => {
      mark(name);
      return token();
    };
    expect(await adoptSession({ transferToken, client })).toBe('not-due');
    expect([client.calls.length, marks()]).toEqual([0, [name]]);
  },
);

test('a page whose way to a token fails is asked again in a minute', async () => {
  const client = gateway(reader);
  expect(await adoptSession({ transferToken: () => Promise.reject(new Error('down')), client })).toBe('failed');
  const throws = () => {
    throw new Error('at once');
  };
  expect(marks()).toEqual(['sso_adopting']);
  const left = await secondsOf('sso_adopting');
  expect([left > 50, left <= 60]).toEqual([true, true]);
  clear();
  expect(await adoptSession({ transferToken: throws, client })).toBe('failed');
  expect(client.calls.length).toBe(0);
});

test('so is one that takes longer than 20 seconds, and it is told to give up', async () => {
  const late = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => late.signal);
  const given: AbortSignal[] = [];
  const never = (signal: AbortSignal) => {
    given.push(signal);
    return new Promise<string>(() => undefined);
  };
  const adopting = adoptSession({ transferToken: never });
  late.abort(new Error('late'));
  expect(await adopting).toBe('failed');
  expect([timeout.mock.calls, given[0]?.aborted]).toEqual([[[20_000]], true]);
  timeout.mockRestore();
});

test('a refusal of the gateway is the last word', async () => {
  const client = gateway(problem('transfer-refused'), 'sso_adopted');
  expect(await adoptSession({ transferToken: token, client })).toBe('refused');
  expect(marks()).toEqual(['sso_adopted']);
});

test.each([
  ['upstream-failed', undefined, 60],
  ['offline', undefined, 60],
  ['login-emergency', undefined, 60],
  ['rate-limited', 90, 90],
  ['rate-limited', 5, 60],
] as const)(
  'after %s it is tried again in %s or %i seconds, and the page says nothing',
  async (code, retryAfter, most) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = gateway({ ...problem(code), ...(retryAfter && { retryAfter }) });
    expect(await adoptSession({ transferToken: token, client })).toBe('failed');
    const left = await secondsOf('sso_adopting');
    expect([left > most - 10, left <= most, error.mock.calls.length]).toEqual([true, true, 0]);
    error.mockRestore();
  },
);

test.each(['not-found', 'invalid-request', 'misconfigured'] as const)(
  'after %s, which somebody has to mend, it is tried again in an hour, and the console says why',
  async (code) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await adoptSession({ transferToken: token, client: gateway(problem(code)) })).toBe('failed');
    expect(String(error.mock.calls[0])).toContain(code);
    expect(String(error.mock.calls[0])).not.toContain('TOKEN');
    expect(await secondsOf('sso_adopting')).toBeGreaterThan(3500);
    error.mockRestore();
  },
);

const success = (detail: unknown, target: EventTarget = document) =>
  target.dispatchEvent(new CustomEvent('oldLoginSuccess', { detail }));

test('the session is what the old script tells of in its event, whenever that comes', async () => {
  const start = () => {
    success({ customerSession: 'SESSION' });
    return new Promise(() => undefined);
  };
  expect(await oldFrameSession({ event: 'oldLoginSuccess', start })).toBe('SESSION');
  const target = new EventTarget();
  const later = oldFrameSession({ event: 'oldLoginSuccess', target, start: () => Promise.resolve(), wait: 60_000 });
  await Promise.resolve();
  success({ customerSession: 'ANOTHER' });
  success({}, target);
  success(undefined, target);
  success({ customerSession: 5 }, target);
  success({ customerSession: '' }, target);
  success({ customerSession: 'SESSION' }, target);
  expect(await later).toBe('SESSION');
});

test('without the event in time nothing is known, which is told apart from a failure', async () => {
  const waiting = oldFrameSession({ event: 'oldLoginSuccess', start: () => Promise.resolve(), wait: 1 });
  await expect(waiting).rejects.toBeInstanceOf(OldFrameSilent);
});

test('that passes through the page’s own code', async () => {
  const transferToken = () => oldFrameSession({ event: 'oldLoginSuccess', start: () => Promise.resolve(), wait: 1 });
  expect(await adoptSession({ transferToken })).toBe('silent');
});

test('a script that cannot be loaded is a failure, and so is what was given up', async () => {
  const broken = { event: 'oldLoginSuccess', start: () => Promise.reject(new Error('404')) };
  await expect(oldFrameSession(broken)).rejects.toThrow('404');
  const signal = AbortSignal.abort(new Error('late'));
  const start = vi.fn(() => Promise.resolve());
  await expect(oldFrameSession({ event: 'oldLoginSuccess', start, signal })).rejects.toThrow('late');
  expect(start).not.toHaveBeenCalled();
  const giving = new AbortController();
  const waiting = oldFrameSession({ event: 'oldLoginSuccess', start, signal: giving.signal });
  giving.abort(new Error('page left'));
  await expect(waiting).rejects.toThrow('page left');
});
