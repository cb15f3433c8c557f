import { expect, test } from 'vitest';
import { initialFlow, reduce } from '../../src/flow/reduce.js';
import { at, credentials, entered, exchange, id, image, limit, otherId, problem, run, session, step } from './flows.js';

test('entering shows the credentials and asks for no call', () => {
  const { flow, calls } = run(initialFlow, { type: 'entered', process: 'login' });
  expect(flow.screen).toEqual({ name: 'credentials' });
  expect(flow.busy).toBe(false);
  expect(calls).toEqual([]);
});

test('submitting the credentials starts a login, is busy and remembers whom it is for', () => {
  const { flow, calls } = run(entered, { type: 'submitted', values: credentials });
  expect(calls).toEqual([{ name: 'login/start', body: credentials, turn: entered.turn + 1 }]);
  expect(flow).toMatchObject({ busy: true, identity: 'ada@example.com', screen: { name: 'credentials' } });
});

test('a second submit while busy changes nothing and makes no call', () => {
  const { flow } = run(entered, { type: 'submitted', values: credentials });
  const [next, call] = reduce(flow, { type: 'submitted', values: { identifier: 'eve', password: 'x' } });
  expect(next).toBe(flow);
  expect(call).toBeUndefined();
});

test('a session ends the process, with the customer and where to go on', () => {
  expect(at(session)).toMatchObject({
    screen: { name: 'done', customer: { id: '7' }, returnUrl: '/article' },
    id: undefined,
    busy: false,
  });
});

test('a session without a customer ends the process, too', () => {
  expect(at({ kind: 'session' }).screen).toEqual({ name: 'done', customer: undefined, returnUrl: undefined });
});

test.each([
  ['additional-data', { username: true }],
  ['two-factor', {}],
  ['add-two-factor', { image }],
  ['reset-password', {}],
  ['change-email', {}],
] as const)('the step %s becomes a screen with what it asks, under the name of the flow', (name, asks) => {
  expect(at(step[name])).toMatchObject({ screen: { name, asks }, id, busy: false, problem: undefined });
});

test('a session limit lists the sessions', () => {
  expect(at(limit)).toMatchObject({ screen: { name: 'session-limit', sessions: [{ id: 's1', os: 'Linux' }] }, id });
});

test('ending one session sends which, and ending all sends none', () => {
  expect(run(at(limit), { type: 'submitted', values: { session: 's1' } }).calls[0]).toMatchObject({
    name: 'login/end-sessions',
    body: { session: 's1', flow: id },
  });
  expect(run(at(limit), { type: 'submitted', values: {} }).calls[0]).toMatchObject({ body: { flow: id } });
});

test('steps follow each other in whatever order the gateway returns them', () => {
  const second = exchange(at(step['reset-password']), { password: 'new' }, { ...step['two-factor'], flow: otherId });
  expect(second).toMatchObject({ screen: { name: 'two-factor' }, id: otherId });
  const third = exchange(second, { code: '123456' }, limit);
  expect(third).toMatchObject({ screen: { name: 'session-limit' }, id });
  expect(exchange(third, {}, session).screen.name).toBe('done');
});

test('the change-of-e-mail notice has nothing to submit', () => {
  const flow = at(step['change-email']);
  expect(run(flow, { type: 'submitted', values: { code: '1' } })).toEqual({ flow, calls: [] });
});

test('done has nothing to submit', () => {
  const flow = at(session);
  expect(run(flow, { type: 'submitted', values: credentials })).toEqual({ flow, calls: [] });
});

test('Google is another way to submit the first screen', () => {
  const { flow, calls } = run(entered, { type: 'submitted', values: { idToken: 'x.y.z' }, via: 'google' });
  expect(calls).toEqual([{ name: 'login/google', body: { idToken: 'x.y.z' }, turn: entered.turn + 1 }]);
  expect(flow).toMatchObject({ busy: true, screen: { name: 'credentials' } });
});

test('Google can neither submit a later step nor make a second call', () => {
  const google = { type: 'submitted', values: { idToken: 'x' }, via: 'google' } as const;
  const later = at(step['two-factor']);
  expect(run(later, google)).toEqual({ flow: later, calls: [] });
  const { flow: busy } = run(entered, { type: 'submitted', values: credentials });
  expect(run(busy, google)).toEqual({ flow: busy, calls: [] });
});

test('the answer of a superseded call is ignored and leaves the newer one under way', () => {
  const first = run(entered, { type: 'submitted', values: credentials }).flow;
  const second = run(first, { type: 'aborted' }, { type: 'submitted', values: credentials }).flow;
  const [next] = reduce(second, { type: 'answered', answer: session, turn: first.turn });
  expect(next).toBe(second);
  expect(next.busy).toBe(true);
});

test('an answer is taken once', () => {
  const { flow } = run(entered, { type: 'submitted', values: credentials });
  const after = run(flow, { type: 'answered', answer: problem('wrong-credentials'), turn: flow.turn }).flow;
  expect(reduce(after, { type: 'answered', answer: session, turn: flow.turn })[0]).toBe(after);
});

test('a call that was given up frees the form, and its answer is ignored', () => {
  const { flow } = run(entered, { type: 'submitted', values: credentials });
  const given = run(flow, { type: 'aborted' }).flow;
  expect(given).toMatchObject({ busy: false, identity: 'ada@example.com', screen: { name: 'credentials' } });
  expect(reduce(given, { type: 'answered', answer: session, turn: flow.turn })[0]).toBe(given);
});

test('starting again goes to the credentials, ends the flow and keeps the identifier', () => {
  const { flow, calls } = run(at(step['two-factor']), { type: 'restarted' });
  expect(flow).toMatchObject({ screen: { name: 'credentials' }, id: undefined, identity: 'ada@example.com' });
  expect(calls).toEqual([{ name: 'flow/end', flow: id }]);
});

test('starting again without a flow ends none, and clears the problem', () => {
  const { flow, calls } = run(at(problem('wrong-credentials')), { type: 'restarted' });
  expect(flow).toMatchObject({ screen: { name: 'credentials' }, problem: undefined });
  expect(calls).toEqual([]);
});

test('starting again while a call is under way frees the form, and its answer is ignored', () => {
  const busy = run(at(step['two-factor']), { type: 'submitted', values: { code: '1' } }).flow;
  const { flow } = run(busy, { type: 'restarted' }, { type: 'answered', answer: session, turn: busy.turn });
  expect(flow).toMatchObject({ screen: { name: 'credentials' }, busy: false });
});
