import { expect, test } from 'vitest';
import { error, flowCookies, json, person, sessionToken, step, stepToken } from '../support/harness.js';
import { account, agreed, say, shop } from '../support/registering.js';

const start = '/processes/registration/start';
const validate = '/processes/registration/validate';
const sms = { tokenType: 'SMS', tokenSmsCountries: ['DE', 'AT'] };
const mobileNumber = '+4915112345678';

test('a reader registers by code and is signed in', async () => {
  const news = shop();
  const first = await say(news, 'registration/start', { ...account, email: ' new@example.org ', language: 'de' });
  expect(first).toEqual({
    status: 200,
    kind: 'step',
    process: 'registration',
    flow: first.flow,
    step: 'verify',
    asks: { channel: 'email', length: 6, resendAfter: 30, sent: 1 },
  });
  expect(news.to(start)[0]?.body).toEqual({
    email: 'new@example.org',
    password: 'PASSWORD as typed ',
    language: 'de',
    customerNotification: true,
  });
  expect(await say(news, 'registration/verify', { flow: first.flow, code: ' 12-34 56' })).toMatchObject({
    kind: 'session',
    customer: { id: person.customerId },
  });
  expect(news.to(validate)[0]?.body).toEqual({ token: stepToken, verificationToken: '123456' });
  expect([...news.cookies.keys()]).toEqual(['__Host-sso_session', 'sso_session']);
});

test('of the logging data a start takes the address alone, a validation all of it', async () => {
  const news = shop({}, {}, { sources: ['newsletter'] });
  const body = { ...account, source: 'newsletter', page: 'https://news.example.org/a?b=c' };
  const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0' };
  const env = { address: '192.0.2.7' };
  const { flow } = await (await news.request('POST', 'registration/start', { body, headers, env })).json();
  expect(news.to(start)[0]?.body).toEqual({
    ...account,
    language: 'en',
    customerNotification: true,
    ipAddress: '192.0.2.7',
  });
  const { email: _email, password: _password, ...common } = body;
  await news.request('POST', 'registration/verify', { body: { ...common, flow, code: '1' }, headers, env });
  expect(news.to(validate)[0]?.body).toMatchObject({
    ipAddress: '192.0.2.7',
    source: 'newsletter',
    sourceUrl: 'https://news.example.org/a',
    os: expect.stringContaining('Linux'),
  });
});

