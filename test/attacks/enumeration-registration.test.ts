/** A stranger learns from no registration that an address has an account, where the publisher has chosen so; its owner is told by the publisher. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { ExistingAccount, GatewayOptions } from '../../src/gateway/index.js';
import { isCommon } from '../../src/gateway/passwords/common-passwords.js';
import { readMobileNumber } from '../../src/gateway/process/mobile-number.js';
import { error, session, step } from '../gateway/support/harness.js';
import { agreed } from '../gateway/support/registering.js';
import { inTurn, memory, type Play, wait } from './enumeration-acts.js';
import { accounts, type Seen, type Stranger, stranger, unknown } from './enumeration-stage.js';

// Their list is loaded once, at a time of its own.
beforeAll(async () => {
  await isCommon('a password');
});
afterEach(() => vi.restoreAllMocks());

const account = { email: 'Someone@example.org', password: 'a password of theirs' };
const hides = (told: ExistingAccount[] = []): Partial<GatewayOptions> => ({
  hideTakenEmail: true,
  onExistingAccount: (event) => void told.push(event),
  verificationPaths: ['/register'],
});
const known = accounts['an account']!;
const begin = (of: Stranger, more: object = {}) => of.see('POST', 'registration/start', { ...account, ...more });
const verify = (of: Stranger) => of.see('POST', 'registration/verify', { flow: of.flow(), code: '123456' });
const resend = (of: Stranger) => of.see('POST', 'registration/resend', { flow: of.flow() });

/** Whoever goes on with an old cookie may have finished the registration elsewhere. */
const oldCookie =
  (more: object): Play =>
  (of) => {
    const { keep, restore } = memory();
    return inTurn(
      of,
      (of) => begin(of, more),
      keep,
      wait(30),
      resend,
      restore,
      verify,
      (of) => of.see('GET', 'flow'),
    );
  };

const plays: Readonly<Record<string, Play>> = {
  registers: async (of) => [await begin(of), await of.see('GET', 'flow')],
  'registers with a link': async (of) => [await begin(of, { verificationUrl: '/register' })],
  'guesses codes': async (of) => {
    const seen = [await begin(of)];
    for (let guess = 0; guess < 7; guess += 1) seen.push(await verify(of));
    return seen;
  },
  'asks for other codes': async (of) => {
    const seen = [await begin(of), await resend(of)];
    of.wait(30);
    return [...seen, await resend(of), await verify(of), await of.see('GET', 'flow')];
  },
  'uses an old code’s cookie': oldCookie({}),
  'agrees to mails, and uses an old code’s cookie': oldCookie({ language: 'de', ...agreed }),
  'agrees to mails on a page, and uses an old code’s cookie': oldCookie({
    language: 'de',
    page: `https://news.example.org/${'p'.repeat(175)}`,
    ...agreed,
  }),
  'agrees to mails, and guesses too often': async (of) => {
    const seen = [await begin(of, { language: 'de', ...agreed })];
    for (let guess = 0; guess < 7; guess += 1) seen.push(await verify(of));
    return seen;
  },
  'comes too late': async (of) => {
    const seen = [await begin(of)];
    of.wait(900);
    return [...seen, await verify(of)];
  },
  'gives up': async (of) => [await begin(of), await of.see('DELETE', `flow?flow=${of.flow()}`)],
};
test.each(Object.keys(plays))(
  'a stranger who %s with a taken address sees what one with a free address sees',
  async (name) => {
    const play = plays[name]!;
    expect(await play(stranger(known, hides()))).toEqual(await play(stranger(unknown, hides())));
  },
);

test('who agreed and uses an old code’s cookie keeps the choice for a sign-in, whether the address is taken or not', async () => {
  for (const account of [known, unknown]) {
    const seen = await plays['agrees to mails, and uses an old code’s cookie']!(stranger(account, hides()));
    expect(seen[2]!.body).toContain('flow-used');
    expect(seen[2]!.cookies.join()).toContain('__Host-sso_consent_*');
  }
});

test.each([
  ['a user name of nobody', 'free', 200, undefined],
  ['a taken user name', 'taken', 400, 'username-taken'],
  ['an address as a user name', 'other@example.org', 400, 'invalid-request'],
])('%s is answered alike, whether the address is taken or not', async (_what, username, status, code) => {
  const settings = { forceUsername: true };
  const seen = await begin(stranger(known, hides(), settings), { username });
  expect(seen).toEqual(await begin(stranger(unknown, hides(), settings), { username }));
  expect([seen.status, /"code":"([^"]+)"/.exec(seen.body)?.[1], seen.after]).toEqual([status, code, 1000]);
});

