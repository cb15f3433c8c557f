import { expect, test } from 'vitest';
import { problemEffects } from '../../src/contract/problems.js';
import { reduce } from '../../src/flow/reduce.js';
import type { Values } from '../../src/flow/flow.js';
import { begun, coded, exchange, forms, id, limit, otherId, problem, run, session, step, verify } from './flows.js';

/** What is kept of a form. */
const kept = ({ password: _password, ...others }: Values): Values => others;

const processes = ['registration', 'account-connect', 'password-forgotten'] as const;
const start = { registration: 'register', 'account-connect': 'identify', 'password-forgotten': 'address' } as const;

test.each(processes)('%s goes from its form to the sent code', (process) => {
  expect(begun(process)).toMatchObject({
    screen: { name: start[process] },
    process,
    initialProcess: process,
    busy: false,
  });
  expect(coded(process)).toMatchObject({
    screen: { name: 'verify', asks: { channel: 'email', resendAfter: 30, sent: 1 } },
    id,
    identity: 'ada@example.com',
  });
});

test.each(['registration', 'account-connect'] as const)('the right code ends %s', (process) => {
  const done = exchange(coded(process), { code: '123456' }, session);
  expect(done).toMatchObject({ screen: { name: 'done', customer: { id: '7' } }, id: undefined });
});

test('password forgotten goes by two-factor and a new password to the session', () => {
  const of = <T extends object>(answer: T) => ({ ...answer, process: 'password-forgotten' as const });
  const second = exchange(coded('password-forgotten'), { code: '1' }, of(step['two-factor']));
  expect(second.screen.name).toBe('two-factor');
  const third = exchange(second, { code: '2' }, of(step['reset-password']));
  expect(third.screen.name).toBe('reset-password');
  const fourth = exchange(third, { password: 'new' }, of(step['additional-data']));
  expect(fourth.screen.name).toBe('additional-data');
  const fifth = exchange(fourth, { username: 'ada' }, of(limit));
  expect(fifth).toMatchObject({ screen: { name: 'session-limit' }, initialProcess: 'password-forgotten' });
  expect(exchange(fifth, {}, session).screen.name).toBe('done');
});

test.each(processes)(
  'another code of %s is asked for under the same flow, and its answer replaces the screen',
  (process) => {
    const before = coded(process);
    const { flow: busy, calls } = run(before, { type: 'submitted', via: 'resend', values: {} });
    expect(calls).toEqual([{ name: `${process}/resend`, body: { flow: id }, turn: before.turn + 1 }]);
    const after = run(busy, { type: 'answered', answer: verify(process, 2), turn: busy.turn }).flow;
    expect(after).toMatchObject({ screen: { name: 'verify', asks: { sent: 2 } }, id, identity: 'ada@example.com' });
    expect(after.screen).not.toBe(before.screen);
    expect(after.firstValues).toBe(before.firstValues);
  },
);

test('another code that cannot be had yet leaves the screen as it is', () => {
  const before = coded('registration');
  const { flow: busy } = run(before, { type: 'submitted', via: 'resend', values: {} });
  const limited = problem('rate-limited', { retryAfter: 20 });
  const after = run(busy, { type: 'answered', answer: limited, turn: busy.turn }).flow;
  expect(after.screen).toBe(before.screen);
  expect(after).toMatchObject({ id, busy: false, problem: limited });
});

test('another code is asked for at the code step only, and not during a call', () => {
  const again = { type: 'submitted', via: 'resend', values: {} } as const;
  const form = begun('registration');
  expect(reduce(form, again)).toEqual([form]);
  const { flow: busy } = run(coded('registration'), { type: 'submitted', values: { code: '1' } });
  expect(reduce(busy, again)).toEqual([busy]);
});

test.each(['registration', 'account-connect', 'password-forgotten'] as const)(
  'what the form of %s held is kept, boxes included and the password not, for who comes back to correct it',
  (process) => {
    const { flow, calls } = run(coded(process), { type: 'restarted' });
    expect(flow).toMatchObject({ screen: { name: start[process] }, firstValues: kept(forms[process]), id: undefined });
    expect(calls).toEqual([{ name: 'flow/end', flow: id }]);
  },
);

test('the values of the login form are never kept', () => {
  const { flow } = run(begun('login'), { type: 'submitted', values: forms.login });
  expect(flow.firstValues).toBeUndefined();
});

test('the values of the last form submitted are kept', () => {
  const back = run(coded('registration'), { type: 'restarted' }).flow;
  const values = { ...forms.registration, email: 'eve@example.com' };
  expect(run(back, { type: 'submitted', values }).flow).toMatchObject({
    firstValues: kept(values),
    identity: 'eve@example.com',
  });
});

test('later steps do not overwrite the values of the first form', () => {
  const flow = exchange(coded('registration'), { code: '000000' }, problem('wrong-code'));
  expect(flow.firstValues).toEqual(kept(forms.registration));
});

test.each(['flow-expired', 'flow-exhausted'] as const)('%s goes back to the form with its values', (code) => {
  expect(exchange(coded('registration'), { code: '1' }, problem(code))).toMatchObject({
    screen: { name: 'register' },
    firstValues: kept(forms.registration),
    problem: { code },
  });
});

test('success, and entering a process, clear the values of a form', () => {
  expect(exchange(coded('registration'), { code: '1' }, session).firstValues).toBeUndefined();
  expect(run(coded('registration'), { type: 'entered', process: 'account-connect' }).flow.firstValues).toBeUndefined();
});