/** Settings, what is posted beside e-mail and password, what is blamed. Nothing blamed: it goes through. */
test.each([
  [{}, {}, undefined],
  [{}, { email: 'nobody' }, { email: 'invalid' }],
  [{}, { email: '  ' }, { email: 'missing' }],
  [{}, { email: undefined }, { email: 'missing' }],
  [{}, { password: '' }, { password: 'missing' }],
  [{}, { password: 'p'.repeat(101) }, { password: 'too-long' }],
  [{}, { email: `${'e'.repeat(100)}@x.org` }, { email: 'too-long' }],
  [{}, { username: 'rita' }, { username: 'invalid' }],
  [{}, { firstName: 'Rita' }, { firstName: 'invalid' }],
  [{}, { mobileNumber }, { mobileNumber: 'invalid' }],
  [{}, { salutation: 'mr' }, 'nothing'],
  [{ forceUsername: true }, {}, { username: 'missing' }],
  [{ forceUsername: true }, { username: '  ' }, { username: 'missing' }],
  [{ forceUsername: true }, { username: ' rita ' }, undefined],
  [{ ssoName: 'REQUIRED' }, {}, { firstName: 'missing', lastName: 'missing' }],
  [{ ssoName: 'REGISTRATION_REQUIRED' }, { firstName: 'Rita' }, { lastName: 'missing' }],
  [{ ssoName: 'REGISTRATION_REQUIRED_LOGIN_OPTIONAL' }, { lastName: 'R' }, { firstName: 'missing' }],
  [{ ssoName: 'REQUIRED' }, { firstName: "O'Neill", lastName: '🦊 עברית' }, undefined],
  [{ ssoName: 'REQUIRED' }, { firstName: 'x'.repeat(100), lastName: 'y' }, undefined],
  [{ ssoName: 'REQUIRED' }, { firstName: 'x'.repeat(101), lastName: 'y' }, { firstName: 'too-long' }],
  [{ ssoName: 'OPTIONAL' }, {}, undefined],
  [{ ssoName: 'REGISTRATION_OPTIONAL' }, { firstName: 'Rita' }, undefined],
  [{ ssoName: 'REGISTRATION_OPTIONAL_LOGIN_REQUIRED' }, { lastName: '  ' }, undefined],
  [{ ssoName: 'NONE' }, { lastName: 'R' }, { lastName: 'invalid' }],
  [{ ssoName: 'LOGIN_REQUIRED' }, { lastName: 'R' }, { lastName: 'invalid' }],
  [{ ssoName: 'LOGIN_OPTIONAL' }, { firstName: 'R', lastName: 'R' }, { firstName: 'invalid', lastName: 'invalid' }],
  [sms, {}, { mobileNumber: 'missing' }],
  [sms, { mobileNumber }, undefined],
  [sms, { mobileNumber: '+436641234567' }, undefined],
  [sms, { mobileNumber: '+33612345678' }, { mobileNumber: 'country' }],
  [sms, { mobileNumber: '+493012345678' }, { mobileNumber: 'invalid' }],
  [sms, { mobileNumber: '+491511' }, { mobileNumber: 'invalid' }],
  [sms, { mobileNumber: '015112345678' }, { mobileNumber: 'invalid' }],
  [{ tokenType: 'SMS' }, { mobileNumber: '+33612345678' }, undefined],
  [{ tokenType: 'SMS', tokenSmsCountries: ['fr '] }, { mobileNumber: '+33612345678' }, undefined],
  [{ tokenType: 'SMS', tokenSmsCountries: ['DE'] }, { mobileNumber: '+12015550123' }, { mobileNumber: 'country' }],
  [{ ssoOptIn: true }, {}, undefined],
  [{ ssoOptIn: true }, { ...agreed, optIn: false }, undefined],
  [{ ssoOptIn: true }, agreed, undefined],
  [{ ssoOptIn: true }, { ...agreed, optIn: 'yes' }, 'nothing'],
  [
    { forceUsername: true, ssoName: 'REQUIRED', ...sms },
    { email: 'x' },
    { email: 'invalid', username: 'missing', firstName: 'missing', lastName: 'missing', mobileNumber: 'missing' },
  ],
])('by the settings %j a registration with %j marks %j', async (settings, more, blamed) => {
  const news = shop(settings);
  const answer = await say(news, 'registration/start', { ...account, ...more });
  if (blamed === undefined) {
    expect(answer).toMatchObject({ status: 200, step: 'verify' });
    return;
  }
  expect([answer.status, answer.code]).toEqual([400, 'invalid-request']);
  expect(answer.fields).toEqual(blamed === 'nothing' ? undefined : blamed);
  expect(news.to(start)).toEqual([]);
});

test('what was typed goes to the API trimmed, and what is empty does not', async () => {
  const news = shop({ forceUsername: true, ssoName: 'OPTIONAL', ...sms });
  await say(news, 'registration/start', {
    ...account,
    username: ' rita ',
    firstName: ' Rita ',
    lastName: ' ',
    mobileNumber,
  });
  expect(news.to(start)[0]?.body).toEqual({
    ...account,
    username: 'rita',
    firstName: 'Rita',
    mobileNumber,
    language: 'en',
    customerNotification: true,
  });
});

