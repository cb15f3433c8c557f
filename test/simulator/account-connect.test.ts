import { expect, test } from 'vitest';
import { createCaller, outcome, password } from './caller.js';
import { codeOf, connect, connectable, email, everyIdentifier, fresh, imported } from './processes.js';

const options = { customers: [imported], settings: connectable() };
const path = 'registration/loginIdentifier/validate';

test('an imported customer keeps the ID and the subscription, and can log in afterwards', async () => {
  const caller = createCaller(options);
  expect(caller.simulator.customer('100200300')).toMatchObject({ subscriptionIds: ['9007199254740993'] });
  expect((await caller.login(fresh)).status).toBe(403);
  expect(outcome(await caller.post(path, codeOf(await connect(caller))))).toEqual([201, 'session']);
  expect(caller.simulator.customer(fresh)).toMatchObject({ customerId: '100200300', password });
});

// The neighbours of 2^53 + 1 that a double would take for it, and other IDs.
test.each(['9007199254740992', '9007199254740994', '900719925474099', '9223372036854775807'])(
  'the subscription %s is another one',
  async (id) => {
    expect(outcome(await connect(createCaller(options), {}, id))).toEqual([404, 20015]);
  },
);

test.each([
  [{ street: ' invalidenSTRASSE ' }, 404],
  [{ street: ' INVALIDENSTRAßE ', city: 'berlin', streetNumber: '117A' }, 200],
  [{ postcode: ' 10115 ' }, 200],
  [{ postcode: '10116' }, 404],
  [{ streetNumber: '117 a' }, 404],
])('identifiers %j are answered %i', async (more, status) => {
  expect((await connect(createCaller(options), more)).status).toBe(status);
});

test('the parts of two addresses do not make one', async () => {
  const addresses = [
    { postcode: '10115', street: 'Invalidenstraße', streetNumber: '1', city: 'Berlin' },
    { postcode: '20095', street: 'Invalidenstraße', streetNumber: '117a', city: 'Berlin' },
  ];
  const caller = createCaller({ ...options, customers: [{ ...imported, addresses }] });
  expect(outcome(await connect(caller))).toEqual([404, 20015]);
  expect((await connect(caller, { streetNumber: '1' })).status).toBe(200);
});

test('a subscription of another customer does not fit the customer ID', async () => {
  const other = { ...imported, customerId: '100200301', subscriptionIds: ['7'] };
  const caller = createCaller({ ...options, customers: [{ ...imported, subscriptionIds: ['8'] }, other] });
  expect(outcome(await connect(caller, {}, '7'))).toEqual([404, 20015]);
  expect((await connect(caller, {}, '8')).status).toBe(200);
});

const names = ['customerId', 'postcode', 'street', 'streetNumber', 'city'] as const;
test.each(names)('without %s, which is switched on, nothing starts', async (name) => {
  const answer = await connect(createCaller(options), { [name]: undefined });
  expect(outcome(answer)).toEqual([400, 20009]);
  expect(answer.body['validationErrors']).toEqual([{ field: name, error: 'required', value: '' }]);
});

test.each(names)('what is sent for %s does not matter once it is switched off', async (name) => {
  const request = `request${name[0]!.toUpperCase()}${name.slice(1)}`;
  const settings = connectable({ ...everyIdentifier, [request]: false });
  expect((await connect(createCaller({ ...options, settings }), { [name]: '1' })).status).toBe(200);
});

test('whoever is imported with an address registers with that one', async () => {
  const caller = createCaller({ ...options, customers: [{ ...imported, email }] });
  expect(outcome(await connect(caller))).toEqual([400, 20027]);
  expect((await connect(caller, { email: email.toUpperCase() })).status).toBe(200);
});

test('an answer that the customer is registered has no body and no type', async () => {
  const caller = createCaller({ ...options, customers: [{ ...imported, email, password }] });
  const answer = await connect(caller);
  expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([208, '', null]);
});

test.each([
  ['a password without an address', { password }],
  ['a subscription ID that is none', { subscriptionIds: ['12a'] }],
  ['a subscription ID past 64 bits', { subscriptionIds: ['9223372036854775808'] }],
])('a customer with %s is refused at the start', (_, customer) => {
  expect(() => createCaller({ customers: [customer] })).toThrow(TypeError);
});
