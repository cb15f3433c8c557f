import { expect, test } from 'vitest';
import { createLedger, outcomeOf } from '../../../scripts/day/ledger.js';

const answer = (status: number, body: Record<string, unknown>) => ({ status, headers: {}, body });

test.each([
  [answer(401, { code: 'wrong-credentials', kind: 'problem' }), 'wrong-credentials'],
  [answer(200, { kind: 'session' }), 'session'],
  [answer(200, { availability: 'signedOut' }), 'signedOut'],
  [answer(502, {}), 'HTTP 502'],
  [answer(200, { kind: 7 }), 'HTTP 200'],
])('an answer is one word: %o', (given, word) => {
  expect(outcomeOf(given)).toBe(word);
});

test('deeds are summed up by kind, of the day and of an hour', () => {
  const ledger = createLedger();
  for (let index = 1; index <= 20; index += 1)
    ledger.note({
      hour: index > 10 ? 7 : 6,
      deed: 'visit',
      outcome: index === 20 ? 'failed: ECONNRESET' : 'session',
      milliseconds: index,
    });
  ledger.note({ hour: 7, deed: 'sign-in', outcome: 'session', milliseconds: 40.4 });
  expect(ledger.deeds()).toEqual([
    { deed: 'sign-in', times: 1, median: 40, p95: 40, outcomes: { session: 1 } },
    { deed: 'visit', times: 20, median: 10, p95: 19, outcomes: { session: 19, 'failed: ECONNRESET': 1 } },
  ]);
  expect(ledger.deeds(6)).toEqual([{ deed: 'visit', times: 10, median: 5, p95: 9, outcomes: { session: 10 } }]);
  expect(ledger.deeds(8)).toEqual([]);
});

test('losses are kept in words', () => {
  const ledger = createLedger();
  ledger.lose('a session');
  expect(ledger.lost).toEqual(['a session']);
});
