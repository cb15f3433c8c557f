import { expect, test } from 'vitest';
import { parseAnswer, parseFlows } from '../../src/client/parse-answer.js';
import type { Reply } from '../../src/client/client.js';

const flow = 'AAAAAAAAAAAAAAAAAAAAAA';
const bad = { kind: 'problem', code: 'bad-answer' };

test.each(['verify', 'additional-data', 'two-factor', 'add-two-factor', 'reset-password', 'change-email'])(
  'the step %s is taken as it is',
  (step) => {
    const reply = { kind: 'step', process: 'login', flow, step, asks: {} };
    expect(parseAnswer(reply)).toBe(reply);
  },
);

test.each(['login', 'registration', 'account-connect', 'password-forgotten'])(
  'an answer of %s is taken as it is',
  (process) => {
    const reply = { kind: 'step', process, flow, step: 'two-factor', asks: {} };
    expect(parseAnswer(reply)).toBe(reply);
  },
);

test.each<Reply>([
  { kind: 'session' },
  { kind: 'sessionLimit', process: 'login', flow, sessions: [] } as Reply,
  { kind: 'problem', code: 'wrong-credentials' },
])('%j is taken as it is', (reply) => {
  expect(parseAnswer(reply)).toBe(reply);
});

test('a problem whose code nobody knows is taken as it is', () => {
  const reply = { kind: 'problem', code: 'brand-new' } as unknown as Reply;
  expect(parseAnswer(reply)).toBe(reply);
});

test.each([
  ['nothing', {}],
  ['a list', []],
  ['an unknown kind', { kind: 'maintenance' }],
  ['the answer to another call', { kind: 'flows', flows: [] }],
  ['an unknown step', { kind: 'step', process: 'login', flow, step: 'palm-reading', asks: {} }],
  ['a step that does not say what it asks', { kind: 'step', process: 'login', flow, step: 'two-factor' }],
  ['a step without a name', { kind: 'step', process: 'login', flow, asks: {} }],
  ['a step of an unknown process', { kind: 'step', process: 'payment', flow, step: 'two-factor', asks: {} }],
  ['a step of no process', { kind: 'step', flow, step: 'two-factor', asks: {} }],
  ['a session limit of no process', { kind: 'sessionLimit', flow, sessions: [] }],
  ['a step without its flow', { kind: 'step', process: 'login', step: 'two-factor', asks: {} }],
  ['a session limit without sessions', { kind: 'sessionLimit', process: 'login', flow }],
  ['a session limit whose sessions are no list', { kind: 'sessionLimit', process: 'login', flow, sessions: {} }],
] as [string, Reply][])('%s becomes the problem bad-answer', (_, reply) => {
  expect(parseAnswer(reply)).toEqual(bad);
});

const step = { kind: 'step', process: 'login', flow, step: 'two-factor', asks: {} };

test('flows to resume are taken as they are, in their order', () => {
  const flows = [{ address: 'a•••@e•••.com', answer: step }, { answer: { ...step, step: 'change-email' } }];
  expect(parseFlows({ kind: 'flows', flows } as Reply)).toEqual(flows);
});

test('flows that have no screen here are left out, so that none is waited for in vain', () => {
  const unknown = { answer: { ...step, step: 'palm-reading' } };
  const reply = { kind: 'flows', flows: [null, 7, {}, { answer: null }, unknown, { answer: step }] };
  expect(parseFlows(reply as Reply)).toEqual([{ answer: step }]);
});

test.each([
  ['a problem', { kind: 'problem', code: 'offline' }],
  ['an answer without flows', { kind: 'flows' }],
  ['a text for flows', { kind: 'flows', flows: 'none' }],
  ['nothing for flows', { kind: 'flows', flows: null }],
] as [string, Reply][])('%s has no flow to resume', (_, reply) => {
  expect(parseFlows(reply)).toEqual([]);
});

test.each(['toString', 'constructor', '__proto__'])('a process named %s is none', (process) => {
  const answer = { kind: 'step', process, flow: 'A'.repeat(22), step: 'two-factor', asks: {} };
  expect(parseAnswer(answer)).toEqual({ kind: 'problem', code: 'bad-answer' });
});
