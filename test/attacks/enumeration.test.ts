/** A stranger learns nowhere who has an account: status, body, headers, cookies and the instant of each answer are the same for whichever account. */
import { afterEach, expect, test, vi } from 'vitest';
import type { GatewayOptions } from '../../src/gateway/index.js';
import { inTurn, memory, type Play, times, wait } from './enumeration-acts.js';
import { accounts, type Stranger, stranger, unknown } from './enumeration-stage.js';

afterEach(() => vi.restoreAllMocks());

const identifier = 'someone@example.org';
const begin = (of: Stranger) => of.see('POST', 'password-forgotten/start', { identifier });
const verify = (of: Stranger, code = '123456') =>
  of.see('POST', 'password-forgotten/verify', { flow: of.flow(), code });
const resend = (of: Stranger) => of.see('POST', 'password-forgotten/resend', { flow: of.flow() });

/** What a stranger does → how. */
const plays: Readonly<Record<string, Play>> = {
  'signs in': (of) => inTurn(of, () => of.see('POST', 'login/start', { identifier, password: 'guessed' })),
  'signs in by a user name': (of) =>
    inTurn(of, () => of.see('POST', 'login/start', { identifier: 'someone', password: 'guessed' })),
  'forgot the password': (of) => inTurn(of, begin),
  'forgot it by a user name, in another language': (of) =>
    inTurn(of, () => of.see('POST', 'password-forgotten/start', { identifier: 'someone', language: 'de' })),
  'asks for a link': (of) =>
    inTurn(of, () => of.see('POST', 'password-forgotten/start', { identifier, verificationUrl: '/password' })),
  'loads the page again': (of) => inTurn(of, begin, () => of.see('GET', 'flow')),
  'guesses a code, and loads the page again': (of) => inTurn(of, begin, verify, () => of.see('GET', 'flow')),
  'guesses what is no code': (of) =>
    inTurn(
      of,
      begin,
      () => verify(of, 'ÄÖÜ'),
      () => verify(of, '…'),
    ),
  'guesses too often': (of) => inTurn(of, begin, ...times(6, verify), verify, () => of.see('GET', 'flow')),
  'guesses too often, and asks for another code': (of) =>
    inTurn(of, begin, ...times(5, verify), wait(30), resend, resend),
  'guesses too often with an old cookie': (of) => {
    const { keep, restore } = memory();
    return inTurn(of, begin, keep, ...times(7, verify).flatMap((guess) => [restore, guess]));
  },
  'asks for another code too early': (of) => inTurn(of, begin, resend),
  'asks for other codes, and guesses': (of) =>
    inTurn(of, begin, wait(30), resend, () => of.see('GET', 'flow'), ...times(5, verify), verify),
  'asks for other codes for an hour': (of) =>
    inTurn(of, begin, ...[30, 60, 120, 240, 300].flatMap((pause) => [wait(pause), resend])),
  'uses an old code’s cookie': (of) => {
    const { keep, restore } = memory();
    return inTurn(of, begin, keep, wait(30), resend, restore, verify, restore, resend);
  },
  'comes too late': (of) => inTurn(of, begin, wait(900), verify, begin, wait(900), resend),
  'comes just in time': (of) => inTurn(of, begin, wait(899), verify),
  'gives the flow up': (of) =>
    inTurn(
      of,
      begin,
      () => of.see('DELETE', `flow?flow=${of.flow()}`),
      () => of.see('GET', 'flow'),
      verify,
    ),
  'begins again and again': (of) => inTurn(of, begin, begin, begin, begin, verify, () => of.see('GET', 'flow')),
  'goes on as if the code were right': (of) =>
    inTurn(of, begin, () =>
      of.see('POST', 'password-forgotten/reset-password', { flow: of.flow(), password: 'a new one' }),
    ),
  'confirms a link that there is not': (of) =>
    inTurn(of, begin, () => of.see('POST', 'password-forgotten/verify-link', { flow: of.flow(), email: identifier })),
};
const options: Partial<GatewayOptions> = { verificationPaths: ['/password'] };

test.each(Object.keys(plays))('a stranger who %s sees the same for whichever account', async (name) => {
  const play = plays[name]!;
  const expected = await play(stranger(unknown, options));
  for (const [what, account] of Object.entries(accounts))
    expect(await play(stranger(account, options)), what).toEqual(expected);
});

test.each([{ tokenType: 'SMS' }, { tokenType: 'EMAIL', ssoName: 'REQUIRED' }])(
  'so it is with the settings %j, and limits of an API of one’s own',
  async (settings) => {
    const own = { ...options, codeTries: 3, codeLifetime: 60, answerSlot: 200 };
    const play = plays['guesses too often']!;
    const expected = await play(stranger(unknown, own, settings));
    expect(expected.map(({ status }) => status)).toEqual([200, 403, 403, 403, 403, 410, 410, 410, 200]);
    for (const [what, account] of Object.entries(accounts))
      expect(await play(stranger(account, own, settings)), what).toEqual(expected);
  },
);

test('what is seen is what is meant: a code step, wrong codes, then too many; each on its slot', async () => {
  const seen = await plays['guesses too often']!(stranger(unknown, options));
  expect(seen.map(({ status, after }) => [status, after])).toEqual([
    [200, 1000],
    ...times(5, [403, 500]),
    [403, 500],
    [410, 500],
    [200, 0],
  ]);
  expect(seen.map(({ body }) => /"code":"([^"]+)"/.exec(body)?.[1])).toEqual([
    undefined,
    ...times(5, 'wrong-code'),
    'flow-exhausted',
    'flow-expired',
    undefined,
  ]);
  expect(seen[0]!.body).toContain('"step":"verify"');
  expect(seen[0]!.cookies[0]).toMatch(/^__Host-sso_flow_\*; 1200; /);
});

test('the comparison finds a leak: without what hides it, and without the schedule', async () => {
  const guess = plays['guesses a code, and loads the page again']!;
  const open = { ...options, hideAccounts: 'off' as const };
  expect(await guess(stranger(accounts['an account']!, open))).not.toEqual(await guess(stranger(unknown, open)));
  const atOnce = { ...options, answerSlot: 0 };
  const [first] = await guess(stranger(accounts['an account']!, atOnce));
  const [second] = await guess(stranger(unknown, atOnce));
  expect([first!.after, second!.after]).toEqual([80, 5]);
  expect({ ...first, after: 0 }).toEqual({ ...second, after: 0 });
});
