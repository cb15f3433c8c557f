import { expect, test } from 'vitest';
import { error, flowCookies, stepToken } from '../support/harness.js';
import { account, say, shop } from '../support/registering.js';

const start = '/processes/registration/loginIdentifier/start';
const validate = '/processes/registration/loginIdentifier/validate';
const all = {
  requestCustomerId: true,
  requestSubscriptionId: true,
  requestStreet: true,
  requestStreetNumber: true,
  requestPostcode: true,
  requestCity: true,
};
const ids = {
  customerId: '100200300',
  subscriptionId: '9007199254740993',
  street: ' Lange Straße ',
  streetNumber: ' 117a',
  postcode: '10115 ',
  city: ' Berlin',
};
const asking = (registrationIdentifiers: object) => ({ allowRegistrationIdentifier: true, registrationIdentifiers });

test('a subscriber connects: every identifier goes along, trimmed, the subscription ID digit for digit', async () => {
  const news = shop(asking(all));
  const first = await say(news, 'account-connect/start', { ...account, ...ids });
  expect(first).toMatchObject({
    process: 'account-connect',
    step: 'verify',
    asks: { channel: 'email', length: 6, resendAfter: 30, sent: 1 },
  });
  const sent = news.to(start)[0]?.text ?? '';
  expect(sent).toContain('"subscriptionId":9007199254740993');
  expect(JSON.parse(sent.replace(':9007199254740993', ':"digits"'))).toEqual({
    ...account,
    language: 'en',
    customerNotification: true,
    customerId: '100200300',
    subscriptionId: 'digits',
    street: 'Lange Straße',
    streetNumber: '117a',
    postcode: '10115',
    city: 'Berlin',
  });
  expect(await say(news, 'account-connect/verify', { flow: first.flow, code: '1' })).toMatchObject({ kind: 'session' });
  expect(news.to(validate)[0]?.body).toEqual({ token: stepToken, verificationToken: '1' });
});

test.each(['9223372036854775807', '9007199254740992', '9007199254740993', '1'])(
  'the subscription ID %s reaches the API as these very digits',
  async (subscriptionId) => {
    const news = shop(asking({ requestSubscriptionId: true }));
    expect(await say(news, 'account-connect/start', { ...account, subscriptionId })).toMatchObject({ step: 'verify' });
    expect(news.to(start)[0]?.text).toMatch(new RegExp(`"subscriptionId":${subscriptionId}[,}]`));
  },
);

test.each(['9223372036854775808', '0', '-1', '1.5', '1e3', '0x10', ''])(
  'the subscription ID %j is refused',
  async (subscriptionId) => {
    const news = shop(asking({ requestSubscriptionId: true }));
    const answer = await say(news, 'account-connect/start', { ...account, subscriptionId });
    expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(Object.keys(answer.fields ?? {})).toEqual(['subscriptionId']);
    expect(news.to(start)).toEqual([]);
  },
);

/** What the settings ask, what is given, what is blamed. */
test.each([
  [{ requestCustomerId: true }, { customerId: '1' }, undefined],
  [{ requestCustomerId: true }, {}, { customerId: 'missing' }],
  [{ requestCustomerId: true }, { customerId: 'A1' }, { customerId: 'invalid' }],
  [{ requestCustomerId: true }, { customerId: '1', subscriptionId: '2' }, { subscriptionId: 'invalid' }],
  [{ requestCustomerId: true }, { customerId: '1', city: 'Berlin' }, { city: 'invalid' }],
  [{ requestSubscriptionId: true }, { subscriptionId: '2' }, undefined],
  [{ requestCustomerId: true, requestSubscriptionId: true }, { customerId: '1' }, { subscriptionId: 'missing' }],
  [{ requestCustomerId: true, requestPostcode: true }, { customerId: '1', postcode: ' ' }, { postcode: 'missing' }],
  [
    all,
    {},
    {
      customerId: 'missing',
      subscriptionId: 'missing',
      street: 'missing',
      streetNumber: 'missing',
      postcode: 'missing',
      city: 'missing',
    },
  ],
])('with %j asked for, %j marks %j', async (identifiers, given, blamed) => {
  const news = shop(asking(identifiers));
  const answer = await say(news, 'account-connect/start', { ...account, ...given });
  expect(answer.fields).toEqual(blamed);
  expect(answer.status).toBe(blamed ? 400 : 200);
  expect(news.to(start)).toHaveLength(blamed ? 0 : 1);
});

