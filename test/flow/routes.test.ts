import { expect, test } from 'vitest';
import { calls, type FlowCallName } from '../../src/contract/calls.js';
import type { Process } from '../../src/contract/names.js';
import { routes, starts } from '../../src/flow/routes.js';
import { arrived, linked, at, begun, coded, entered, exchange, forms, id, limit, run, step } from './flows.js';

const all = (Object.keys(routes) as Process[]).flatMap((process) =>
  Object.entries<FlowCallName>(routes[process]).map(([route, call]) => ({ process, route, call })),
);

test('the routes make every POST call of a process, and no other', () => {
  const posts = Object.entries(calls).filter(
    ([name, { method }]) => method === 'POST' && Object.keys(routes).includes(name.split('/')[0] ?? ''),
  );
  expect([...new Set(all.map(({ call }) => call))].sort()).toEqual(posts.map(([name]) => name).sort());
});

test("a process makes only its own calls, except that Google registers by the login's", () => {
  const foreign = all.filter(({ process, call }) => !call.startsWith(`${process}/`));
  expect(foreign).toEqual([{ process: 'registration', route: 'register/google', call: 'login/google' }]);
});

test('every process begins with a screen that no other process has', () => {
  for (const process of Object.keys(routes) as Process[]) {
    const having = all.filter(({ route }) => route === starts[process]);
    expect(having.map((each) => each.process)).toEqual([process]);
  }
});

const recovery = (name: keyof typeof step | 'session-limit') =>
  exchange(begun('password-forgotten'), forms['password-forgotten'], {
    ...(name === 'session-limit' ? limit : step[name]),
    process: 'password-forgotten',
  });

test.each([
  ['credentials', entered, 'login/start'],
  ['register', begun('registration'), 'registration/start'],
  ['identify', begun('account-connect'), 'account-connect/start'],
  ['address', begun('password-forgotten'), 'password-forgotten/start'],
])('submitting %s makes its own call, without a flow', (screen, flow, name) => {
  expect(flow.screen.name).toBe(screen);
  const { calls: made } = run(flow, { type: 'submitted', values: { code: 'x' } });
  expect(made).toEqual([{ name, turn: flow.turn + 1, body: { code: 'x' } }]);
});

test.each([
  ['additional-data', at(step['additional-data']), 'login/additional-data'],
  ['two-factor', at(step['two-factor']), 'login/two-factor'],
  ['add-two-factor', at(step['add-two-factor']), 'login/two-factor'],
  ['reset-password', at(step['reset-password']), 'login/reset-password'],
  ['session-limit', at(limit), 'login/end-sessions'],
  ['verify', coded('registration'), 'registration/verify'],
  ['verify', coded('account-connect'), 'account-connect/verify'],
  ['verify', coded('password-forgotten'), 'password-forgotten/verify'],
  ['two-factor', recovery('two-factor'), 'password-forgotten/two-factor'],
  ['add-two-factor', recovery('add-two-factor'), 'password-forgotten/two-factor'],
  ['reset-password', recovery('reset-password'), 'password-forgotten/reset-password'],
  ['additional-data', recovery('additional-data'), 'password-forgotten/additional-data'],
  ['session-limit', recovery('session-limit'), 'password-forgotten/end-sessions'],
])('submitting %s makes the call of its process, with the flow', (screen, flow, name) => {
  expect(flow.screen.name).toBe(screen);
  const { calls: made } = run(flow, { type: 'submitted', values: { code: 'x' } });
  expect(made).toEqual([{ name, turn: flow.turn + 1, body: { code: 'x', flow: id } }]);
});

test.each([
  ['registration', 'registration/verify-link'],
  ['password-forgotten', 'password-forgotten/verify-link'],
] as const)('confirming a link of %s makes its own call', (process, name) => {
  expect(run(arrived(process, linked(process)), { type: 'submitted', values: {} }).calls).toMatchObject([{ name }]);
});

test.each(['account-connect', 'login'] as const)('%s sends no links, so that there is none to confirm', (process) => {
  const flow = arrived(process, linked(process));
  expect(run(flow, { type: 'submitted', values: {} })).toEqual({ flow, calls: [] });
});
