/** Beyond each limit, too, a stranger sees the same for whichever account, with a captcha and without: known and unknown are counted alike. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { GatewayOptions, LimitsPort } from '../../src/gateway/index.js';
import { type LimitName, limitNames } from '../../src/gateway/options/limit-options.js';
import { isCommon } from '../../src/gateway/passwords/common-passwords.js';
import { countingPort } from '../gateway/support/limited.js';
import { actsOf, inTurn, type Process, times } from './enumeration-acts.js';
import { type Account, accounts, type Stranger, stranger, unknown } from './enumeration-stage.js';

// The list of passwords is loaded once, at a time of its own.
beforeAll(async () => {
  await isCommon('a password');
});
afterEach(() => vi.restoreAllMocks());

const captcha: GatewayOptions['captcha'] = {
  provider: 'turnstile',
  secret: 'SECRET-OF-THE-CAPTCHA-77',
  verifyUrl: 'https://captcha.example/siteverify',
  failedStarts: 3,
};
const most = { times: 1_000_000 };

/** A stranger at a site where two calls are let through by one limit (or by each), and any number by the others; and what is counted there. */
function limited(account: Account, limit: LimitName | 'every limit', more: Partial<GatewayOptions>) {
  const counted: string[] = [];
  const port = countingPort(() => of.news.clock.now);
  const limits: LimitsPort = {
    ...port,
    count: (key, seconds) => {
      // A flow has a name of its own.
      counted.push(key.replace(/(?<=-flow:)[\w-]{22}/, '*'));
      return port.count(key, seconds);
    },
  };
  const limitChanges = Object.fromEntries(
    limitNames.map((each) => [each, limit === 'every limit' || each === limit ? { times: 2, seconds: 3600 } : most]),
  );
  const hides: Partial<GatewayOptions> = { hideTakenEmail: true, onExistingAccount: () => undefined };
  const of: Stranger = stranger(account, { limits, limitMode: 'enforce', limitChanges, ...hides, ...more });
  return { of, counted };
}

/** All that is seen and counted of an account beyond a limit. */
async function beyond(
  account: Account,
  process: Process,
  limit: LimitName | 'every limit',
  more: Partial<GatewayOptions>,
) {
  const { of, counted } = limited(account, limit, more);
  const seen = await inTurn(of, ...actsOf(process));
  const reached = of.news.log.filter((each) => each.event === 'limit-reached');
  return { seen, counted, reached };
}

const coded: readonly LimitName[] = [
  'guess-address',
  'guess-flow',
  'guess-pair',
  'guess-account',
  'resend-address',
  'resend-flow',
  'resend-pair',
  'resend-account',
  'mail-address',
  'mail-recipient',
  'mail-all',
];
const some = (...names: string[]) => names.map((name) => [name, accounts[name]!] as const);
const cases: Readonly<Record<Process, { limits: readonly LimitName[]; against: (readonly [string, Account])[] }>> = {
  login: { limits: ['start-address', 'start-pair', 'start-account'], against: Object.entries(accounts) },
  'password-forgotten': {
    limits: coded,
    against: some(
      'an account',
      'one that is blocked',
      'one that is locked',
      'one that is deactivated, as is told later',
    ),
  },
  registration: { limits: coded, against: some('an account') },
};

const each = Object.entries(cases).flatMap(([process, { limits }]) =>
  limits.flatMap((limit) => [false, true].map((hasCaptcha) => [limit, process as Process, hasCaptcha] as const)),
);
test.each(each)(
  'beyond %s at %s a stranger sees the same, and is counted alike (captcha: %s)',
  async (limit, process, hasCaptcha) => {
    const more = hasCaptcha ? { captcha } : {};
    const expected = await beyond(unknown, process, limit, more);
    expect(expected.reached).toContainEqual(expect.objectContaining({ limit }));
    const isHeldBack = limit.startsWith('guess') || !hasCaptcha ? '"retryAfter":' : '"code":"captcha-required"';
    expect(expected.seen.some(({ body }) => body.includes(isHeldBack))).toBe(true);
    for (const [what, account] of cases[process].against)
      expect(await beyond(account, process, limit, more), what).toEqual(expected);
  },
);

test.each(Object.keys(cases).flatMap((process) => [true, false].map((has) => [process as Process, has] as const)))(
  'beyond every limit at %s a stranger sees the same for whichever account (captcha: %s)',
  async (process, hasCaptcha) => {
    const more = hasCaptcha ? { captcha } : {};
    const expected = await beyond(unknown, process, 'every limit', more);
    expect(expected.reached.length).toBeGreaterThan(1);
    // Of a registration the hosted API says no more than that an address is taken.
    const against = process === 'registration' ? cases[process].against : Object.entries(accounts);
    for (const [what, account] of against)
      expect(await beyond(account, process, 'every limit', more), what).toEqual(expected);
  },
);

test('failed starts make a captcha due alike for whichever account', async () => {
  const play = (account: Account) => beyond(account, 'login', 'start-device', { captcha });
  const expected = await play(unknown);
  const codes = expected.seen.map(({ body }) => /"code":"([^"]+)"/.exec(body)?.[1]);
  expect(codes.slice(0, 6)).toEqual([
    ...times(3, 'wrong-credentials'),
    ...times(2, 'captcha-required'),
    'wrong-credentials',
  ]);
  for (const [what, account] of Object.entries(accounts)) expect(await play(account), what).toEqual(expected);
});

test('the comparison finds what is counted otherwise', async () => {
  const open = { hideAccounts: 'off' as const, hideTakenEmail: false };
  const there = await beyond(accounts['an account']!, 'password-forgotten', 'mail-all', open);
  const nowhere = await beyond(unknown, 'password-forgotten', 'mail-all', open);
  expect(there.counted).not.toEqual(nowhere.counted);
});
