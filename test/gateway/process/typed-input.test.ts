/** What people type and paste, on its way to the hosted API: codes, names, links. */
import { expect, test } from 'vitest';
import { json, session, type Site, step } from '../support/harness.js';
import { arriveByLink, openedAddress } from '../support/mailed-links.js';
import { account, say, shop } from '../support/registering.js';

const typed: [string, string][] = [
  ['123456', '123456'],
  [' 12 34 56 ', '123456'],
  ['123-456', '123456'],
  ['12–34—56', '123456'],
  ['１２３４５６', '123456'],
  ['１２３　４５６', '123456'],
  ['ａｂ１２', 'ab12'],
  ['aB12cd', 'aB12cd'],
  ['abcdef', 'abcdef'],
  ['12\u200b3\u00a0456', '123456'],
  ['١٢٣٤٥٦', '123456'],
  ['Ihr Code lautet 123 456.', '123456'],
];

const world = () =>
  shop(
    { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } },
    {
      '/processes/login/verify': () => step('TWO_FACTOR'),
      '/processes/login/verifyTwoFactorAuth': () => session(),
      '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
      '/processes/passwordForgotten/verifyToken': () => step('TWO_FACTOR'),
      '/processes/passwordForgotten/verifyTwoFactor': () => step('RESET_PASSWORD'),
    },
    { verificationPaths: ['/register'] },
  );
const signIn = (news: Site) => say(news, 'login/start', { identifier: 'reader', password: 'x' });
const forget = (news: Site) =>
  say(news, 'password-forgotten/start', { identifier: 'reader', verificationUrl: '/register' });
const register = (news: Site) => say(news, 'registration/start', { ...account, verificationUrl: '/register' });
type Typing = (news: Site, code: string) => Promise<unknown>;
const withFlow =
  (begin: (news: Site) => Promise<{ flow: string }>, call: string): Typing =>
  async (news, code) =>
    say(news, call, { flow: (await begin(news)).flow, code });
const byLink =
  (begin: (news: Site) => Promise<unknown>, call: string): Typing =>
  async (news, code) => {
    await begin(news);
    return say(news, call, { flow: await arriveByLink(news, openedAddress(news, { verificationToken: code })) });
  };

/** Every call that takes a code → how it is come to, the operation and its field. */
const calls: [string, Typing, string, string][] = [
  ['login/two-factor', withFlow(signIn, 'login/two-factor'), '/processes/login/verifyTwoFactorAuth', 'twoFactorToken'],
  [
    'registration/verify',
    withFlow(register, 'registration/verify'),
    '/processes/registration/validate',
    'verificationToken',
  ],
  [
    'registration/verify-link',
    byLink(register, 'registration/verify-link'),
    '/processes/registration/validate',
    'verificationToken',
  ],
  [
    'account-connect/verify',
    withFlow((news) => say(news, 'account-connect/start', { ...account, customerId: '100' }), 'account-connect/verify'),
    '/processes/registration/loginIdentifier/validate',
    'verificationToken',
  ],
  [
    'password-forgotten/verify',
    withFlow(forget, 'password-forgotten/verify'),
    '/processes/passwordForgotten/verifyToken',
    'verificationToken',
  ],
  [
    'password-forgotten/verify-link',
    byLink(forget, 'password-forgotten/verify-link'),
    '/processes/passwordForgotten/verifyToken',
    'verificationToken',
  ],
  [
    'password-forgotten/two-factor',
    withFlow(async (news) => {
      const { flow } = await forget(news);
      return say(news, 'password-forgotten/verify', { flow, code: '1' });
    }, 'password-forgotten/two-factor'),
    '/processes/passwordForgotten/verifyTwoFactor',
    'twoFactorToken',
  ],
];

test.each(calls)(
  '%s folds what is typed to a code, and leaves letters as they are',
  async (_call, type, path, field) => {
    for (const [text, code] of typed) {
      const news = world();
      await type(news, text);
      expect(news.to(path).map(({ body }) => body[field])).toEqual([code]);
    }
  },
);

const typing = calls.filter(([call]) => !call.endsWith('-link'));
test.each(typing)('%s refuses a code that cannot be one, and asks nobody', async (_call, type, path) => {
  for (const [text, fault] of [
    [' - ', 'missing'],
    ['1234567', 'too-long'],
    ['１２３４５６７', 'too-long'],
  ] as const) {
    const news = world();
    const problem = { status: 400, code: 'invalid-request', fields: { code: fault } };
    expect(await type(news, text)).toMatchObject(problem);
    expect(news.to(path)).toEqual([]);
  }
});

