import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { type Script, session, type Site, site, step } from '../support/harness.js';
import { account, say, shop } from '../support/registering.js';
import { restOf, serveBreaches, serveList } from './breach-service.js';

const connect = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
/** The way to the stand-in. */
const out: Script = { '/range/': (request) => fetch(request) };
interface Way {
  /** The hosted API's operation that sets the password. */
  operation: string;
  /** Posts a password where it is chosen. */
  choose: (
    password: string,
    options?: Partial<GatewayOptions>,
  ) => Promise<{ news: Site; said: Awaited<ReturnType<typeof say>> }>;
}

/** Where a password is chosen in a flow that has begun. */
const reset =
  (process: 'login' | 'password-forgotten', path: string): Way['choose'] =>
  async (password, options) => {
    const news = site(
      {
        '/processes/login/verify': () => step('RESET_PASSWORD'),
        '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
        '/processes/passwordForgotten/verifyToken': () => step('RESET_PASSWORD'),
        [path]: () => session(),
        ...out,
      },
      options,
    );
    const begun = await say(news, `${process}/start`, {
      identifier: 'reader',
      ...(process === 'login' && { password: 'old' }),
    });
    const { flow } =
      begun.step === 'verify' ? await say(news, `${process}/verify`, { flow: begun.flow, code: '123456' }) : begun;
    return { news, said: await say(news, `${process}/reset-password`, { flow, password }) };
  };

const ways: Record<string, Way> = {
  registration: {
    operation: '/processes/registration/start',
    async choose(password, options) {
      const news = shop({}, out, options);
      return { news, said: await say(news, 'registration/start', { ...account, password }) };
    },
  },
  'account connect': {
    operation: '/processes/registration/loginIdentifier/start',
    async choose(password, options) {
      const news = shop(connect, out, options);
      return { news, said: await say(news, 'account-connect/start', { ...account, password, customerId: '1' }) };
    },
  },
  'a reset at login': {
    operation: '/processes/login/verifyResetPassword',
    choose: reset('login', '/processes/login/verifyResetPassword'),
  },
  'a forgotten password': {
    operation: '/processes/passwordForgotten/resetPassword',
    choose: reset('password-forgotten', '/processes/passwordForgotten/resetPassword'),
  },
};

const seven = '😀😁😂🤣😃😄😅';
const faults: [password: string, fault: string][] = [
  ['abcdefg', 'too-short'],
  [seven, 'too-short'],
  ['Password', 'too-common'],
  // The site is news.example.org.
  ['Example2026', 'too-common'],
  ['x'.repeat(101), 'too-long'],
];

for (const [name, { operation, choose }] of Object.entries(ways)) {
  test.each(faults)(`${name} refuses %s as %s, and the hosted API is not asked`, async (password, fault) => {
    const { news, said } = await choose(password);
    expect(said).toMatchObject({ status: 400, code: 'invalid-request', fields: { password: fault } });
    expect(news.to(operation)).toEqual([]);
    expect(news.log.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  test.each(['qzmtrvkw', `${seven}😆`, 'only small letters', 'x7'.repeat(3) + 'y'.repeat(94), ' spaces stay '])(
    `${name} takes “%s” as it was typed`,
    async (password) => {
      const { news, said } = await choose(password);
      expect(said.status).toBe(200);
      expect(news.to(operation).map(({ body }) => body['password'])).toEqual([password]);
    },
  );

  test(`${name} follows the gateway’s options`, async () => {
    const longer = { passwordMinLength: 12 };
    expect((await choose('eleven char', longer)).said).toMatchObject({ fields: { password: 'too-short' } });
    expect((await choose('twelve chars', longer)).said.status).toBe(200);
    const words = { passwordWords: ['Tageblatt'] };
    expect((await choose('tageblatt!', words)).said).toMatchObject({ fields: { password: 'too-common' } });
    expect((await choose('tageblatt!')).said.status).toBe(200);
  });

  test(`${name} refuses a breached password, and by option one that nobody could look up`, async () => {
    const breached = 'a password of others';
    const service = await serveList([breached]);
    const down = await serveBreaches((_, response) => response.writeHead(500).end());
    const asking = (url: string, breachCheck: 'open' | 'closed'): Partial<GatewayOptions> => ({
      breachCheck,
      breachCheckUrl: url,
      breachCheckTimeout: 5000,
    });
    for (const mode of ['open', 'closed'] as const) {
      const { said, news } = await choose(breached, asking(service.url, mode));
      expect(said).toMatchObject({ status: 400, fields: { password: 'breached' } });
      expect(news.to(operation)).toEqual([]);
    }
    expect((await choose('something else', asking(service.url, 'closed'))).said.status).toBe(200);
    expect((await choose(breached, asking(down.url, 'open'))).said.status).toBe(200);
    const closed = await choose(breached, asking(down.url, 'closed'));
    expect(closed.said).toMatchObject({ status: 503, code: 'password-unchecked' });
    expect(closed.news.to(operation)).toEqual([]);
    expect(JSON.stringify(closed.news.log)).not.toContain(restOf(breached).slice(0, 8));
  });
}

test('the names of who registers are no passwords, and everything that is wrong is said at once', async () => {
  const news = shop({ forceUsername: true, ssoName: 'REQUIRED' });
  const names = { username: 'analytical', firstName: 'Augusta', lastName: 'Lovelace' };
  const choose = (password: string) => say(news, 'registration/start', { ...account, ...names, password });
  for (const password of ['analytical1', 'augusta.99', 'LovelaceKing', 'new@example.org'])
    expect(await choose(password)).toMatchObject({ fields: { password: 'too-common' } });
  expect((await choose('Lovelace was first')).status).toBe(200);
  expect(
    await say(news, 'registration/start', { email: 'no address', password: 'short', lastName: 'L' }),
  ).toMatchObject({
    code: 'invalid-request',
    fields: { email: 'invalid', username: 'missing', firstName: 'missing', password: 'too-short' },
  });
});

test('a refused password leaves the step as it is: the next one is taken', async () => {
  const news = site({
    '/processes/login/verify': () => step('RESET_PASSWORD'),
    '/processes/login/verifyResetPassword': () => session(),
  });
  const { flow } = await say(news, 'login/start', { identifier: 'reader', password: 'old' });
  expect((await say(news, 'login/reset-password', { flow, password: 'new' })).status).toBe(400);
  expect(await say(news, 'login/reset-password', { flow, password: 'a new pass phrase' })).toMatchObject({
    kind: 'session',
  });
});

test.each(['a', 'abc', 'password', 'example'])('who has the password “%s” signs in with it', async (password) => {
  const news = site({ '/processes/login/verify': () => session() }, { passwordMinLength: 64, breachCheck: 'closed' });
  expect(await say(news, 'login/start', { identifier: 'reader', password })).toMatchObject({ kind: 'session' });
  expect(news.to('/processes/login/verify').map(({ body }) => body['password'])).toEqual([password]);
});

test('the public settings say how long a new password has to be', async () => {
  expect(await (await site().get('settings')).json()).toMatchObject({ passwordMinLength: 8 });
  expect(await (await site({}, { passwordMinLength: 15 }).get('settings')).json()).toMatchObject({
    passwordMinLength: 15,
  });
});