test('an opt-in without a text is not asked', async () => {
  const document = () => json({ settings: { ssoOptIn: true }, ssoOptInText: ' <p></p> ' });
  const news = shop({}, { '/processes/settings/sso': document });
  expect(await (await news.get('settings')).json()).toMatchObject({ optIn: { ask: false } });
  expect(await say(news, 'registration/start', account)).toMatchObject({ step: 'verify' });
});

/** What the API says it sent, the settings' channel, the channel and masked address of the answer. */
test.each([
  ['EMAIL', 'EMAIL', 'email', 'n•••@e•••.org'],
  ['VERIFY_TOKEN', 'EMAIL', 'email', 'n•••@e•••.org'],
  ['SMS', 'SMS', 'sms', '+49•••78'],
  ['VERIFY_TOKEN', 'SMS', 'sms', '+49•••78'],
])('%s with the settings %s is a code by %s for %s', async (next, tokenType, channel, address) => {
  const news = shop({ tokenType }, { [start]: () => step(next) });
  const answer = await say(news, 'registration/start', { ...account, ...(tokenType === 'SMS' && { mobileNumber }) });
  expect(answer.asks).toEqual({ channel, length: 6, resendAfter: 30, sent: 1 });
  const listed = await (await news.get('flow')).json();
  const { status: _status, ...resumed } = answer;
  expect(listed).toEqual({ kind: 'flows', flows: [{ address, answer: resumed }] });
});

test.each(['NONE', 'RESET_PASSWORD', 'ADDITIONAL_DATA'])(
  'a start answered with %s is a fault of the API',
  async (next) => {
    const news = shop({}, { [start]: () => step(next) });
    expect(await say(news, 'registration/start', account)).toMatchObject({ status: 502, code: 'upstream-failed' });
    expect(flowCookies(news)).toEqual([]);
  },
);

test('another code comes after a cool-down that doubles up to five minutes, under a new token', async () => {
  let count = 0;
  const resend = '/processes/registration/resend';
  const news = shop({}, { [resend]: () => step('NONE', {}, `token-${++count}`) }, { resendAfter: 60 });
  const { flow } = await say(news, 'registration/start', account);
  const waits = [60, 120, 240, 300, 300];
  for (const [index, wait] of waits.entries()) {
    news.clock.now += (wait - 1) * 1000;
    const early = await news.post('registration/resend', { flow });
    expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await early.json()).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
    expect(news.to(resend)).toHaveLength(index);
    news.clock.now += 1000;
    expect(await say(news, 'registration/resend', { flow })).toMatchObject({
      flow,
      asks: { channel: 'email', length: 6, resendAfter: waits[index + 1] ?? 300, sent: index + 2 },
    });
  }
  expect(news.to(resend).map(({ body }) => body)).toEqual(
    [stepToken, 'token-1', 'token-2', 'token-3', 'token-4'].map((token) => ({ token })),
  );
  await say(news, 'registration/verify', { flow, code: '1' });
  expect(news.to(validate)[0]?.body['token']).toBe('token-5');
});

test('a resent code can travel another way', async () => {
  const news = shop({}, { '/processes/registration/resend': () => step('SMS', {}, 'next-token') });
  const { flow } = await say(news, 'registration/start', account);
  news.clock.now += 30_000;
  expect((await say(news, 'registration/resend', { flow })).asks['channel']).toBe('sms');
});

test('two registrations in two tabs do not disturb each other, until one of them has signed in', async () => {
  const news = shop(
    {},
    {
      [start]: () => step('EMAIL', {}, `token-${news.to(start).length}`),
      [validate]: () =>
        news.to(validate).length < 3 ? error(403, 20044) : json({ customerSession: sessionToken }, 201),
    },
  );
  const first = await say(news, 'registration/start', account);
  const second = await say(news, 'registration/start', { ...account, email: 'other@example.org' });
  await say(news, 'registration/verify', { flow: first.flow, code: '1' });
  await say(news, 'registration/verify', { flow: second.flow, code: '2' });
  expect(await say(news, 'registration/verify', { flow: first.flow, code: '3' })).toMatchObject({ kind: 'session' });
  expect(news.to(validate).map(({ body }) => body)).toEqual([
    { token: 'token-1', verificationToken: '1' },
    { token: 'token-2', verificationToken: '2' },
    { token: 'token-1', verificationToken: '3' },
  ]);
  expect(await say(news, 'registration/verify', { flow: second.flow, code: '4' })).toMatchObject({
    code: 'flow-expired',
  });
});

