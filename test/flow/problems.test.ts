import { expect, test } from 'vitest';
import type { Problem } from '../../src/contract/answer.js';
import { at, credentials, entered, exchange, id, problem, run, session, step } from './flows.js';

/** Codes after which the same screen can be submitted again, by hand. */
const staying: readonly Problem['code'][] = [
  'wrong-credentials',
  'account-inactive',
  'account-deactivated',
  'account-blocked',
  'unknown-account',
  'wrong-code',
  'username-taken',
  'data-missing',
  'invalid-data',
  'third-party-refused',
  'session-unknown',
  'locked',
  'rate-limited',
  'upstream-failed',
  'upstream-timeout',
  'misconfigured',
  'invalid-request',
  'protocol-unknown',
  'request-refused',
  'gateway-failed',
  'offline',
  'timeout',
  'bad-answer',
  'not-a-gateway',
];

test.each(staying)('%s leaves the step, the flow and whom it is for, so that it can be tried again', (code) => {
  const before = at(step['two-factor']);
  const after = exchange(before, { code: '000000' }, problem(code));
  expect(after).toMatchObject({
    screen: { name: 'two-factor' },
    id,
    busy: false,
    identity: 'ada@example.com',
    problem: { kind: 'problem', code },
  });
  expect(after.screen).toBe(before.screen);
  expect(run(after, { type: 'submitted', values: { code: '1' } }).calls).toHaveLength(1);
});

test.each([
  'flow-unknown',
  'flow-expired',
  'flow-used',
  'flow-order',
  'flow-exhausted',
  'removal-refused',
  'signed-out',
  'link-invalid',
  'link-used',
  'reset-finished',
] as const)('%s goes back to the credentials, with the problem and the identifier kept', (code) => {
  expect(exchange(at(step['two-factor']), { code: '1' }, problem(code, { reference: 'r1' }))).toMatchObject({
    screen: { name: 'credentials' },
    id: undefined,
    busy: false,
    identity: 'ada@example.com',
    problem: { code, reference: 'r1' },
  });
});

test('a flow that is lost is not given up with a call', () => {
  const { calls } = run(exchange(at(step['two-factor']), {}, problem('flow-used')), { type: 'restarted' });
  expect(calls).toEqual([]);
});

test.each([
  ['domain-not-allowed', 'domain'],
  ['login-unavailable', 'off'],
  ['login-emergency', 'emergency'],
] as const)('%s is a notice of its own, not a problem in the form', (code, why) => {
  expect(at(problem(code))).toMatchObject({ screen: { name: 'unavailable', why }, problem: undefined, busy: false });
});

test.each(['brand-new', 'constructor', '__proto__', 'toString', ''])(
  'the unknown code %j is shown in the form, like any other',
  (code) => {
    const unknown = problem(code as Problem['code']);
    expect(at(unknown)).toMatchObject({ screen: { name: 'credentials' }, problem: unknown, busy: false });
  },
);

test('the next submit takes the problem away', () => {
  const { flow } = run(at(problem('wrong-credentials')), { type: 'submitted', values: credentials });
  expect(flow.problem).toBeUndefined();
});

test('the next answer takes the problem away', () => {
  expect(exchange(at(problem('wrong-credentials')), credentials, session).problem).toBeUndefined();
});

test('fields and waiting times of a problem are kept for the screen', () => {
  const limited = problem('rate-limited', { retryAfter: 30, fields: { code: 'invalid' } });
  expect(exchange(entered, credentials, limited).problem).toEqual(limited);
});