const names: [string, string][] = [
  ["O'Hara-Müller", "O'Hara-Müller"],
  ['D’Árcy', 'D’Árcy'],
  ['عمر', 'عمر'],
  ['שרה ‏(אלון)', 'שרה ‏(אלון)'],
  ['李', '李'],
  ['Ada 👩‍🔬', 'Ada 👩‍🔬'],
  ['  Ada  ', 'Ada'],
  ['<b>Ada</b> & "Bob"', '<b>Ada</b> & "Bob"'],
  ['n'.repeat(100), 'n'.repeat(100)],
  ['é'.repeat(100), 'é'.repeat(100)],
  ['👩'.repeat(100), '👩'.repeat(100)],
];

test.each(names)('the name %j reaches the hosted API as %j', async (name, sent) => {
  const news = shop({ ssoName: 'REQUIRED', forceUsername: true });
  const given = { ...account, firstName: name, lastName: name, username: name };
  expect(await say(news, 'registration/start', given)).toMatchObject({ step: 'verify' });
  const { body } = news.to('/processes/registration/start')[0]!;
  expect([body['firstName'], body['lastName'], body['username']]).toEqual([
    sent,
    sent,
    // Who is known by a name types it again elsewhere: what cannot be seen in it is no part of it.
    sent.replace('\u200f', ''),
  ]);
});

test.each([['n'.repeat(101)], [`${'n'.repeat(100)}👩`], ['👩'.repeat(101)], ['\u0301'.repeat(101)]])(
  'a name of more than 100 code points is refused at its field, without an operation: %j',
  async (name) => {
    const news = shop({ ssoName: 'REQUIRED', forceUsername: true });
    const given = { ...account, firstName: name, lastName: name, username: name };
    expect(await say(news, 'registration/start', given)).toMatchObject({
      status: 400,
      fields: { firstName: 'too-long', lastName: 'too-long', username: 'too-long' },
    });
    expect(news.to('/processes/registration/start')).toEqual([]);
  },
);

test('names that are asked after a login are counted alike', async () => {
  const asks = { NAME: true };
  for (const [length, problem] of [
    [100, { kind: 'session' }],
    [101, { status: 400, fields: { firstName: 'too-long', lastName: 'too-long' } }],
  ] as const) {
    const news = shop(
      { ssoName: 'REQUIRED' },
      {
        '/processes/login/verify': () => step('ADDITIONAL_DATA', { additionalInformation: asks }),
        '/processes/login/updateAdditionalData': () => session(),
        '/sessions/customerData': () => json({ customerId: '1' }),
      },
    );
    const { flow } = await signIn(news);
    const name = 'n'.repeat(length);
    expect(await say(news, 'login/additional-data', { flow, firstName: name, lastName: name })).toMatchObject(problem);
  }
});

const spellings: [string, string][] = [
  ['reader@müller.example', 'reader@xn--mller-kva.example'],
  [' \u200breader@MÜLLER.example\ufeff', 'reader@xn--mller-kva.example'],
  ['reader@xn--mller-kva.example', 'reader@xn--mller-kva.example'],
  ['rea\u00adder@example.org', 'reader@example.org'],
];

test.each(spellings)('every process sends the address %j as %j', async (typed, sent) => {
  const news = world();
  await say(news, 'registration/start', { ...account, email: typed });
  await say(news, 'account-connect/start', { ...account, email: typed, customerId: '4711' });
  await say(news, 'login/start', { identifier: typed, password: 'x' });
  await say(news, 'password-forgotten/start', { identifier: typed });
  const paths = [
    'registration/start',
    'registration/loginIdentifier/start',
    'login/verify',
    'passwordForgotten/sendToken',
  ];
  const addresses = paths.map((path) => news.to(`/processes/${path}`).map(({ body }) => body['email']));
  expect(addresses).toEqual(paths.map(() => [sent]));
});

test('a user name is sent without what cannot be seen, and a password as it was typed', async () => {
  const news = world();
  await say(news, 'login/start', { identifier: 'rea\u200bder\u00a0', password: '\u200bsecret\u00a0' });
  expect(news.to('/processes/login/verify')[0]?.body).toEqual({ username: 'reader', password: '\u200bsecret\u00a0' });
});

test('an address whose domain cannot be written in ASCII within the limit is marked', async () => {
  const news = world();
  const problem = await say(news, 'registration/start', { ...account, email: `r@${'ü.'.repeat(40)}example` });
  expect(problem).toMatchObject({ code: 'invalid-request', fields: { email: 'too-long' } });
});

test('a mailed link is confirmed by the address in any of its spellings', async () => {
  const news = world();
  const { flow: _flow } = await say(news, 'registration/start', {
    ...account,
    email: 'reader@müller.example',
    verificationUrl: '/register',
  });
  const link = openedAddress(news, { verificationToken: '123456' });
  news.cookies.clear();
  const flow = await arriveByLink(news, link);
  news.script['/processes/registration/validate'] = () => session();
  const given = { flow, email: 'READER@xn--mller-kva.example', password: account.password };
  expect(await say(news, 'registration/verify-link', given)).toMatchObject({ kind: 'session' });
});
