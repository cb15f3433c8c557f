import { expect, test } from 'vitest';
import {
  error,
  flowCookies,
  limit,
  person,
  removalToken,
  session,
  site,
  start,
  step,
  stepToken,
} from '../support/harness.js';

test('a reader signs in with e-mail address and password', async () => {
  const news = site({ '/processes/login/verify': () => session() });
  const response = await news.post('login/start', { identifier: ' reader@example.org ', password: ' as typed ' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    kind: 'session',
    customer: { id: '4711', email: 'reader@example.org', username: 'reader', firstName: 'Rita', lastName: 'Reader' },
  });
  expect(news.to('/processes/login/verify')[0]?.body).toEqual({ email: 'reader@example.org', password: ' as typed ' });
  expect([...news.cookies.keys()]).toEqual(['__Host-sso_session', 'sso_session']);
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session', customer: { id: '4711' } });
});

test('an identifier without @ is a user name', async () => {
  const news = site({ '/processes/login/verify': () => session() });
  await news.post('login/start', { identifier: 'reader', password: 'x' });
  expect(news.to('/processes/login/verify')[0]?.body).toEqual({ username: 'reader', password: 'x' });
});

test('two-factor: a wrong code keeps the flow, the right one ends it', async () => {
  const news = site({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => error(403, 20006),
  });
  const { flow, ...first } = await start(news);
  expect(first).toEqual({ kind: 'step', process: 'login', step: 'two-factor', asks: { length: 6 } });
  const wrong = await news.post('login/two-factor', { flow, code: '000000' });
  expect([wrong.status, (await wrong.json()).code]).toEqual([403, 'wrong-code']);
  expect(flowCookies(news)).toEqual([`__Host-sso_flow_${flow}`]);
  expect(news.cookies.get('sso_flow')).toBe('1');
  news.script['/processes/login/verifyTwoFactorAuth'] = () => session();
  expect(await (await news.post('login/two-factor', { flow, code: ' 123-456 ' })).json()).toMatchObject({
    kind: 'session',
  });
  expect(news.to('/processes/login/verifyTwoFactorAuth')[1]?.body).toEqual({
    token: stepToken,
    twoFactorToken: '123456',
  });
  expect([...news.cookies.keys()]).toEqual(['__Host-sso_session', 'sso_session']);
});

test('a session limit offers the sessions, and one is ended', async () => {
  const news = site({
    '/processes/login/verify': () =>
      limit([{ sessionId: 's-1', os: 'Linux', browser: 'Firefox', createdAt: '2026-05-01T08:00:00Z' }]),
    '/processes/login/changeSessions/': () => session(),
  });
  const answer = await start(news);
  expect(answer).toEqual({
    kind: 'sessionLimit',
    process: 'login',
    flow: answer.flow,
    sessions: [{ id: 's-1', os: 'Linux', browser: 'Firefox', createdAt: '2026-05-01T08:00:00Z' }],
  });
  const done = await news.post('login/end-sessions', { flow: answer.flow, session: 's-1' });
  expect(await done.json()).toMatchObject({ kind: 'session', customer: { id: person.customerId } });
  const call = news.sent.find(({ method }) => method === 'PUT');
  expect([call?.path, call?.url.search]).toEqual([`/processes/login/changeSessions/${removalToken}`, '?sessionId=s-1']);
});

test('a flow is resumed after a reload, newest first, with its masked address', async () => {
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  const { flow } = await start(news);
  news.clock.now += 1000;
  news.script['/processes/login/verify'] = () => step('RESET_PASSWORD');
  const { flow: second } = await start(news, { identifier: 'rita' });
  expect(await (await news.get('flow')).json()).toEqual({
    kind: 'flows',
    flows: [
      { address: 'r•••', answer: { kind: 'step', process: 'login', flow: second, step: 'reset-password', asks: {} } },
      {
        address: 'r•••@e•••.org',
        answer: { kind: 'step', process: 'login', flow, step: 'two-factor', asks: { length: 6 } },
      },
    ],
  });
});
