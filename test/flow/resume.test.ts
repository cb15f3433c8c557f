import { expect, test } from 'vitest';
import type { Resumable } from '../../src/contract/answer.js';
import type { Flow } from '../../src/flow/flow.js';
import { initialFlow, reduce } from '../../src/flow/reduce.js';
import {
  at,
  credentials,
  entered,
  exchange,
  forms,
  id,
  limit,
  otherId,
  problem,
  resumed,
  run,
  session,
  step,
  verify,
  waiting,
} from './flows.js';

const address = 'a•••@e•••.com';

test('where a flow may be resumed the first screen waits', () => {
  expect(waiting.screen).toEqual({ name: 'loading' });
  expect(run(waiting, { type: 'submitted', values: credentials })).toEqual({ flow: waiting, calls: [] });
});

test('a flow is resumed at its step, with the masked address and no identity', () => {
  const flow = resumed({ address, answer: step['two-factor'] });
  expect(flow).toMatchObject({ screen: { name: 'two-factor', asks: {} }, id, address, busy: false });
  expect(flow.identity).toBeUndefined();
});

test('a session limit is resumed, too, and without an address', () => {
  expect(resumed({ answer: limit })).toMatchObject({ screen: { name: 'session-limit' }, id, address: undefined });
});

test('a resumed step is submitted with the name of its flow', () => {
  const { calls, flow } = run(resumed({ address, answer: step['two-factor'] }), {
    type: 'submitted',
    values: { code: '123456' },
  });
  expect(calls).toMatchObject([{ name: 'login/two-factor', body: { code: '123456', flow: id } }]);
  expect(flow.identity).toBeUndefined();
});

test('without a flow to resume the process begins', () => {
  expect(resumed()).toMatchObject({ screen: { name: 'credentials' }, busy: false });
});

test('only a flow of its own process is resumed', () => {
  const foreign = verify('registration');
  expect(resumed({ answer: foreign }).screen).toEqual({ name: 'credentials' });
  expect(resumed({ answer: foreign }, { answer: limit }).screen.name).toBe('session-limit');
});

test('a late list of flows to resume does not touch a process that has begun', () => {
  expect(reduce(entered, { type: 'resumed', flows: [{ answer: limit }] })).toEqual([entered]);
});

test('the masked address goes with the flow that it belongs to', () => {
  const flow = resumed({ address, answer: step['two-factor'] });
  expect(exchange(flow, { code: '1' }, problem('wrong-code')).address).toBe(address);
  expect(run(flow, { type: 'restarted' }).flow.address).toBeUndefined();
  const lost = exchange(flow, { code: '1' }, problem('flow-expired'));
  expect([lost.address, lost.identity]).toEqual([undefined, undefined]);
});

test('starting again does not wait for flows to resume', () => {
  expect(run(waiting, { type: 'restarted' }).flow.screen).toEqual({ name: 'credentials' });
});

test('entering again forgets problem, flow and a call under way', () => {
  const busy = run(at(step['two-factor']), { type: 'submitted', values: { code: '1' } }).flow;
  const { flow } = run(
    busy,
    { type: 'entered', process: 'login' },
    { type: 'answered', answer: session, turn: busy.turn },
  );
  expect(flow).toMatchObject({ screen: { name: 'credentials' }, busy: false, id: undefined, problem: undefined });
});

test.each(['off', 'emergency', 'domain', 'endpoint'] as const)(
  'settings with the reason %s replace the first screen with a notice',
  (why) => {
    expect(run(entered, { type: 'assessed', why }).flow.screen).toEqual({ name: 'unavailable', why });
    expect(run(waiting, { type: 'assessed', why }).flow.screen).toEqual({ name: 'unavailable', why });
  },
);

test.each([
  ['a step', at(step['two-factor'])],
  ['done', at(session)],
  ['a call under way', run(entered, { type: 'submitted', values: credentials }).flow],
] satisfies [string, Flow][])('settings never close %s', (_, flow) => {
  expect(reduce(flow, { type: 'assessed', why: 'off' })).toEqual([flow]);
});

test('settings that allow the process open it again, and otherwise change nothing', () => {
  const closed = run(entered, { type: 'assessed', why: 'off' }).flow;
  expect(run(closed, { type: 'assessed' }).flow.screen).toEqual({ name: 'credentials' });
  expect(reduce(entered, { type: 'assessed' })).toEqual([entered]);
});

test('settings can close the process for another reason', () => {
  const closed = run(entered, { type: 'assessed', why: 'off' }, { type: 'assessed', why: 'emergency' }).flow;
  expect(closed.screen).toEqual({ name: 'unavailable', why: 'emergency' });
});

test('a closed process keeps whom it was for, and has nothing to submit', () => {
  const closed = run(at(problem('wrong-credentials')), { type: 'assessed', why: 'off' }).flow;
  expect(closed).toMatchObject({ identity: 'ada@example.com', problem: undefined });
  expect(run(closed, { type: 'submitted', values: credentials }).calls).toEqual([]);
  expect(run(closed, { type: 'assessed' }).flow.identity).toBe('ada@example.com');
});

test('a flow before its first event is not busy and has made no call', () => {
  expect(initialFlow).toEqual({
    process: 'login',
    initialProcess: 'login',
    screen: { name: 'credentials' },
    busy: false,
    turn: 0,
  });
});

const mine = { address: 'm•••@e•••.com', answer: verify('registration') };
const theirs = { address: 't•••@e•••.com', answer: verify('registration', 1, otherId) };
const registering = run(initialFlow, { type: 'entered', process: 'registration', wait: true }).flow;
const taken = (own: string | undefined, ...flows: Resumable[]): Flow =>
  run(registering, { type: 'resumed', flows, own }).flow;

test('of two flows of a process the tab resumes the one that it began, whichever is newer', () => {
  expect(taken(id, theirs, mine)).toMatchObject({ id, address: mine.address });
  expect(taken(otherId, theirs, mine)).toMatchObject({ id: otherId, address: theirs.address });
});

test('a tab whose own flow is over begins again, and leaves the flow of another tab alone', () => {
  expect(taken('CCCCCCCCCCCCCCCCCCCCCC', theirs).screen).toEqual({ name: 'register' });
  expect(taken('', theirs).screen).toEqual({ name: 'register' });
});

test('a tab that began none resumes the newest', () => {
  expect(taken(undefined, theirs, mine)).toMatchObject({ id: otherId });
});

test('starting again ends the flow that the tab began, but not one that it only resumed', () => {
  expect(run(taken(id, mine), { type: 'restarted' }).calls).toEqual([{ name: 'flow/end', flow: id }]);
  const { flow, calls } = run(taken(undefined, theirs), { type: 'restarted' });
  expect(calls).toEqual([]);
  expect(flow.screen).toEqual({ name: 'register' });
  const again = exchange(flow, forms.registration, verify('registration'));
  expect(run(again, { type: 'restarted' }).calls).toEqual([{ name: 'flow/end', flow: id }]);
});
