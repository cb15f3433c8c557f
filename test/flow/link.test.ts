import { expect, test } from 'vitest';
import { reduce } from '../../src/flow/reduce.js';
import { arrived, exchange, id, limit, linked, otherId, problem, run, session, step, verify } from './flows.js';

const processes = ['registration', 'password-forgotten'] as const;
const foreign = { email: true, password: true, began: '2026-05-04T10:00:00Z' } as const;

test.each(processes)('who comes by a link of %s is at the step that confirms it', (process) => {
  const flow = arrived(process, linked(process, foreign));
  expect(flow).toMatchObject({ screen: { name: 'confirm-link', asks: foreign }, id, busy: false, problem: undefined });
});

test.each(processes)('it is the link of %s that is shown, not what else could be resumed', (process) => {
  const other = process === 'registration' ? 'password-forgotten' : 'registration';
  const flow = arrived(process, verify(process, 1, otherId), linked(other), linked(process));
  expect(flow).toMatchObject({ screen: { name: 'confirm-link' }, process, id });
});

test.each([
  ['registration', 'register'],
  ['password-forgotten', 'address'],
] as const)('where no link of %s waits, that is said at its start', (process, start) => {
  for (const answers of [[], [verify(process)], [linked('login')]]) {
    const flow = arrived(process, ...answers);
    expect(flow).toMatchObject({ screen: { name: start }, id: undefined, problem: { code: 'link-invalid' } });
  }
});

test('who did not come by a link is told nothing of one', () => {
  const { flow } = run(run(arrived('registration'), { type: 'entered', process: 'registration', wait: true }).flow, {
    type: 'resumed',
    flows: [],
  });
  expect(flow).toMatchObject({ screen: { name: 'register' }, problem: undefined });
});

test('the code of a link is spent only by confirming, which sends the flow', () => {
  const flow = arrived('registration', linked('registration'));
  const { flow: busy, calls } = run(flow, { type: 'submitted', values: {} });
  expect(calls).toEqual([{ name: 'registration/verify-link', body: { flow: id }, turn: flow.turn + 1 }]);
  expect(busy).toMatchObject({ busy: true, screen: { name: 'confirm-link' } });
});

test('what was asked for goes with it, and is whom the flow is for', () => {
  const { flow, calls } = run(arrived('registration', linked('registration', foreign)), {
    type: 'submitted',
    values: { email: 'ada@example.com', password: 'p' },
  });
  expect(calls).toMatchObject([{ body: { flow: id, email: 'ada@example.com', password: 'p' } }]);
  expect(flow.identity).toBe('ada@example.com');
  expect(flow.firstValues).toBeUndefined();
});

test.each(['email-mismatch', 'wrong-code', 'rate-limited', 'offline'] as const)(
  '%s leaves the link to be confirmed again',
  (code) => {
    const before = arrived('registration', linked('registration', foreign));
    const after = exchange(before, { email: 'eve@example.com' }, problem(code));
    expect(after.screen).toBe(before.screen);
    expect(after.problem).toEqual(problem(code));
    expect(run(after, { type: 'submitted', values: { email: 'ada@example.com' } }).calls).toMatchObject([
      { body: { flow: id, email: 'ada@example.com' } },
    ]);
  },
);

test.each([
  ['registration', 'register'],
  ['password-forgotten', 'address'],
] as const)('a link of %s that is not valid goes to its start, with the problem', (process, start) => {
  expect(exchange(arrived(process, linked(process)), {}, problem('link-invalid'))).toMatchObject({
    screen: { name: start },
    process,
    id: undefined,
    busy: false,
    problem: { code: 'link-invalid' },
  });
});

test('a confirmed registration is signed in', () => {
  expect(exchange(arrived('registration', linked('registration')), {}, session).screen).toEqual({
    name: 'done',
    customer: { id: '7' },
    returnUrl: '/article',
  });
});

test('a confirmed link of password forgotten goes on with the next step, under its flow', () => {
  const flow = arrived('password-forgotten', linked('password-forgotten'));
  const next = { ...step['reset-password'], process: 'password-forgotten' } as const;
  expect(exchange(flow, {}, next)).toMatchObject({ screen: { name: 'reset-password' }, id });
  const full = { ...limit, process: 'password-forgotten' } as const;
  expect(exchange(flow, {}, full).screen.name).toBe('session-limit');
});

test('leaving a link begins the process, and gives the link up', () => {
  const { flow, calls } = run(arrived('registration', linked('registration')), { type: 'restarted' });
  expect([flow.screen, calls]).toEqual([{ name: 'register' }, [{ name: 'flow/end', flow: id }]]);
});

test('settings, and flows to resume, do not take a link away', () => {
  const flow = arrived('registration', linked('registration'));
  expect(reduce(flow, { type: 'assessed', why: 'settings' })).toEqual([flow]);
  expect(reduce(flow, { type: 'assessed' })).toEqual([flow]);
  expect(reduce(flow, { type: 'resumed', flows: [{ answer: verify('registration') }] })).toEqual([flow]);
});
