import { expect, test } from 'vitest';
import { createCaller, outcome, password, start, textOf } from './caller.js';
import {
  codeOf,
  connect,
  connectable,
  email,
  forget,
  fresh,
  imported,
  register,
  settings,
  someone,
} from './processes.js';

test('a registration sends its code to the address, and the code is in the answer too', async () => {
  const caller = createCaller();
  const { token, verificationToken } = codeOf(await register(caller));
  expect(verificationToken).toMatch(/^\d{6}$/);
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(caller.simulator.inbox).toEqual([
    {
      to: fresh,
      channel: 'email',
      code: verificationToken,
      text: `Bestätigen Sie Ihre Registrierung.\nIhr Code: ${verificationToken}`,
      at: start,
    },
  ]);
});

test.each([false, undefined])('with customerNotification %s nothing is sent, not even again', async (value) => {
  const caller = createCaller({ customers: [imported], settings: connectable() });
  const { token } = codeOf(await register(caller, { customerNotification: value }));
  expect((await caller.post('registration/resend', { token })).status).toBe(200);
  expect((await connect(caller, { customerNotification: value })).status).toBe(200);
  expect(caller.simulator.inbox).toEqual([]);
});

test.each([
  ['https://publisher.test/a', 'https://publisher.test/a?token={token}&verificationToken={code}'],
  [
    'https://publisher.test/a?x=%20+%C3%A4&y',
    'https://publisher.test/a?x=%20+%C3%A4&y&token={token}&verificationToken={code}',
  ],
  ['https://publisher.test/a?#part', 'https://publisher.test/a?token={token}&verificationToken={code}#part'],
])('the mail of %s links to %s', async (verificationUrl, url) => {
  const caller = createCaller({ customers: [someone] });
  for (const begin of [() => register(caller, { verificationUrl }), () => forget(caller, { email, verificationUrl })]) {
    const { token, verificationToken } = codeOf(await begin());
    const wanted = url.replace('{token}', token).replace('{code}', verificationToken);
    const mail = caller.simulator.inbox.at(-1);
    expect(mail).toMatchObject({ url: wanted, code: verificationToken });
    expect(mail?.text).toContain(wanted);
  }
});

test('the names of a link’s parameters are an option', async () => {
  const caller = createCaller({ linkParameters: { token: 'step', code: 'token' } });
  const { token, verificationToken } = codeOf(await register(caller, { verificationUrl: 'https://publisher.test/' }));
  expect(caller.simulator.inbox[0]?.url).toBe(`https://publisher.test/?step=${token}&token=${verificationToken}`);
});

test('a resent link is of the new token', async () => {
  const caller = createCaller();
  const first = codeOf(await register(caller, { verificationUrl: 'https://publisher.test/' }));
  const second = codeOf(await caller.post('registration/resend', { token: first.token }));
  expect(second.token).not.toBe(first.token);
  expect(second.verificationToken).not.toBe(first.verificationToken);
  expect(caller.simulator.inbox[1]?.url).toContain(second.token);
});

test.each([
  ['en', 'Confirm your registration.\nYour code: '],
  ['de', 'Bestätigen Sie Ihre Registrierung.\nIhr Code: '],
  ['fr', 'Confirm your registration.\nYour code: '],
])('a text in %s begins with %j', async (language, text) => {
  const caller = createCaller();
  await register(caller, { language });
  expect(caller.simulator.inbox[0]?.text.startsWith(text)).toBe(true);
});

test('an SMS goes to the number of the form at registration, without a link', async () => {
  const caller = createCaller({ settings: settings({ tokenType: 'SMS' }) });
  await register(caller, { mobileNumber: '+4915112345678', verificationUrl: 'https://publisher.test/' });
  const [sms] = caller.simulator.inbox;
  expect(sms).toMatchObject({ to: '+4915112345678', channel: 'sms' });
  expect(sms?.url).toBeUndefined();
});

test('an SMS goes to the stored number at password-forgotten, and the step does not say so', async () => {
  const caller = createCaller({ customers: [someone], settings: settings({ tokenType: 'SMS' }) });
  expect(outcome(await forget(caller))).toEqual([200, 'VERIFY_TOKEN']);
  expect(caller.simulator.inbox).toMatchObject([{ to: '+491701234567', channel: 'sms' }]);
});

test('what codes are made of is an option', async () => {
  const caller = createCaller({ codes: { length: 4, alphabet: 'ÄÖ' } });
  expect(textOf(await register(caller), 'verificationToken')).toMatch(/^[ÄÖ]{4}$/);
});

test.each([{ length: 0 }, { length: 7 }, { length: 2.5 }, { alphabet: '' }])('codes of %j are refused', (codes) => {
  expect(() => createCaller({ codes })).toThrow(TypeError);
});

test('a registration makes a customer who can log in and forget the password', async () => {
  const caller = createCaller();
  const answer = await caller.post('registration/validate', {
    ...codeOf(await register(caller, { username: 'ada', firstName: 'Ada', lastName: 'O’Neill' })),
    os: 'Linux',
  });
  expect(outcome(answer)).toEqual([201, 'session']);
  const session = textOf(answer, 'customerSession');
  const { body } = await caller.send('GET', `/sessions/customerData?sessionToken=${session}`);
  expect(body).toMatchObject({ email: fresh, username: 'ada', firstName: 'Ada', lastName: 'O’Neill' });
  expect(caller.simulator.sessions(fresh)).toMatchObject([{ device: { os: 'Linux' } }]);
  expect((await caller.post('login/verify', { username: 'ada', password })).status).toBe(207);
  expect((await forget(caller, { email: fresh })).status).toBe(200);
});

test('nothing is stored before the code was right', async () => {
  const caller = createCaller();
  await register(caller);
  expect(caller.simulator.customer(fresh)).toBeUndefined();
});
