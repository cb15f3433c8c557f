/** How guesses, resends, links and mails are limited. */
import { expect, test } from 'vitest';
import { createUnsignedIdToken } from '../../../src/simulator/index.js';
import { error, type Script, session, step } from '../support/harness.js';
import { addressOf, call, elsewhere, limited, right, start, type Tried, until429 } from '../support/limited.js';
import { arriveByLink } from '../support/mailed-links.js';

const mails: Script = {
  '/processes/login/verify': () => step('TWO_FACTOR'),
  '/processes/login/verifyTwoFactorAuth': () => error(403, 20006),
  '/processes/registration/start': () => step('EMAIL'),
  '/processes/registration/validate': () => error(403, 20044),
  '/processes/registration/resend': () => step('EMAIL'),
  '/processes/registration/loginIdentifier/start': () => step('EMAIL'),
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/resendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/verifyToken': () => error(406, 20044),
};
const email = 'reader@example.org';
const forgotten = (news: ReturnType<typeof limited>, address?: string, identifier = email): Promise<Tried> =>
  call(news, 'password-forgotten/start', { identifier }, address);
const register = (news: ReturnType<typeof limited>, body: object = {}, address?: string): Promise<Tried> =>
  call(news, 'registration/start', { email, password: 'PASSWORD as typed', ...body }, address);

test.each([
  ['login/two-factor', 'login/start', { identifier: email, password: right }],
  ['registration/verify', 'registration/start', { email, password: 'PASSWORD as typed' }],
  ['password-forgotten/verify', 'password-forgotten/start', { identifier: email }],
])('%s: the codes of a flow are counted', async (path, begin, body) => {
  const news = limited(mails);
  const { flow } = await call(news, begin, body);
  const { passed, refused } = await until429(() => call(news, path, { flow, code: '123456' }));
  expect(passed).toBe(11);
  expect(refused).toMatchObject({ code: 'rate-limited', retryAfter: 1, header: '1' });
  // Nothing is over: the same code can be sent again.
  news.clock.now += 1000;
  expect(await call(news, path, { flow, code: '123456' })).toMatchObject({ code: 'wrong-code' });
});

test('the codes of an account are counted over all its flows and addresses', async () => {
  const news = limited(mails, { limitChanges: { 'start-account': { times: 1000 } } });
  let tries = 0;
  const { passed } = await until429(async () => {
    const address = addressOf(tries);
    tries += 1;
    return elsewhere(news, async () => {
      const { flow } = await call(news, 'login/start', { identifier: email, password: right }, address);
      return call(news, 'login/two-factor', { flow, code: '1' }, address);
    });
  });
  expect(passed).toBe(21);
});

test('the codes after a sign-in with Google are counted for the e-mail address that Google names', async () => {
  const news = limited({ ...mails, '/processes/ssoProvider/verify': () => step('TWO_FACTOR') });
  const idToken = createUnsignedIdToken({ aud: 'client.example', email: 'Reader@example.org' });
  let tries = 0;
  const { passed } = await until429(async () => {
    const address = addressOf(tries);
    tries += 1;
    return elsewhere(news, async () => {
      const { flow } = await call(news, 'login/google', { idToken }, address);
      return call(news, 'login/two-factor', { flow, code: '1' }, address);
    });
  });
  expect(passed).toBe(21);
  // The same account as with a password.
  const { flow } = await call(news, 'login/start', { identifier: email, password: right }, '192.0.2.1');
  expect(await call(news, 'login/two-factor', { flow, code: '1' }, '192.0.2.1')).toMatchObject({
    code: 'rate-limited',
  });
});

test.each(['opaque', 'a.b.c', `a.${btoa('[]')}.c`, `a.${btoa('{"email":5}')}.c`, `a.${btoa('{"email":""}')}.c`])(
  'a token that names no address, %s, is for the hosted API to judge',
  async (idToken) => {
    const news = limited({ ...mails, '/processes/ssoProvider/verify': () => step('TWO_FACTOR') });
    const { flow } = await call(news, 'login/google', { idToken });
    expect(await call(news, 'login/two-factor', { flow, code: '1' })).toMatchObject({ code: 'wrong-code' });
    expect(news.port.keys().filter((key) => key.startsWith('guess-account'))).toEqual([]);
  },
);

test('the codes after a link that was confirmed in another browser are counted for the account', async () => {
  const links = { verificationPaths: ['/password'], limitChanges: { 'guess-account': { times: 3 } } };
  const scripts = {
    '/processes/passwordForgotten/verifyToken': () => step('TWO_FACTOR'),
    '/processes/passwordForgotten/verifyTwoFactor': () => error(403, 20006),
  };
  const news = limited({ ...mails, ...scripts }, links);
  await call(news, 'password-forgotten/start', { identifier: email, verificationUrl: '/password' });
  news.cookies.clear();
  const flow = await arriveByLink(news);
  await call(news, 'password-forgotten/verify-link', { flow, email: ' Reader@example.org' });
  const guess = (index: number) => call(news, 'password-forgotten/two-factor', { flow, code: '1' }, addressOf(index));
  for (let index = 0; index < 4; index += 1) expect(await guess(index)).toMatchObject({ code: 'wrong-code' });
  expect(await guess(4)).toMatchObject({ code: 'rate-limited' });
});

