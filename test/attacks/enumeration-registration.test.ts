/** A stranger learns from no registration that an address has an account, where the publisher has chosen so; its owner is told by the publisher. */
import { afterEach, expect, test, vi } from 'vitest';
import type { ExistingAccount, GatewayOptions } from '../../src/gateway/index.js';
import { readMobileNumber } from '../../src/gateway/process/mobile-number.js';
import { error, step } from '../gateway/support/harness.js';
import { accounts, type Seen, type Stranger, stranger, unknown } from './enumeration-stage.js';

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

const plays: Readonly<Record<string, (of: Stranger) => Promise<Seen[]>>> = {
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
