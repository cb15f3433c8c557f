/** Rows on who a reader is, and for how long: authentication and sessions (V6 and V7). */
import type { Row } from './row.js';

const sessions = 'test/gateway/session/sessions.test.ts';
const attacks = 'test/attacks';
const tokens = `${attacks}/access-tokens.test.ts`;
const processes = 'test/gateway/calls/processes.test.ts';
const hosted = 'hosted API';

export const readerRows: readonly Row[] = [
  {
    id: 'v5.0.0-6.1.3',
    what: 'Every way to sign in is documented: docs/browser-protocol.md and docs/openapi.json',
    tests: [['test/contract/openapi.test.ts', 'every call is there, below the elements’ default endpoint']],
  },
  {
    id: 'v5.0.0-6.2.2',
    what: 'A reader can change the password',
    tests: [[processes, 'a forgotten password is replaced by code, and by link on another device']],
  },
  {
    id: 'v5.0.0-6.2.3',
    what: 'Whoever changes a password shows the old one, or a code of the mailbox',
    duty: hosted,
    how: 'it has no change by the old password; a new one is set by a code',
  },
  {
    id: 'v5.0.0-6.2.6',
    what: 'A password is not shown while it is typed, but for the reader who asks',
    tests: [
      ['test/elements/login/form.browser.test.ts', 'the password can be shown and hidden again, and keeps its text'],
    ],
  },
  {
    id: 'v5.0.0-6.2.8',
    what: 'A password goes on exactly as it was typed',
    tests: [
      [
        'test/gateway/process/typed-input.test.ts',
        'a user name is sent without what cannot be seen, and a password as it was typed',
      ],
    ],
  },
  {
    id: 'v5.0.0-6.2.10',
    what: 'No password ends with time',
    duty: hosted,
    how: 'the step `reset-password` is asked by it alone',
  },
  {
    id: 'v5.0.0-6.3.2',
    what: 'There are no accounts from the start',
    duty: hosted,
    how: 'accounts are its own; the gateway has none, and refuses secrets that are no secrets',
  },
  {
    id: 'v5.0.0-6.3.3',
    what: 'A second factor is asked where the account has one; whether each account has one is the merchant’s setting at the hosted API: with it off, the reasons have to be written down, by the merchant',
    tests: [['test/flow/account.test.ts', 'password forgotten goes by two-factor and a new password to the session']],
  },
  {
    id: 'v5.0.0-6.3.4',
    what: 'No way in skips what another asks',
    tests: [
      [processes, 'a blocked customer is turned away by login and by the new password, at whichever step'],
      ['test/gateway/calls/adopt.test.ts', 'nobody slips round %s'],
      [
        tokens,
        'the gateway itself believes none: a token alone signs nobody in, and one that was changed is made anew',
      ],
    ],
  },
  {
    id: 'v5.0.0-6.4.1',
    what: 'Codes of a registration are random, and end soon',
    duty: hosted,
    how: 'it makes and ends them; a flow ends after 15 minutes here, too',
  },
  {
    id: 'v5.0.0-6.4.2',
    what: 'There are no questions that replace a password',
    duty: 'project',
    how: 'the contract has no such member',
  },
  {
    id: 'v5.0.0-6.4.3',
    what: 'A new password does not get by the second factor',
    tests: [['test/flow/account.test.ts', 'password forgotten goes by two-factor and a new password to the session']],
  },
  {
    id: 'v5.0.0-6.5.1',
    what: 'A code is good once',
    tests: [
      ['test/gateway/calls/links.test.ts', 'a link to a password that has been changed already says so'],
      [processes, 'a password that was forgotten twice at once is reset once'],
    ],
  },
  {
    id: 'v5.0.0-6.5.3',
    what: 'Codes and the secrets of authenticator apps are made by a generator that nobody can foretell',
    duty: hosted,
    how: 'it makes them all; the gateway makes none',
  },
  {
    id: 'v5.0.0-6.5.4',
    what: 'A code is hard to guess: some 20 random bits, as six digits have',
    duty: hosted,
    how: 'it makes codes, of six characters at most; the gateway limits how often they are tried',
  },
  {
    id: 'v5.0.0-6.5.5',
    what: 'A code has an end. The standard allows ten minutes, and this is not met by the gateway: a step waits fifteen for its code. How long a code itself counts, ten minutes at most, is the hosted API’s duty; that of a forgotten password ends with `codeLifetime`, which can be set to 600',
    tests: [
      ['test/gateway/sealed/flow-cookies.test.ts', 'a flow expires fifteen minutes after its step began'],
      ['test/gateway/accounts/code-tries.test.ts', 'a code ends with its time'],
    ],
  },
  {
    id: 'v5.0.0-6.6.1',
    what: 'Codes go by SMS to numbers that were confirmed alone, and there is a stronger way beside it',
    duty: hosted,
    how: 'whether codes go by SMS is the merchant’s setting there, and it sends them; its second factor is an authenticator app',
  },
  {
    id: 'v5.0.0-6.6.2',
    what: 'A code counts for what it was asked for alone',
    tests: [
      [`${attacks}/links.test.ts`, 'a flow of another registration in this browser does not stand in for the link'],
      [processes, 'a code that was sent again replaces the first'],
    ],
  },
  {
    id: 'v5.0.0-6.8.2',
    what: 'A signed statement of Google’s is checked',
    duty: hosted,
    how: 'the gateway passes the ID token on, and only where the settings offer Google',
  },
  {
    id: 'v5.0.0-7.1.1',
    what: 'How long a session lives is documented: docs/cookies.md and docs/gateway-options.md',
    tests: [
      ['test/docs/generated.test.ts', '%s matches the tables of the sources'],
      ['test/docs/cookies.test.ts', 'every kind of cookie has a row, and every row is a cookie'],
    ],
  },
  {
    id: 'v5.0.0-7.1.2',
    what: 'How many sessions one account may have is documented',
    duty: hosted,
    how: 'the setting `maxSessions`, docs/settings-form.md',
  },
  {
    id: 'v5.0.0-7.1.3',
    what: 'How sessions of several sites hang together is documented',
    duty: 'project',
    how: 'docs/sessions-and-other-sites.md',
  },
  {
    id: 'v5.0.0-7.2.1',
    what: 'A session is checked on a server',
    tests: [[sessions, 'a session is validated at most every five minutes, by the clock']],
  },
  {
    id: 'v5.0.0-7.2.2',
    what: 'Each session has a token of its own',
    duty: hosted,
    how: 'it makes the token; here it is sealed into a cookie',
  },
  {
    id: 'v5.0.0-7.2.4',
    what: 'A sign-in begins a new session, and what was begun before ends',
    tests: [[`${attacks}/next-person.test.ts`, 'a sign-in %s ends what anybody had begun before']],
  },
  {
    id: 'v5.0.0-7.3.1',
    what: 'A session that is not used ends',
    tests: [
      [
        `${attacks}/sessions.test.ts`,
        'a session that nobody uses ends after fourteen days, and a copy of its cookie, too',
      ],
    ],
  },
  {
    id: 'v5.0.0-7.3.2',
    what: 'A session ends, however much it is used',
    tests: [
      [
        `${attacks}/sessions.test.ts`,
        'a session that is used every day ends ninety days after the sign-in, and a copy of its cookie, too',
      ],
    ],
  },
  {
    id: 'v5.0.0-7.4.1',
    what: 'After a sign-out no copy of a cookie counts',
    tests: [
      [
        `${attacks}/sessions.test.ts`,
        'a copy of a cookie dies with the sign-out, at every instance, for as long as any copy could count',
      ],
    ],
  },
  {
    id: 'v5.0.0-7.4.2',
    what: 'The sessions of an account that is closed end',
    tests: [[sessions, '%s at validation signs the reader out and says why']],
  },
  {
    id: 'v5.0.0-7.4.4',
    what: 'Whoever is signed in finds the way out',
    tests: [
      [
        'test/elements/session/session.browser.test.ts',
        'signing out calls the gateway, fires sso-session and notifies the other tabs',
      ],
    ],
  },
  {
    id: 'v5.0.0-7.4.5',
    what: 'The merchant can end sessions',
    duty: hosted,
    how: 'in its back office; the gateway notices within five minutes',
  },
  {
    id: 'v5.0.0-7.5.2',
    what: 'A reader sees the sessions of the account, and can end them',
    tests: [['test/flow/login.test.ts', 'ending one session sends which, and ending all sends none']],
  },
  {
    id: 'v5.0.0-7.6.1',
    what: 'No session gets younger by going to another site',
    tests: [
      [
        `${attacks}/transfer.test.ts`,
        'no session gets younger on its way: its end counts from the sign-in at the first site',
      ],
    ],
  },
  {
    id: 'v5.0.0-7.6.2',
    what: 'Nobody is signed in by a link of somebody else’s',
    tests: [
      [
        `${attacks}/transfer.test.ts`,
        'login CSRF: a code of the attacker’s own, put into the victim’s browser, signs nobody in (9700, 4.7)',
      ],
    ],
  },
];
