import { expect, test } from 'vitest';
import { createCaller, outcome, password, start, textOf } from './caller.js';

const email = 'someone@publisher.test';
const two = [
  { os: 'Linux', browser: 'Firefox', createdAt: '2025-12-24T18:00:00.000Z' },
  { os: 'Android', browser: 'Chrome', createdAt: '2025-12-25T08:00:00.000Z' },
];

test.each([
  [undefined, 1],
  [0, 1],
  [1, 1],
  [3, 3],
])('with maxSessions %s a customer has %i sessions at most', async (maxSessions, most) => {
  const settings = { settings: { tokenType: 'EMAIL' as const, ...(maxSessions !== undefined && { maxSessions }) } };
  const { login } = createCaller({ customers: [{ email, password }], settings });
  for (let count = 0; count < most; count += 1) expect((await login(email)).status).toBe(202);
  expect((await login(email)).status).toBe(207);
});

test('the limit tells system, browser and time of each session', async () => {
  const { login } = createCaller({ customers: [{ email, password, sessions: two }] });
  const { body } = await login(email);
  expect(body['activeSessions']).toMatchObject({ items: two });
});

test('ending one session invalidates that one, and the new one is for the device that logged in', async () => {
  const { send, post, simulator } = createCaller({ customers: [{ email, password }] });
  const device = { os: 'macOS 15', browser: 'Safari 18' };
  const first = textOf(await post('login/verify', { email, password }), 'customerSession');
  const limit = await post('login/verify', { email, password, ...device });
  const { sessionId } = simulator.sessions(email)[0]!;
  const path = `/processes/login/changeSessions/${textOf(limit, 'removalToken')}?sessionId=${sessionId}`;
  const second = textOf(await send('PUT', path), 'customerSession');
  expect(outcome(await send('GET', `/sessions/validate?sessionToken=${first}`))).toEqual([401, 20028]);
  expect((await send('GET', `/sessions/validate?sessionToken=${second}`)).status).toBe(200);
  expect(simulator.sessions(email)).toMatchObject([{ device, token: second, created: start }]);
});

test('without a session ID all sessions are ended', async () => {
  const { login, send, simulator } = createCaller({ customers: [{ email, password, sessions: two }] });
  await send('PUT', `/processes/login/changeSessions/${textOf(await login(email), 'removalToken')}`);
  expect(simulator.sessions(email)).toHaveLength(1);
});

test('a session of another customer cannot be ended', async () => {
  const neighbour = { username: 'neighbour', password, sessions: two };
  const { login, send, simulator } = createCaller({ customers: [{ email, password, sessions: two }, neighbour] });
  const { sessionId } = simulator.sessions('neighbour')[0]!;
  const path = `/processes/login/changeSessions/${textOf(await login(email), 'removalToken')}?sessionId=${sessionId}`;
  expect(outcome(await send('PUT', path))).toEqual([400, 20031]);
  expect(simulator.sessions('neighbour')).toHaveLength(2);
});

test('a session ID that is unknown leaves the removal token valid', async () => {
  const { login, send } = createCaller({ customers: [{ email, password, sessions: two }] });
  const path = `/processes/login/changeSessions/${textOf(await login(email), 'removalToken')}`;
  expect((await send('PUT', `${path}?sessionId=unknown`)).status).toBe(400);
  expect((await send('PUT', path)).status).toBe(202);
});

test('a removal token expires after fifteen minutes', async () => {
  const { login, send, advance } = createCaller({ customers: [{ email, password, sessions: two }] });
  const path = `/processes/login/changeSessions/${textOf(await login(email), 'removalToken')}`;
  advance(15 * 60);
  expect(outcome(await send('PUT', path))).toEqual([401, 20030]);
});

test('validate and customerData tell of the customer and keep absent fields out', async () => {
  const { login, send } = createCaller({ customers: [{ email, password, customerId: '4711', firstName: 'Ada' }] });
  const token = textOf(await login(email), 'customerSession');
  const { body } = await send('GET', `/sessions/validate?sessionToken=${token}`);
  expect(body).toMatchObject({ customerId: '4711', created: '2026-01-01T00:00:00.000Z', type: 'CUSTOMER_SESSION' });
  expect((await send('GET', `/sessions/customerData?sessionToken=${token}`)).body).toEqual({
    customerId: '4711',
    email,
    firstName: 'Ada',
    registrationDate: '2026-01-01T00:00:00.000Z',
    status: 'ACTIVATED',
    acceptedTerms: { TERMS000000000000001: expect.objectContaining({ uniqueId: 'TERMS000000000000001' }) },
  });
});

test('an operator ends a session, and blocking a customer ends all', async () => {
  const { simulator } = createCaller({ customers: [{ email, password, sessions: two }] });
  const [first] = simulator.sessions(email);
  simulator.endSession(first!.sessionId);
  expect(simulator.sessions(email)).toHaveLength(1);
  expect(() => simulator.endSession(first!.sessionId)).toThrow(RangeError);
  simulator.changeCustomer(email, { status: 'BLOCKED' });
  expect(simulator.sessions(email)).toEqual([]);
  expect(() => simulator.changeCustomer('no@one.test', {})).toThrow('no@one.test');
});

test.each([1000, 10_000])('a session token of %i characters is issued and taken', async (sessionTokenLength) => {
  const { login, send } = createCaller({ customers: [{ email, password }], sessionTokenLength });
  const token = textOf(await login(email), 'customerSession');
  expect(token).toHaveLength(sessionTokenLength);
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect((await send('GET', `/sessions/validate?sessionToken=${token}`)).status).toBe(200);
});

test('a session token past 10,000 characters is invalid data', async () => {
  const { send } = createCaller();
  expect(outcome(await send('GET', `/sessions/validate?sessionToken=${'x'.repeat(10_001)}`))).toEqual([400, 99400]);
});
