import { expect, test } from 'vitest';
import type { SimulatorState } from '../../src/simulator/index.js';
import { createCaller, outcome, password, textOf } from './caller.js';

const email = 'someone@publisher.test';
const customers = [{ email, password, customerId: '7', accessRights: ['plus'] }];
const path = (rights: string, customerId = '7') =>
  `/accessRights/${customerId}/hasAccess?accessRightUniqueIds=${rights}`;
const world = () => {
  const caller = createCaller({ customers });
  const ask = async (rights: string) => {
    const { body } = await caller.send('GET', path(rights));
    return [body['accessGranted'], body['customerBlocked']];
  };
  return { ...caller, ask };
};

test.each([
  ['plus', true],
  ['epaper', false],
  ['epaper,plus', true],
  ['epaper,crossword', false],
  ['Plus', false],
])('of the rights %s one is granted: %s', async (rights, isGranted) => {
  expect(await world().ask(rights)).toEqual([isGranted, false]);
});

test('rights come and go', async () => {
  const { ask, simulator } = world();
  simulator.grantAccess(email, 'epaper');
  simulator.grantAccess('7', 'epaper');
  expect(simulator.customer(email)?.accessRights).toEqual(['plus', 'epaper']);
  simulator.revokeAccess(email, 'plus');
  expect([await ask('plus'), await ask('epaper')]).toEqual([
    [false, false],
    [true, false],
  ]);
});

test('whoever is blocked has no access, and stays signed in', async () => {
  const { ask, login, send, simulator } = world();
  const session = textOf(await login(email), 'customerSession');
  simulator.changeCustomer(email, { accessBlocked: true });
  expect(await ask('plus')).toEqual([false, true]);
  expect((await send('GET', `/sessions/validate?sessionToken=${session}`)).status).toBe(200);
  simulator.changeCustomer(email, { accessBlocked: false });
  expect(await ask('plus')).toEqual([true, false]);
});

test('a customer who must reset the password is blocked from access, too', async () => {
  const { ask, simulator } = world();
  simulator.changeCustomer(email, { status: 'BLOCKED' });
  expect(await ask('plus')).toEqual([false, true]);
});

test('an unknown customer and a question without a right are refused', async () => {
  const { send } = world();
  expect(outcome(await send('GET', path('plus', '8')))).toEqual([404, 20015]);
  expect(outcome(await send('GET', path('')))).toEqual([400, 99400]);
  expect(outcome(await send('GET', '/accessRights/7/hasAccess'))).toEqual([400, 99400]);
});

test('what can be no right is refused, and so is a customer whom nobody knows', () => {
  const { simulator } = world();
  expect(() => simulator.grantAccess(email, 'a,b')).toThrow(TypeError);
  expect(() => simulator.grantAccess('nobody', 'plus')).toThrow(RangeError);
  expect(() => simulator.revokeAccess('nobody', 'plus')).toThrow(RangeError);
  expect(() => createCaller({ customers: [{ email, accessRights: ['x'] }] })).toThrow(TypeError);
});

test('rights are part of the state, and a state from before there were any has none', async () => {
  const { simulator } = world();
  simulator.grantAccess(email, 'epaper');
  const saved = JSON.parse(JSON.stringify(simulator.exportState())) as SimulatorState;
  const second = createCaller();
  second.simulator.importState(saved);
  expect(second.simulator.customer(email)?.accessRights).toEqual(['plus', 'epaper']);
  for (const customer of saved.customers) Reflect.deleteProperty(customer, 'accessRights');
  second.simulator.importState(saved);
  expect((await second.send('GET', path('plus'))).body['accessGranted']).toBe(false);
});
