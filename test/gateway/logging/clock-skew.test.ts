/** Two instances whose clocks differ: the one that is behind says so. */
import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/gateway/index.js';
import { credentials, session, site, type Site, step } from '../support/harness.js';

/** Another instance, met by the same browser. */
function meet(of: Site, ahead: number, options: Parameters<typeof site>[1] = {}): Site {
  const other = site(of.script, options);
  other.clock.now = of.clock.now + ahead * 1000;
  for (const [name, value] of of.cookies) other.cookies.set(name, value);
  return other;
}
const skews = (of: Site) => of.log.filter(({ event }) => event === 'clock-skew');
const verify = { '/processes/login/verify': () => session() };

test('a session from the future is said, with the seconds and the reference, once a minute', async () => {
  const ahead = site(verify);
  ahead.clock.now += 90_000;
  await ahead.post('login/start', credentials);
  const behind = meet(ahead, -90);
  for (let count = 0; count < 3; count += 1) await behind.get('session');
  expect(skews(behind)).toEqual([
    {
      level: 'warn',
      event: 'clock-skew',
      of: 'session',
      seconds: 90,
      reference: expect.stringMatching(/^[\w-]{10}$/) as string,
    },
  ]);
  const later = meet(ahead, -30);
  await later.get('session');
  expect(skews(later)).toMatchObject([{ seconds: 30 }]);
  behind.clock.now += 60_000;
  ahead.cookies.forEach((value, name) => behind.cookies.set(name, value));
  await behind.get('session');
  expect(skews(behind)).toHaveLength(2);
});

test('a flow from the future is said', async () => {
  const ahead = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  await ahead.post('login/start', credentials);
  const behind = meet(ahead, -20);
  await behind.get('flow');
  expect(skews(behind)).toMatchObject([{ of: 'flow', seconds: 20 }]);
});

test('what another instance has shared from the future is said', async () => {
  const store = memoryStore(Date.now);
  const first = site(verify, { store });
  await first.post('login/start', credentials);
  const cookies = new Map(first.cookies);
  // Both are due; the one that is ahead asks, and notes when.
  const ahead = meet(first, 420, { store });
  await ahead.get('session');
  const behind = meet(first, 360, { store });
  for (const [name, value] of cookies) behind.cookies.set(name, value);
  await behind.get('session');
  expect(skews(behind)).toMatchObject([{ of: 'validation', seconds: 60 }]);
});

test('clocks that differ by a few seconds, or the other way, are no news', async () => {
  const first = site(verify);
  await first.post('login/start', credentials);
  for (const seconds of [-4, 4, 120]) {
    const other = meet(first, seconds);
    await other.get('session');
    expect(skews(other)).toEqual([]);
  }
});