/** Signs in to an account of the stranger's own, which lacks a user name, and tries one. The hosted API tells of anything that somebody has. */
async function chooseName(of: Stranger, username: string): Promise<Seen> {
  const wantsName = () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } });
  Object.assign(of.news.script, {
    '/processes/login/verify': wantsName,
    '/processes/login/updateAdditionalData': async (request: Request) =>
      (await request.text()).includes('free') ? session() : error(400, 20008),
  });
  await of.see('POST', 'login/start', { identifier: 'stranger@example.org', password: 'their own' });
  return of.see('POST', 'login/additional-data', { flow: of.flow(), username });
}
const addresses = ['taken@example.org', 'free@example.org'];

test('an address that somebody has, as a user name at a sign-in, is answered as a free one, and not sent on', async () => {
  const of = stranger(known, hides());
  const seen = await chooseName(of, addresses[0]!);
  expect(of.news.to('/processes/login/updateAdditionalData')).toEqual([]);
  expect(seen.body).toContain('"fields":{"username":"invalid"}');
  expect(seen).toEqual(await chooseName(stranger(known, hides()), addresses[1]!));
});

test('a user name that is none is told at a sign-in, and any is sent on where addresses are told anyway', async () => {
  expect((await chooseName(stranger(known, hides()), 'taken')).body).toContain('username-taken');
  const of = stranger(known, { verificationPaths: ['/register'] });
  expect((await chooseName(of, addresses[0]!)).body).toContain('username-taken');
});

test('with an SMS too', async () => {
  // Its rules are loaded once, at a time of their own.
  await readMobileNumber('+4915112345678', []);
  const settings = { tokenType: 'SMS' };
  const more = { mobileNumber: '+4915112345678' };
  const free = { ...unknown, register: () => step('SMS') };
  const seen = await begin(stranger(known, hides(), settings), more);
  expect(seen).toEqual(await begin(stranger(free, hides(), settings), more));
  expect(seen.body).toContain('"channel":"sms"');
});

test('the owner is told by the publisher, once, however often somebody tries; nobody is told of a free address', async () => {
  const told: ExistingAccount[] = [];
  const of = stranger(known, hides(told));
  await begin(of, { language: 'de' });
  await begin(of);
  of.wait(601);
  await begin(of);
  expect(told).toEqual([
    { email: 'Someone@example.org', language: 'de', at: '2026-05-04T10:00:00.000Z' },
    { email: 'Someone@example.org', language: 'en', at: '2026-05-04T10:10:01.000Z' },
  ]);
  const none: ExistingAccount[] = [];
  await begin(stranger(unknown, hides(none)));
  expect(none).toEqual([]);
});

test('a publisher’s function that fails, or takes its time, shows in no answer, but on the log', async () => {
  const expected = await begin(stranger(unknown, hides()));
  const text: unknown = 'LEAK';
  const ways: [() => void | Promise<void>, failures: object[]][] = [
    [async () => Promise.reject(new RangeError('LEAK')), [{ level: 'error', name: 'RangeError' }]],
    [
      () => {
        throw text;
      },
      [{ level: 'error', name: 'string' }],
    ],
    // It is waited for longer than the answer.
    [() => new Promise<void>(() => undefined), []],
  ];
  for (const [onExistingAccount, failures] of ways) {
    const of = stranger(known, { ...hides(), onExistingAccount });
    expect(await begin(of)).toEqual(expected);
    const failed = of.news.log.filter(({ event }) => event === 'on-existing-account-failed');
    expect(failed).toEqual(failures.map((each) => expect.objectContaining(each) as object));
    expect(JSON.stringify(of.news.log)).not.toContain('LEAK');
  }
});

test('without the option a taken address is told at once, and other refusals are as ever with it', async () => {
  const of = stranger(known, { verificationPaths: ['/register'] });
  const seen = await begin(of);
  expect([seen.status, seen.after]).toEqual([400, 80]);
  expect(seen.body).toContain('email-taken');
  for (const [status, number, code] of [
    [400, 20009, 'registration-invalid'],
    [423, 20026, 'locked'],
    [500, 99500, 'upstream-failed'],
  ] as const) {
    const refused = await begin(stranger({ ...known, register: () => error(status, number) }, hides()));
    expect(refused.body).toContain(code);
  }
});

test('where user names cannot be looked up, a registration goes on, and the log says so once an hour', async () => {
  const of = stranger(unknown, hides(), { forceUsername: true });
  of.news.script['/customers'] = () => error(401, 99401);
  for (const username of ['one', 'two']) expect((await begin(of, { username })).status).toBe(200);
  const lines = () => of.news.log.filter(({ event }) => event === 'user-name-unchecked');
  expect(lines()).toEqual([expect.objectContaining({ level: 'error', code: 'misconfigured' })]);
  of.wait(3600);
  await begin(of, { username: 'three' });
  expect(lines()).toHaveLength(2);
});
