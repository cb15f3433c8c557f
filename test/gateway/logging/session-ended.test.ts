/** Who signed a reader out: one line for each session that has ended, with why. */
import { expect, test } from 'vitest';
import type { LogEvent } from '../../../src/gateway/index.js';
import { credentials, error, limit, person, removalToken, session, site, type Site, json } from '../support/harness.js';
import { hashOf } from '../support/log-hash.js';
import { minutes, page, signedIn } from '../support/own-server.js';

const endings = (news: Site): LogEvent[] => news.lines.filter(({ event }) => event === 'session-ended');
const ofReader = async () => (await hashOf(person.email))[0];

test('the reader signed out', async () => {
  const news = await signedIn();
  await news.request('DELETE', 'session', { env: { address: '203.0.113.7' } });
  expect(endings(news)).toEqual([
    {
      time: expect.any(String) as string,
      level: 'info',
      event: 'session-ended',
      reference: news.lines.at(-1)?.reference,
      route: 'session',
      why: 'reader',
      account: await ofReader(),
      address: (await hashOf('203.0.113.7'))[0],
    },
  ]);
  expect(news.lines.at(-1)).toMatchObject({ event: 'call', route: 'session', method: 'DELETE', outcome: 'done' });
});

test('nobody who is signed out already is signed out once more', async () => {
  const news = site();
  await news.request('DELETE', 'session');
  await news.get('session');
  expect(endings(news)).toEqual([]);
});

test('the hosted API knows the session no more, whoever finds that out', async () => {
  const ended = { '/sessions/validate': () => error(401, 20028) };
  const news = await signedIn(ended);
  news.clock.now += minutes(6);
  await news.get('session');
  expect(endings(news)).toMatchObject([{ route: 'session', why: 'refused', account: await ofReader() }]);

  const own = await signedIn(ended);
  own.clock.now += minutes(6);
  await own.gateway.readSession(page(own));
  expect(endings(own)).toMatchObject([{ route: 'readSession', why: 'refused', account: await ofReader() }]);
});

test('the session came to its end', async () => {
  const news = await signedIn({}, { sessionIdleMaxAge: 60 });
  news.clock.now += minutes(2);
  await news.get('session');
  expect(endings(news)).toMatchObject([{ why: 'over' }]);
  await news.get('session');
  expect(endings(news)).toHaveLength(1);
});

test('a cookie that was copied before the sign-out came again', async () => {
  const news = await signedIn();
  const copy = new Map(news.cookies);
  await news.request('DELETE', 'session');
  for (const [name, value] of copy) news.cookies.set(name, value);
  await news.get('session');
  expect(endings(news)).toMatchObject([{ why: 'reader' }, { why: 'copy', account: await ofReader() }]);
});

test('somebody else signed in with the same browser', async () => {
  const news = await signedIn();
  news.script['/sessions/customerData'] = () => json({ ...person, customerId: '4712', email: 'other@example.org' });
  await news.post('login/start', { ...credentials, identifier: 'other@example.org' });
  expect(endings(news)).toMatchObject([{ route: 'login/start', why: 'replaced', account: await ofReader() }]);
  expect(news.lines.at(-1)).toMatchObject({ signedIn: true, account: (await hashOf('other@example.org'))[0] });
});

test('another device ended it at the session limit', async () => {
  const news = site({
    '/processes/login/verify': () => limit([{ sessionId: '1' }]),
    [`/processes/login/changeSessions/${removalToken}`]: () => session(),
  });
  const { flow } = (await (await news.post('login/start', credentials)).json()) as { flow: string };
  await news.post('login/end-sessions', { flow, session: '1' });
  expect(endings(news)).toMatchObject([
    { route: 'login/end-sessions', why: 'session-limit', account: await ofReader() },
  ]);
});

test('no session is said to have ended where the session limit could not be reached', async () => {
  const news = site({
    '/processes/login/verify': () => limit([{ sessionId: '1' }]),
    [`/processes/login/changeSessions/${removalToken}`]: () => error(503),
  });
  const { flow } = (await (await news.post('login/start', credentials)).json()) as { flow: string };
  await news.post('login/end-sessions', { flow, session: '1' });
  expect(endings(news)).toEqual([]);
});