test('a registration takes no identifier, and account connect no link', async () => {
  const news = shop(asking(all));
  expect(await say(news, 'registration/start', { ...account, customerId: '1' })).toMatchObject({ status: 400 });
  const link = { verificationUrl: 'https://news.example.org/register' };
  expect(await say(news, 'account-connect/start', { ...account, ...ids, ...link })).toMatchObject({ status: 400 });
  expect(news.sent.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('account connect that is switched off is not offered', async () => {
  const news = shop({ registrationIdentifiers: all });
  expect(await say(news, 'account-connect/start', { ...account, ...ids })).toMatchObject({
    status: 503,
    code: 'connect-unavailable',
  });
});

test('account connect without an ID is a fault of the settings, and the log says which', async () => {
  const news = shop(asking({ requestPostcode: true, requestCity: true }));
  expect(await say(news, 'account-connect/start', { ...account, postcode: '1', city: 'B' })).toMatchObject({
    status: 503,
    code: 'connect-misconfigured',
  });
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'account-connect-without-id', advice: expect.any(String) }),
  );
});

test('whoever is registered already gets a problem that says so, at the start and at the code, where the flow ends', async () => {
  const registered = () => new Response(null, { status: 208 });
  const news = shop(asking({ requestCustomerId: true }), { [start]: registered });
  const body = { ...account, customerId: '1' };
  expect(await say(news, 'account-connect/start', body)).toMatchObject({ status: 409, code: 'already-registered' });
  const later = shop(asking({ requestCustomerId: true }), { [validate]: registered });
  const { flow } = await say(later, 'account-connect/start', body);
  expect(await say(later, 'account-connect/verify', { flow, code: '1' })).toMatchObject({ code: 'already-registered' });
  expect(flowCookies(later)).toEqual([]);
});

test('identifiers that do not fit are one failure, whichever was wrong', async () => {
  const replies = [
    () => error(404, 20015),
    () => error(404),
    () => error(400, 20027),
    () => error(404, 20015, { validationErrors: [{ field: 'postcode', error: 'no', value: '10115' }] }),
    () => error(400, 20027, { validationErrors: [{ field: 'customerId', error: 'no', value: '1' }] }),
  ];
  const bodies = new Set<string>();
  for (const reply of replies) {
    const news = shop(asking({ requestCustomerId: true }), { [start]: reply });
    const { reference, ...answer } = await say(news, 'account-connect/start', { ...account, customerId: '1' });
    expect(reference).toMatch(/^[\w-]{10}$/);
    bodies.add(JSON.stringify(answer));
  }
  expect([...bodies].map((body) => JSON.parse(body) as object)).toEqual([
    {
      type: 'urn:sso-elements:problem:identifiers-mismatch',
      title: 'The identifiers do not match one customer',
      status: 400,
      code: 'identifiers-mismatch',
    },
  ]);
});

/** The rest of the description's statuses of a start. */
test.each([
  [400, 20007, 'email-taken', { email: 'taken' }],
  [400, 20008, 'username-taken', { username: 'taken' }],
  [400, 20009, 'registration-invalid', undefined],
  [400, 99400, 'invalid-data', { email: 'invalid' }],
  [401, 99401, 'misconfigured', undefined],
  [423, 20026, 'locked', undefined],
  [429, 99429, 'rate-limited', undefined],
  [500, 99500, 'upstream-failed', undefined],
  [502, 99502, 'upstream-failed', undefined],
  [504, 99504, 'upstream-timeout', undefined],
])('a start refused with %i and %i is %s, and marks no identifier', async (status, errorCode, code, fields) => {
  const validationErrors = ['email', 'customerId', 'postcode'].map((field) => ({ field, error: 'no', value: 'x' }));
  const news = shop(asking({ requestCustomerId: true }), {
    [start]: () => error(status, errorCode, { validationErrors }),
  });
  const answer = await say(news, 'account-connect/start', { ...account, customerId: '1' });
  expect([answer.code, answer.fields]).toEqual([code, fields]);
});

test('of whom the code is for only what the reader typed is shown, masked', async () => {
  const imported = { email: 'imported@secret.example', address: { city: 'Secret City' } };
  const news = shop(asking({ requestCustomerId: true }));
  const script = news.script[start];
  news.script[start] = async (request) => {
    const reply = (await (await script?.(request))?.json()) as object;
    return new Response(JSON.stringify({ ...reply, ...imported }), { status: 200 });
  };
  const response = await news.post('account-connect/start', { ...account, customerId: '1' });
  const listed = await (await news.get('flow')).text();
  expect(listed).toContain('n•••@e•••.org');
  expect((await response.text()) + listed).not.toMatch(/imported|secret|Secret/);
});