test('a flow of one process is no use in another', async () => {
  const news = shop({ allowRegistrationIdentifier: true });
  const { flow } = await say(news, 'registration/start', account);
  for (const path of ['account-connect/verify', 'password-forgotten/verify', 'login/two-factor']) {
    expect(await say(news, path, { flow, code: '1' })).toMatchObject({ status: 428, code: 'flow-order' });
  }
  expect(await say(news, 'password-forgotten/resend', { flow })).toMatchObject({ code: 'flow-order' });
  expect(await say(news, 'registration/verify', { flow, code: '1' })).toMatchObject({ kind: 'session' });
});

test('settings that cannot be read stop a start, and nobody who has begun', async () => {
  const news = shop();
  const { flow } = await say(news, 'registration/start', account);
  news.script['/processes/settings/sso'] = () => error(500, 99500);
  expect(await say(news, 'registration/start', account)).toMatchObject({ status: 502, code: 'upstream-failed' });
  expect(await say(news, 'registration/verify', { flow, code: '1' })).toMatchObject({ kind: 'session' });
});

test('after the code the reader goes on where the page says, if that is allowed', async () => {
  for (const [returnUrl, expected] of [
    ['/konto', '/konto'],
    ['https://evil.example', undefined],
  ]) {
    const news = shop();
    const { flow } = await say(news, 'registration/start', account);
    const answer = await say(news, 'registration/verify', { flow, code: '1', returnUrl });
    expect((answer as { returnUrl?: string }).returnUrl).toBe(expected);
  }
});

test('a session limit has no place in a registration', async () => {
  const news = shop({}, { [validate]: () => json({ removalToken: 'x', activeSessions: { items: [] } }) });
  const { flow } = await say(news, 'registration/start', account);
  expect(await say(news, 'registration/verify', { flow, code: '1' })).toMatchObject({ code: 'upstream-failed' });
});

/** docs/hosted-api.md, "Error codes": status and code of a start → the problem that the call returns. */
test.each([
  [400, 20007, 400, 'email-taken', { email: 'taken' }],
  [400, 20008, 400, 'username-taken', { username: 'taken' }],
  [400, 20009, 400, 'registration-invalid', undefined],
  [400, 20059, 400, 'email-missing', undefined],
  [400, 20060, 400, 'name-missing', undefined],
  [400, 20061, 400, 'username-missing', undefined],
  [400, 99400, 400, 'invalid-data', { email: 'invalid', mobileNumber: 'invalid' }],
  [400, undefined, 400, 'invalid-data', { email: 'invalid', mobileNumber: 'invalid' }],
  [401, 99401, 502, 'misconfigured', undefined],
  [412, 10003, 503, 'sms-unavailable', undefined],
  [412, undefined, 503, 'sms-unavailable', undefined],
  [423, 20026, 423, 'locked', undefined],
  [429, 99429, 429, 'rate-limited', undefined],
  [500, 99500, 502, 'upstream-failed', undefined],
  [502, 99502, 502, 'upstream-failed', undefined],
  [504, 99504, 504, 'upstream-timeout', undefined],
  [208, undefined, 502, 'upstream-failed', undefined],
])('a start refused with %i and %s is %i %s', async (status, errorCode, answered, code, fields) => {
  const validationErrors = ['email', 'mobileNumber', 'constructor'].map((field) => ({
    field,
    error: 'no',
    value: 'x',
  }));
  const reply = () =>
    status === 208 ? new Response(null, { status }) : error(status, errorCode, { validationErrors });
  const news = shop({}, { [start]: reply });
  const answer = await say(news, 'registration/start', account);
  expect([answer.status, answer.code, answer.fields]).toEqual([answered, code, fields]);
  expect(flowCookies(news)).toEqual([]);
});

