import { expect, test } from 'vitest';
import type { OperationRecord } from '../../../src/gateway/base/call-record.js';
import { createHealthNotes } from '../../../src/gateway/observing/api-health.js';
import { faultOf } from '../../../src/gateway/observing/operation-fault.js';

const of = (more: Partial<OperationRecord>): OperationRecord => ({
  operation: 'login/verify',
  milliseconds: 5,
  ...more,
});

test.each<[string | undefined, Partial<OperationRecord>]>([
  [undefined, {}],
  ['refused', { code: 'wrong-credentials', cause: 'HTTP 403' }],
  ['refused', { code: 'locked', cause: 'HTTP 423' }],
  ['rate-limited', { code: 'rate-limited', cause: 'HTTP 429' }],
  ['token', { code: 'misconfigured', cause: 'HTTP 401', lacks: 'token' }],
  ['right', { code: 'misconfigured', cause: 'HTTP 401', lacks: 'right' }],
  // The function that returns the token has failed.
  ['token', { code: 'misconfigured' }],
  ['timeout', { code: 'upstream-timeout', cause: 'not sent' }],
  ['timeout', { code: 'upstream-timeout', cause: 'AbortError' }],
  ['network', { code: 'upstream-failed', cause: 'ECONNREFUSED' }],
  ['network', { code: 'upstream-failed', cause: 'TypeError' }],
  ['server-error', { code: 'upstream-failed', cause: 'HTTP 503' }],
  ['unexpected', { code: 'upstream-failed', cause: 'HTTP 418' }],
  ['unexpected', { code: 'upstream-failed', cause: 'not JSON' }],
  ['unexpected', { code: 'upstream-failed', cause: 'too large' }],
  ['unexpected', { code: 'upstream-failed' }],
  ['unexpected', { code: 'gateway-failed' }],
  ['circuit-open', { code: 'upstream-failed', cause: 'circuit open' }],
])('%s is the class of %o', (fault, record) => {
  expect(faultOf(of(record))).toBe(fault);
});

test('what was not sent is no news of the hosted API, and a circuit that has closed is none', () => {
  const notes = createHealthNotes();
  notes.note({ of: 'circuit', circuit: 'processes', isOpen: true });
  notes.note({ of: 'operation', record: of({ code: 'upstream-failed', cause: 'circuit open' }) });
  expect(notes.read()).toEqual({
    apiToken: 'unknown',
    missingRights: [],
    emergency: false,
    openCircuits: ['processes'],
  });
  notes.note({ of: 'circuit', circuit: 'processes', isOpen: false });
  notes.note({ of: 'operation', record: of({}) });
  expect(notes.read()).toMatchObject({ apiToken: 'accepted', openCircuits: [], last: { outcome: 'worked' } });
});

test('a copy of the settings that stands in says nothing of an emergency', () => {
  const notes = createHealthNotes();
  notes.note({ of: 'settings', state: 'emergency', age: 0 });
  notes.note({ of: 'settings', state: 'stale', age: 900 });
  expect(notes.read().emergency).toBe(true);
  notes.note({ of: 'settings', state: 'fresh', age: 0 });
  expect(notes.read().emergency).toBe(false);
});
