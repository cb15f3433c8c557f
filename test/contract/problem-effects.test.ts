import { expect, test } from 'vitest';
import { canRetry, endsFlow, problemEffects, problems } from '../../src/contract/problems.js';

const { ends, retry } = problemEffects;

test('no problem both ends a flow and can be tried again', () => {
  expect((ends as readonly string[]).filter((code) => (retry as readonly string[]).includes(code))).toEqual([]);
});

test('what says that a step token is over ends the flow, and a fault that passes does not', () => {
  expect((['flow-used', 'flow-expired', 'already-registered', 'link-used'] as const).filter(endsFlow)).toHaveLength(4);
  expect((['wrong-code', 'upstream-failed', 'rate-limited', 'email-mismatch'] as const).filter(endsFlow)).toEqual([]);
});

test('what the reader has to correct or to wait for is not tried again as it was', () => {
  expect((['offline', 'gateway-failed', 'upstream-timeout'] as const).filter(canRetry)).toHaveLength(3);
  expect((['wrong-code', 'rate-limited', 'flow-used', 'misconfigured'] as const).filter(canRetry)).toEqual([]);
});

test.each(['constructor', '__proto__', 'toString', ''])('the unknown code %j has no effect', (code) => {
  expect([endsFlow(code as 'locked'), canRetry(code as 'locked')]).toEqual([false, false]);
});

/** After these Chromium sends the same request again by itself, on a connection that was used before. */
const repeated = [408, 421, 425];

test('no problem has a status after which a browser sends the request again by itself', () => {
  expect(Object.entries(problems).filter(([, status]) => repeated.includes(status))).toEqual([]);
});
