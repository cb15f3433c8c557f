/** Rows on guessing: what a password has to be, and how often strangers may try (V2 and V6). */
import type { Row } from './row.js';

const strangers = 'test/attacks/strangers';
const stuffing = `${strangers}/stuffing.test.ts`;
const limits = 'test/gateway/limits';
const passwords = 'test/gateway/passwords';
const atEveryWay = `${passwords}/new-passwords.test.ts`;
/** At registration, account connect and both ways to reset. What is in braces is the source's own. */
const refused = [atEveryWay, '${name} refuses %s as %s, and the hosted API is not asked'] as const;
const taken = [atEveryWay, '${name} takes “%s” as it was typed'] as const;
const byOptions = [atEveryWay, '${name} follows the gateway’s options'] as const;
const form = 'test/elements/login/form.browser.test.ts';

export const guessingRows: readonly Row[] = [
  {
    id: 'v5.0.0-2.4.1',
    what: 'Nobody has a call made as often as they like: sign-ins, codes, mails, questions to other services',
    tests: [
      [
        `${strangers}/mail-flood.test.ts`,
        'another code is a mail, too: a stranger who has a flow gets no more of them than one who begins anew',
      ],
      [`${limits}/steps.test.ts`, 'all mails together are counted, and go on one a second'],
      ['test/gateway/captcha/when.test.ts', 'always: %s needs one each time'],
      [
        'test/gateway/passwords/breach-limits.test.ts',
        '%s: an address is counted before the service is asked, and then has to wait',
      ],
    ],
  },
  {
    id: 'v5.0.0-6.1.1',
    what: 'It is written down how guessing is limited, and how nobody is locked out by it: docs/limits.md',
    tests: [['test/docs/generated.test.ts', '%s matches the tables of the sources']],
  },
  {
    id: 'v5.0.0-6.1.2',
    what: 'Words of the site are no passwords, and docs/passwords.md says which',
    tests: [refused, byOptions, [`${passwords}/context-words.test.ts`, '“%s” is made of the words']],
  },
  {
    id: 'v5.0.0-6.2.1',
    what: 'A new password has 8 characters at least',
    tests: [refused, byOptions, [atEveryWay, 'the public settings say how long a new password has to be']],
  },
  {
    id: 'v5.0.0-6.2.4',
    what: 'A new password is none of those that many people choose',
    tests: [refused, [`${passwords}/common-passwords.test.ts`, '“%s” is common']],
  },
  {
    id: 'v5.0.0-6.2.5',
    what: 'A new password may be of any characters: none has to be a digit, a capital or a sign',
    tests: [taken],
  },
  {
    id: 'v5.0.0-6.2.7',
    what: 'A password can be pasted, and password managers find and fill its field',
    tests: [
      [form, 'what was copied can be pasted into the password'],
      [form, 'the first screen is a real form that a password manager knows'],
      ['test/elements/login/typed.browser.test.ts', 'values that a password manager writes without events are sent'],
      [
        'test/elements/account/new-password.browser.test.ts',
        'the rule stands there before anything is typed, and password managers can read it',
      ],
    ],
  },
  {
    id: 'v5.0.0-6.2.9',
    what: 'A password of 64 characters is taken, and one of 100, too',
    tests: [taken],
  },
  {
    id: 'v5.0.0-6.2.11',
    what: 'A new password is not made of the reader’s own names',
    tests: [[atEveryWay, 'the names of who registers are no passwords, and everything that is wrong is said at once']],
  },
  {
    id: 'v5.0.0-6.2.12',
    what: 'Where the publisher wants it, a new password is none that was in a breach',
    tests: [
      [
        `${passwords}/breach-check.test.ts`,
        'a password that the service lists is breached; five characters of its hash leave the gateway, and padding is asked for',
      ],
    ],
  },
  {
    id: 'v5.0.0-6.3.1',
    what: 'Guessed and stolen passwords are tried in vain, at one account or many, from one address or many',
    tests: [
      [
        stuffing,
        'a reader who shares the address of the strangers waits a minute at most, and at the own device not at all',
      ],
      [stuffing, 'a botnet whose addresses come back in turn cannot keep a new device from the way by mail'],
    ],
  },
  {
    id: 'v5.0.0-6.3.8',
    what: 'Sign-in and password forgotten tell nobody who has an account (level 3)',
    tests: [['test/attacks/enumeration.test.ts', 'a stranger who %s sees the same for whichever account']],
  },
  {
    id: 'v5.0.0-6.6.3',
    what: 'Codes are limited in tries, by flow, account and address',
    tests: [
      [`${limits}/steps.test.ts`, '%s: the codes of a flow are counted'],
      [`${limits}/steps.test.ts`, 'the codes of an account are counted over all its flows and addresses'],
    ],
  },
];
