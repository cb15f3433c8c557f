/** What counts as a guess besides codes, and for whom: what tells something, and what costs a call to the hosted API. */
import { expect, test } from 'vitest';
import { error, limit, type Script, step } from '../support/harness.js';
import { addressOf, call, elsewhere, limited, right, type Tried, until429 } from '../support/limited.js';

const email = 'reader@example.org';
const wantsName = () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } });
const taken = () => error(400, 20008);
const script: Script = {
  '/processes/login/verify': () => step('TWO_FACTOR'),
  '/processes/login/verifyTwoFactorAuth': () => error(403, 20006),
  '/processes/login/updateAdditionalData': taken,
  '/processes/login/verifyResetPassword': () => error(400, 20009),
  '/processes/login/changeSessions/': () => error(404, 20031),
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/verifyToken': () => wantsName(),
  '/processes/passwordForgotten/updateAdditionalData': taken,
  '/processes/passwordForgotten/resetPassword': () => error(400, 20009),
};
type News = ReturnType<typeof limited>;
const signIn = (news: News, address?: string, identifier = email) =>
  call(news, 'login/start', { identifier, password: right }, address);
/** At the step after a code that was right. */
async function forgotten(news: News, address?: string): Promise<Tried> {
  const { flow } = await call(news, 'password-forgotten/start', { identifier: email }, address);
  return call(news, 'password-forgotten/verify', { flow, code: '123456' }, address);
}

const name = { username: 'somebody' };
const other = { password: 'another one, quite new' };
test.each([
  ['login/additional-data', wantsName, name, 'username-taken', 11],
  ['password-forgotten/additional-data', wantsName, name, 'username-taken', 10],
  ['login/reset-password', () => step('RESET_PASSWORD'), other, 'registration-invalid', 11],
  ['password-forgotten/reset-password', () => step('RESET_PASSWORD'), other, 'registration-invalid', 10],
  ['login/end-sessions', () => limit([]), { session: 'S1' }, 'session-unknown', 11],
])('%s: the tries of a flow are counted, with the codes before', async (path, reply, body, code, most) => {
  const next = { '/processes/login/verify': reply, '/processes/passwordForgotten/verifyToken': reply };
  const news = limited({ ...script, ...next });
  const { flow } = await (path.startsWith('login') ? signIn(news) : forgotten(news));
  expect(await call(news, path, { flow, ...body })).toMatchObject({ code });
  const { passed } = await until429(() => call(news, path, { flow, ...body }));
  expect(passed + 1).toBe(most);
  // Nothing is over, and a try after the pause goes on.
  news.clock.now += 1000;
  expect(await call(news, path, { flow, ...body })).toMatchObject({ code });
});

test('the user names that an account tries are counted over all its flows and addresses', async () => {
  const news = limited(
    { ...script, '/processes/login/verify': wantsName },
    { limitChanges: { 'start-account': { times: 1000 } } },
  );
  const { passed } = await until429(() =>
    elsewhere(news, async () => {
      const address = addressOf(news.sent.length);
      const { flow } = await signIn(news, address);
      return call(news, 'login/additional-data', { flow, ...name }, address);
    }),
  );
  expect(passed).toBe(21);
});

test('a new password and a session to end count for the address, and not for the account', async () => {
  const news = limited({ ...script, '/processes/login/verify': () => step('RESET_PASSWORD') });
  const { flow } = await signIn(news);
  await call(news, 'login/reset-password', { flow, ...other });
  const counted = news.port.keys().filter((key) => key.startsWith('guess'));
  expect(counted.map((key) => key.split(':')[0])).toEqual(['guess-address', 'guess-flow']);
});

/** What was counted so far, by the names of the limits. */
async function counts(news: News): Promise<Record<string, number>> {
  const found = news.port.keys().map(async (key) => [key.split(':')[0], (await news.port.read(key))?.times] as const);
  return Object.fromEntries(await Promise.all(found)) as Record<string, number>;
}
const sent = { '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN') };
const nobody = { '/processes/passwordForgotten/sendToken': () => error(404, 20015) };
const occupied = { '/processes/registration/start': () => error(400, 20007) };
const free = { '/processes/registration/start': () => step('EMAIL') };
const codes: Script = {
  '/processes/passwordForgotten/verifyToken': () => error(406, 20044),
  '/processes/passwordForgotten/resendToken': () => step('VERIFY_TOKEN', {}, 'NEXT'),
  '/processes/registration/validate': () => error(403, 20044),
  '/processes/registration/resend': () => step('EMAIL', {}, 'NEXT'),
};
/** How a flow ends, in calls on it. */
const ends = {
  'flow-exhausted': async (news: News, process: string, flow: unknown) => {
    for (let times = 0; times < 5; times += 1) await call(news, `${process}/verify`, { flow, code: '123456' });
  },
  'flow-used': async (news: News, process: string, flow: unknown) => {
    news.clock.now += 30_000;
    await call(news, `${process}/resend`, { flow });
  },
  'flow-expired': async (news: News) => void (news.clock.now += 899_000),
};
test.each(
  (Object.keys(ends) as (keyof typeof ends)[]).flatMap((code) =>
    [
      ['password-forgotten', 'an account', sent],
      ['password-forgotten', 'no account', nobody],
      ['registration', 'a free address', free],
      ['registration', 'a taken address', occupied],
    ].map(([process, whose, start]) => [code, process, whose, start] as [typeof code, string, string, Script]),
  ),
)('%s: %s for %s counts nothing for the account, but for the flow', async (code, process, _whose, begin) => {
  const hides = { hideAccounts: 'strict', hideTakenEmail: true, onExistingAccount: () => undefined } as const;
  const news = limited({ ...script, ...codes, ...begin }, { ...hides, codeLifetime: 890 });
  const { flow } = await call(news, `${process}/start`, {
    ...(process === 'registration' ? { email, password: 'PASSWORD as typed' } : { identifier: email }),
  });
  const old = [...news.cookies];
  await ends[code](news, process, flow);
  const before = await counts(news);
  for (const [action, kind] of [
    ['verify', 'guess'],
    ['resend', 'resend'],
  ] as const) {
    for (let times = 1; times <= 4; times += 1) {
      for (const [name, value] of old) news.cookies.set(name, value);
      const body = action === 'verify' ? { flow, code: '123456' } : { flow };
      expect(await call(news, `${process}/${action}`, body)).toMatchObject({ code });
    }
    const { [`${kind}-flow`]: flows = 0 } = before;
    expect((await counts(news))[`${kind}-flow`]).toBe(flows + 4);
  }
  const owners = ['guess-account', 'guess-pair', 'resend-account', 'resend-pair', 'mail-recipient'];
  const after = await counts(news);
  expect(owners.map((name) => after[name])).toEqual(owners.map((name) => before[name]));
});