/** Operation, status and code → the problem, and whether the flow is over. */
test.each([
  ['verify', 400, 20007, 'email-taken', false],
  ['verify', 400, 99400, 'invalid-data', false],
  ['verify', 401, 99401, 'misconfigured', false],
  ['verify', 403, 20044, 'wrong-code', false],
  ['verify', 403, 20043, 'flow-exhausted', true],
  ['verify', 404, 20040, 'flow-unknown', true],
  ['verify', 404, undefined, 'flow-unknown', true],
  ['verify', 408, 20010, 'flow-expired', true],
  ['verify', 412, 20041, 'flow-used', true],
  ['verify', 428, 20042, 'flow-order', true],
  ['verify', 429, 99429, 'rate-limited', false],
  ['verify', 500, 99500, 'upstream-failed', false],
  ['verify', 502, 99502, 'upstream-failed', false],
  ['verify', 504, 99504, 'upstream-timeout', false],
  ['resend', 400, 99400, 'invalid-data', false],
  ['resend', 401, 99401, 'misconfigured', false],
  ['resend', 403, 20043, 'flow-exhausted', true],
  ['resend', 408, 20010, 'flow-expired', true],
  ['resend', 412, 20041, 'flow-used', true],
  ['resend', 428, 20042, 'flow-order', true],
  ['resend', 429, 99429, 'rate-limited', false],
  ['resend', 500, 99500, 'upstream-failed', false],
])('%s refused with %i and %s is %s; the flow is over: %s', async (call, status, errorCode, code, over) => {
  for (const [process, path] of [
    ['registration', '/processes/registration/'],
    ['account-connect', '/processes/registration/loginIdentifier/'],
  ]) {
    const connect = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
    const refused = { [`${path}${call === 'verify' ? 'validate' : 'resend'}`]: () => error(status, errorCode) };
    const news = shop(process === 'registration' ? {} : connect, refused);
    const ids = process === 'registration' ? {} : { customerId: '1' };
    const { flow } = await say(news, `${process}/start`, { ...account, ...ids });
    news.clock.now += 30_000;
    const answer = await say(news, `${process}/${call}`, { flow, ...(call === 'verify' && { code: '123456' }) });
    expect(answer.code).toBe(code);
    expect(flowCookies(news)).toEqual(over ? [] : [`__Host-sso_flow_${flow}`]);
  }
});

/** The process by its start, the settings document, the problem. */
test.each(
  [
    ['registration/start', account],
    ['account-connect/start', account],
    ['password-forgotten/start', { identifier: 'reader@example.org' }],
  ].flatMap(([path, body]) => [
    [path, body, { disableSsoFunctionality: true }, 503, 'login-unavailable'],
    [path, body, { emergencyMode: 'PLENIGO_MODE' }, 503, 'login-emergency'],
    [path, body, { emergencyMode: 'CONTRACT_COMPANY_MODE' }, 503, 'login-emergency'],
    [path, body, { settings: { allowedDomains: 'example.com' } }, 403, 'domain-not-allowed'],
  ]) as [string, object, object, number, string][],
)('%s with %j and the settings %j is refused: %i %s', async (path, body, document, status, code) => {
  const news = shop({}, { '/processes/settings/sso': () => json({ settings: {}, ...document }) });
  expect(await say(news, path, body)).toMatchObject({ status, code });
  expect(news.sent.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a sub-domain of an allowed domain can register', async () => {
  const news = shop({ allowedDomains: 'example.org' });
  expect(await say(news, 'registration/start', account)).toMatchObject({ step: 'verify' });
});
