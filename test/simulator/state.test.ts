import { expect, test } from 'vitest';
import type { SimulatorState } from '../../src/simulator/index.js';
import { createCaller, outcome, textOf } from './caller.js';
import {
  codeOf,
  connect,
  connectable,
  email,
  forget,
  fresh,
  imported,
  register,
  settings,
  someone,
} from './processes.js';

// docs/hosted-api.md, "Settings", ssoName, at registration.
test.each([
  ['REQUIRED', 20060],
  ['REGISTRATION_REQUIRED', 20060],
  ['REGISTRATION_REQUIRED_LOGIN_OPTIONAL', 20060],
  ['OPTIONAL', 'EMAIL'],
  ['REGISTRATION_OPTIONAL', 'EMAIL'],
  ['REGISTRATION_OPTIONAL_LOGIN_REQUIRED', 'EMAIL'],
  ['NONE', 'EMAIL'],
  ['LOGIN_REQUIRED', 'EMAIL'],
  ['LOGIN_OPTIONAL', 'EMAIL'],
] as const)('with %s a registration without names comes to %s', async (ssoName, what) => {
  expect(outcome(await register(createCaller({ settings: settings({ ssoName }) })))[1]).toBe(what);
});

test('the lock of a registration holds for ten seconds, and for its address alone', async () => {
  const caller = createCaller();
  for (let count = 0; count < 5; count += 1) expect((await register(caller)).status).toBe(200);
  expect(outcome(await register(caller))).toEqual([423, 20026]);
  expect((await register(caller, { email })).status).toBe(200);
  caller.advance(9);
  expect((await register(caller)).status).toBe(423);
  caller.advance(1);
  expect((await register(caller)).status).toBe(200);
});

test('terms that change after the registration began are asked at the next login', async () => {
  const caller = createCaller({
    settings: { settings: { tokenType: 'EMAIL', ssoRecheckTerms: true }, ssoTermText: 'First' },
  });
  const opened = codeOf(await register(caller));
  caller.simulator.configure({ ssoTermText: 'Second' });
  await caller.post('registration/validate', opened);
  expect(outcome(await caller.login(fresh))).toEqual([200, 'ADDITIONAL_DATA']);
});

test('of two registrations for one address the first that is confirmed wins', async () => {
  const caller = createCaller();
  const [one, two] = [codeOf(await register(caller)), codeOf(await register(caller))];
  expect((await caller.post('registration/validate', two)).status).toBe(201);
  expect(outcome(await caller.post('registration/validate', one))).toEqual([400, 20007]);
});

test('a set-up of the second factor that is due waits for the next login after a reset', async () => {
  const caller = createCaller({ customers: [{ ...someone, twoFactor: 'to-add' }] });
  const next = await caller.post('passwordForgotten/verifyToken', codeOf(await forget(caller)));
  const token = textOf(next, 'token');
  const done = await caller.post('passwordForgotten/resetPassword', { token, password: 'new one' });
  expect(outcome(done)).toEqual([202, 'session']);
  const login = await caller.post('login/verify', { email, password: 'new one' });
  expect(outcome(login)).toEqual([200, 'ADD_TWO_FACTOR']);
});

test('opt-ins are shown as stored, each channel for itself', async () => {
  const caller = createCaller({
    customers: [{ ...someone, customerId: '7' }],
    settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true } },
    texts: { de: { ssoOptInText: 'Neuigkeiten' } },
  });
  const put = (optIns: object) => caller.send('PUT', '/customers/7/optIns', { optIns });
  await put({ EMAIL: { status: 'SINGLE_OPT_IN' } });
  const { body } = await put({ POST: { status: 'DOUBLE_OPT_IN' } });
  const stored = { EMAIL: { status: 'SINGLE_OPT_IN' }, POST: { status: 'DOUBLE_OPT_IN' } };
  expect(body).toMatchObject({ customerId: '7', optIns: stored });
  expect(caller.simulator.customer(email)?.optIns).toMatchObject(stored);
  caller.simulator.configure({ ssoOptIn: false });
  expect((await put({ EMAIL: { status: 'DOUBLE_OPT_IN' } })).status).toBe(206);
  expect(caller.simulator.customer(email)?.optIns.EMAIL?.status).toBe('SINGLE_OPT_IN');
});

test('a transferred session is the same, and ends with it', async () => {
  const caller = createCaller({ customers: [someone] });
  const session = textOf(await caller.login(email), 'customerSession');
  const made = await caller.send('POST', '/sessions/transferToken', { customerSession: session });
  const transferToken = textOf(made, 'transferToken');
  expect(transferToken.length).toBeLessThanOrEqual(50);
  caller.advance(29);
  const taken = await caller.send('GET', `/sessions/transferToken?transferToken=${transferToken}`);
  expect(textOf(taken, 'customerSession')).toBe(session);
});

test('a state goes on in another simulator, through JSON', async () => {
  const options = { customers: [imported, someone], settings: connectable() };
  const first = createCaller(options);
  const opened = codeOf(await connect(first));
  const session = textOf(await first.login(email), 'customerSession');
  const saved = JSON.parse(JSON.stringify(first.simulator.exportState())) as SimulatorState;
  const second = createCaller();
  second.simulator.importState(saved);
  expect((await second.send('GET', `/sessions/validate?sessionToken=${session}`)).status).toBe(200);
  expect((await second.post('registration/loginIdentifier/validate', opened)).status).toBe(201);
  expect(second.simulator.inbox).toHaveLength(1);
  expect(first.simulator.customer('100200300')?.email).toBeUndefined();
});

test.each([
  ['nothing', () => null],
  ['no list of steps', (state: SimulatorState) => ({ ...state, steps: {} })],
  ['a member too many', (state: SimulatorState) => ({ ...state, more: 1 })],
  [
    'a setting that is none',
    (state: SimulatorState) => ({ ...state, document: { settings: { tokenType: 'PIGEON' } } }),
  ],
])('a state with %s is refused and changes nothing', (_, spoil) => {
  const { simulator } = createCaller({ customers: [someone] });
  const before = simulator.exportState();
  expect(() => simulator.importState(spoil(before) as SimulatorState)).toThrow(TypeError);
  expect(simulator.exportState()).toEqual(before);
});
