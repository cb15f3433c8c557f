import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/gateway/index.js';
import { createEndedMarks } from '../../../src/gateway/session/ended-marks.js';
import { session, sessionToken, site } from '../support/harness.js';

test('a session that has ended stays so for longer than any operation takes, and no longer', async () => {
  let now = 0;
  const marks = createEndedMarks({ store: memoryStore(() => now), log: () => undefined, of: 'session' });
  await marks.add('token');
  now = 149_000;
  expect(await marks.has('token')).toBe(true);
  expect(await marks.has('another')).toBe(false);
  now = 150_000;
  expect(await marks.has('token')).toBe(false);
  await marks.add('copied', 86_400);
  now += 86_399_000;
  expect(await marks.has('copied')).toBe(true);
  now += 1000;
  expect(await marks.has('copied')).toBe(false);
});

test('a validation that was under way for two minutes sets no cookie of a session that was signed out meanwhile', async () => {
  let answer: (response: Response) => void = () => undefined;
  const held = new Promise<Response>((resolve) => (answer = resolve));
  const script = { '/processes/login/verify': () => session(), '/sessions/validate': () => held };
  const news = site(script, { timeout: 60_000 });
  await news.post('login/start', { identifier: 'reader@example.org', password: 'p' });
  const before = new Map(news.cookies);
  news.clock.now += 600_000;
  const validation = news.get('session');
  await news.request('DELETE', 'session');
  news.clock.now += 120_000;
  answer(Response.json({ customerId: '4711' }));
  const lines = (await validation).headers.getSetCookie();
  expect(before.size).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('sso_session=') && !line.includes('Max-Age=0'))).toEqual([]);
  expect(sessionToken).not.toBe('');
});