test('changing the process forgets whom it was for, the flow and its late answer: the element carries the address over', () => {
  const busy = run(coded('registration'), { type: 'submitted', values: { code: '1' } }).flow;
  const { flow } = run(
    busy,
    { type: 'entered', process: 'password-forgotten' },
    { type: 'answered', answer: session, turn: busy.turn },
  );
  expect(flow).toMatchObject({
    screen: { name: 'address' },
    process: 'password-forgotten',
    initialProcess: 'password-forgotten',
    id: undefined,
    busy: false,
  });
  expect(flow.identity).toBeUndefined();
});

test.each(['email-taken', 'already-registered', 'identifiers-mismatch', 'sms-unavailable', 'username-taken'] as const)(
  '%s leaves the form as it is',
  (code) => {
    const before = begun('account-connect');
    const after = exchange(before, forms['account-connect'], problem(code));
    expect(after.screen).toBe(before.screen);
    expect(after).toMatchObject({ busy: false, identity: 'ada@example.com', problem: { code } });
  },
);

test('a subscription that proves to be connected at the code ends the flow, and the form shows that with its values', () => {
  const after = exchange(coded('account-connect'), { code: '1' }, problem('already-registered'));
  expect(after).toMatchObject({
    screen: { name: 'identify' },
    id: undefined,
    firstValues: kept(forms['account-connect']),
    problem: { code: 'already-registered' },
  });
});

test.each(problemEffects.ends)('%s at the first form, where there is no flow yet, leaves the form as it is', (code) => {
  const before = begun('registration');
  const after = exchange(before, forms.registration, problem(code));
  expect(after.screen).toBe(before.screen);
  expect(after.problem).toMatchObject({ code });
});

const google = { type: 'submitted', via: 'google', values: { idToken: 'x.y.z' } } as const;

test('a registration with Google continues as a login, and starting again goes back to the registration', () => {
  const { flow: busy, calls } = run(begun('registration'), google);
  expect(calls).toEqual([{ name: 'login/google', body: { idToken: 'x.y.z' }, turn: busy.turn }]);
  const next = run(busy, { type: 'answered', answer: step['additional-data'], turn: busy.turn }).flow;
  expect(next).toMatchObject({ process: 'login', initialProcess: 'registration', screen: { name: 'additional-data' } });
  expect(run(next, { type: 'submitted', values: { username: 'ada' } }).calls).toMatchObject([
    { name: 'login/additional-data', body: { username: 'ada', flow: id } },
  ]);
  const back = run(next, { type: 'restarted' });
  expect(back.flow).toMatchObject({ process: 'registration', screen: { name: 'register' } });
  expect(back.calls).toEqual([{ name: 'flow/end', flow: id }]);
  expect(exchange(next, { username: 'ada' }, problem('flow-expired'))).toMatchObject({
    process: 'registration',
    screen: { name: 'register' },
  });
});

test("Google's token is not kept with the values of the form, which stay", () => {
  expect(run(begun('registration'), google).flow.firstValues).toBeUndefined();
  const back = run(coded('registration'), { type: 'restarted' }).flow;
  expect(run(back, google).flow.firstValues).toEqual(kept(forms.registration));
});

test('Google can neither connect a subscription nor recover a password', () => {
  for (const process of ['account-connect', 'password-forgotten'] as const) {
    const flow = begun(process);
    expect(reduce(flow, google)).toEqual([flow]);
  }
});

test.each([
  'connect',
  'misconfigured',
  'settings',
  'off',
  'emergency',
  'domain',
  'endpoint',
  'protocol-unknown',
] as const)('settings that say %s close the form, and those that allow the process open it again', (why) => {
  const closed = run(begun('account-connect'), { type: 'assessed', why }).flow;
  expect(closed.screen).toEqual({ name: 'unavailable', why });
  expect(run(closed, { type: 'assessed' }).flow.screen).toEqual({ name: 'identify' });
});

test('settings do not close the code step', () => {
  const flow = coded('account-connect');
  expect(reduce(flow, { type: 'assessed', why: 'connect' })).toEqual([flow]);
});

test.each([
  ['connect-unavailable', 'connect'],
  ['connect-misconfigured', 'misconfigured'],
  ['domain-not-allowed', 'domain'],
  ['login-unavailable', 'off'],
  ['login-emergency', 'emergency'],
] as const)('%s is a notice of its own', (code, why) => {
  expect(exchange(begun('account-connect'), forms['account-connect'], problem(code))).toMatchObject({
    screen: { name: 'unavailable', why },
    problem: undefined,
    busy: false,
  });
});

test.each(processes)(
  'a sent code of %s is resumed with the masked address, and no flow of another process',
  (process) => {
    const wait = run(begun('login'), { type: 'entered', process, wait: true }).flow;
    expect(wait.screen.name).toBe('loading');
    const address = 'a•••@e•••.com';
    const flows = [{ answer: step['two-factor'] }, { address, answer: verify(process, 3, otherId) }];
    const flow = run(wait, { type: 'resumed', flows }).flow;
    expect(flow).toMatchObject({ screen: { name: 'verify', asks: { sent: 3 } }, id: otherId, address });
    expect(flow.identity).toBeUndefined();
    const other = run(wait, { type: 'resumed', flows: [{ answer: step['two-factor'] }] }).flow;
    expect(other.screen).toEqual({ name: start[process] });
  },
);
