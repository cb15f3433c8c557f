import { expect, test } from 'vitest';
import { reduce } from '../../src/flow/reduce.js';
import { arrived, exchange, id, limit, link, problem, run, session, step, verify } from './flows.js';

const processes = ['registration', 'password-forgotten'] as const;

test.each(processes)('who comes by a link of %s to the browser that began the flow only confirms', (process) => {
  const { screen, busy } = arrived(process);
  expect(screen).toEqual({ name: 'confirm-link', link, ask: false });
  expect(busy).toBe(false);
});

test.each(processes)('who comes by a link of %s to another browser is asked for the address', (process) => {
  expect(arrived(process, false).screen).toEqual({ name: 'confirm-link', link, ask: true });
});

test('the code of a link is spent only by confirming, which sends what the link brought and no flow', () => {
  const flow = arrived('registration');
  const { flow: busy, calls } = run(flow, { type: 'submitted', values: {} });
  expect(calls).toEqual([
    {
      name: 'registration/verify-link',
      body: { token: 't0', code: '123456', seal: 's0' },
      turn: flow.turn + 1,
    },
  ]);
  expect(busy).toMatchObject({ busy: true, screen: { name: 'confirm-link' } });
});

test('the address that was asked for goes with the link, and is whom the flow is for', () => {
  const { flow, calls } = run(arrived('registration', false), {
    type: 'submitted',
    values: { email: 'ada@example.com' },
  });
  expect(calls).toMatchObject([{ body: { token: 't0', code: '123456', seal: 's0', email: 'ada@example.com' } }]);
  expect(flow.identity).toBe('ada@example.com');
});

test('where the gateway needs the address after all, it is asked for, without a problem', () => {
  const asked = exchange(arrived('registration'), {}, problem('email-needed'));
  expect(asked.screen).toEqual({ name: 'confirm-link', link, ask: true });
  expect(asked).toMatchObject({ busy: false, problem: undefined });
});

test('an address that is needed elsewhere is a problem like any other', () => {
  const before = exchange(arrived('registration'), {}, verify('registration'));
  const after = exchange(before, { code: '1' }, problem('email-needed'));
  expect(after).toMatchObject({ screen: { name: 'verify' }, problem: { code: 'email-needed' } });
});

test.each(['email-mismatch', 'wrong-code', 'rate-limited', 'offline'] as const)(
  '%s leaves the link to be confirmed again',
  (code) => {
    const before = arrived('registration', false);
    const after = exchange(before, { email: 'eve@example.com' }, problem(code));
    expect(after.screen).toBe(before.screen);
    expect(after.problem).toEqual(problem(code));
    expect(run(after, { type: 'submitted', values: { email: 'ada@example.com' } }).calls).toMatchObject([
      { body: { ...link, email: 'ada@example.com' } },
    ]);
  },
);

test.each([
  ['registration', 'register'],
  ['password-forgotten', 'address'],
] as const)('a link of %s that is not valid goes to its start, with the problem', (process, start) => {
  expect(exchange(arrived(process), {}, problem('link-invalid'))).toMatchObject({
    screen: { name: start },
    process,
    id: undefined,
    busy: false,
    problem: { code: 'link-invalid' },
  });
});

test('a confirmed registration is signed in', () => {
  expect(exchange(arrived('registration'), {}, session).screen).toEqual({
    name: 'done',
    customer: { id: '7' },
    returnUrl: '/article',
  });
});

test('a confirmed link of password forgotten goes on with the next step, under its flow', () => {
  const next = { ...step['reset-password'], process: 'password-forgotten' } as const;
  expect(exchange(arrived('password-forgotten'), {}, next)).toMatchObject({ screen: { name: 'reset-password' }, id });
  const full = { ...limit, process: 'password-forgotten' } as const;
  expect(exchange(arrived('password-forgotten'), {}, full).screen.name).toBe('session-limit');
});

test('leaving a link begins the process, and has no flow to give up', () => {
  const { flow, calls } = run(arrived('registration'), { type: 'restarted' });
  expect([flow.screen, calls]).toEqual([{ name: 'register' }, []]);
});

test('settings, and flows to resume, do not take a link away', () => {
  const flow = arrived('registration');
  expect(reduce(flow, { type: 'assessed', why: 'settings' })).toEqual([flow]);
  expect(reduce(flow, { type: 'assessed' })).toEqual([flow]);
  expect(reduce(flow, { type: 'resumed', flows: [{ answer: verify('registration') }] })).toEqual([flow]);
});