test('the codes of an address are counted over all accounts', async () => {
  const news = limited(mails);
  const { passed } = await until429(() =>
    elsewhere(news, async () => {
      const identifier = `${news.sent.length}@example.org`;
      const { flow } = await call(news, 'login/start', { identifier, password: right }, addressOf(news.sent.length));
      return call(news, 'login/two-factor', { flow, code: '1' });
    }),
  );
  expect(passed).toBe(101);
});

test('whoever gets mails is sent five in an hour, and then one after pauses that grow', async () => {
  const news = limited(mails);
  const { passed, refused } = await until429(() => elsewhere(news, () => forgotten(news, addressOf(news.sent.length))));
  expect(passed).toBe(6);
  expect(refused).toMatchObject({ code: 'rate-limited', retryAfter: 1 });
  // The same mailbox, by another call and in another spelling.
  expect(await register(news, { email: 'Reader+1@example.org' }, '192.0.2.1')).toMatchObject({ code: 'rate-limited' });
  expect(await register(news, { email: 'other@example.org' }, '192.0.2.1')).toMatchObject({ kind: 'step' });
});

test('account connect counts as a mail, too', async () => {
  const news = limited({
    ...mails,
    '/processes/settings/sso': () =>
      Response.json({
        settings: {
          tokenType: 'EMAIL',
          allowRegistrationIdentifier: true,
          registrationIdentifiers: { requestCustomerId: true },
        },
      }),
  });
  const body = { email, password: 'PASSWORD as typed', customerId: '100200300' };
  const { passed } = await until429(() => call(news, 'account-connect/start', body, addressOf(news.sent.length)));
  expect(passed).toBe(6);
});

test('a mobile number is the recipient where codes go there, however it is spelled and whatever the e-mail address', async () => {
  // The second with the national prefix, which no network dials.
  const spellings = ['+4915112345678', '+49015112345678'];
  const news = limited({
    ...mails,
    '/processes/settings/sso': () => Response.json({ settings: { tokenType: 'SMS' } }),
    '/processes/registration/start': () => step('SMS'),
  });
  const { passed } = await until429(() => {
    const index = news.to('/processes/registration/start').length;
    const mobileNumber = spellings[index % spellings.length];
    return register(news, { email: `${index}@example.org`, mobileNumber }, addressOf(index));
  });
  expect(passed).toBe(6);
  const told = news.to('/processes/registration/start').map(({ body }) => body['mobileNumber']);
  expect([...new Set(told)]).toEqual([spellings[0]]);
});

test('another code counts as a mail, by whom the flow was begun for', async () => {
  const news = limited(mails, { resendAfter: 1 });
  const { flow } = await forgotten(news);
  const { passed } = await until429(() => {
    news.clock.now += 301_000;
    return call(news, 'password-forgotten/resend', { flow });
  }, 3).catch(() => ({ passed: 3 }));
  // One that began and three more: still within the hour.
  expect(passed).toBe(3);
  expect(news.port.keys().filter((key) => key.startsWith('mail-recipient:'))).toHaveLength(1);
});

test('all mails together are counted, and go on one a second', async () => {
  const news = limited(mails, { limitChanges: { 'mail-all': { times: 3 } } });
  const { passed, refused } = await until429(() =>
    forgotten(news, addressOf(news.sent.length), `${news.sent.length}@example.org`),
  );
  expect([passed, refused.retryAfter]).toEqual([4, 1]);
  for (let count = 0; count < 5; count += 1) {
    news.clock.now += 1000;
    expect(await forgotten(news, addressOf(count), `later${count}@example.org`)).toMatchObject({ kind: 'step' });
  }
});

test('mails are counted by the address that asks for them, over all recipients', async () => {
  const news = limited(mails);
  const { passed } = await until429(() =>
    elsewhere(news, () => forgotten(news, '203.0.113.7', `${news.sent.length}@example.org`)),
  );
  expect(passed).toBe(51);
});

test('who has signed in here before is not held back by mails that strangers ask for', async () => {
  const news = limited({ ...mails, '/processes/login/verify': () => session() });
  await start(news, { password: right });
  await elsewhere(news, () => until429(() => forgotten(news, addressOf(news.sent.length))));
  expect(await forgotten(news)).toMatchObject({ kind: 'step' });
});

test('tries of passwords do not hold back a new password', async () => {
  const news = limited({ ...mails, '/processes/login/verify': () => error(403, 20005) });
  await until429(() => start(news, { address: addressOf(news.sent.length) }));
  expect(await forgotten(news)).toMatchObject({ kind: 'step' });
});
