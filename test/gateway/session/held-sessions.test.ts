/** A session that is over between two looks at it, as by a sign-out in another tab: nothing is handed over, and nothing is written. */
import { expect, test } from 'vitest';
import { createCallNotes } from '../../../src/gateway/base/call-record.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { RequestCookies } from '../../../src/gateway/request/cookies.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { createSessionCookie } from '../../../src/gateway/sealed/session-cookie.js';
import { createSessions } from '../../../src/gateway/session/sessions.js';
import { secret, sessionToken } from '../support/harness.js';

const sealer = createSealer([secret], Date.now);
const limits = { idle: 1000, absolute: 1000 };
const sessions = createSessions({
  cookie: createSessionCookie({ prefix: '__Host-', sealer, now: Date.now, limits }),
  validation: {
    validate: () => Promise.resolve('valid'),
    customer: () => Promise.resolve({ id: '7' }),
    tokenWorks: () => Promise.resolve(true),
    namesNobody: () => false,
  },
  store: memoryStore(Date.now),
  timeout: 1000,
  now: Date.now,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  noteUnreadable: () => undefined,
  noteSkew: () => undefined,
  log: () => undefined,
});

const asking = (jar: RequestCookies) => ({ jar, deadline: createDeadline(1000), notes: createCallNotes('') });

/** The cookies of whoever has just signed in. */
async function signedIn(): Promise<Map<string, string>> {
  const jar = new RequestCookies(new Map());
  await sessions.begin(asking(jar), sessionToken, { isBrief: false });
  return new Map(jar.changes.map(({ name, value }) => [name, value ?? '']));
}

test('is not held, nor asked about again', async () => {
  const cookies = await signedIn();
  const held = await sessions.held(new RequestCookies(cookies));
  expect(held).toMatchObject({ token: sessionToken, isBrief: false });
  await sessions.end(asking(new RequestCookies(cookies)));
  const late = new RequestCookies(cookies);
  expect(await sessions.held(late)).toBeUndefined();
  await sessions.markStale(late);
  expect(late.changes).toEqual([]);
});

test('of nobody nothing is held, nor marked', async () => {
  const jar = new RequestCookies(new Map());
  expect(await sessions.held(jar)).toBeUndefined();
  await sessions.markStale(jar);
  expect(jar.changes).toEqual([]);
});
