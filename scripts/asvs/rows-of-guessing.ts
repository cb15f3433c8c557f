/** Rows on guessing: what a password has to be, and how often strangers may try (V2 and V6). */
import type { Row } from './row.js';

const strangers = 'test/attacks/strangers';
const stuffing = `${strangers}/stuffing.test.ts`;
const limits = 'test/gateway/limits';
const passwords = 'test/gateway/passwords';

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
    what: 'It is written down how guessing is limited, and how nobody is locked out by it',
    duty: 'project',
    how: 'docs/limits.md, whose table is made of the one that counts',
  },
  {
    id: 'v5.0.0-6.1.2',
    what: 'Words of the site are no passwords, and it is written down which',
    tests: [[`${passwords}/context-words.test.ts`, '“%s” is made of the words']],
  },
  {
    id: 'v5.0.0-6.2.1',
    what: 'A new password has 8 characters at least',
    tests: [[`${passwords}/new-passwords.test.ts`, 'the public settings say how long a new password has to be']],
  },
  {
    id: 'v5.0.0-6.2.4',
    what: 'A new password is none of those that many people choose',
    tests: [[`${passwords}/common-passwords.test.ts`, '“%s” is common']],
  },
  {
    id: 'v5.0.0-6.2.11',
    what: 'A new password is not made of the reader’s own names',
    tests: [
      [
        `${passwords}/new-passwords.test.ts`,
        'the names of who registers are no passwords, and everything that is wrong is said at once',
      ],
    ],
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
