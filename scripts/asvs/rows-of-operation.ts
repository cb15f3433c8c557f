/** Rows on set-up, data and code (V13 to V15). */
import type { Row } from './row.js';

const attacks = 'test/attacks';
const simulator = 'test/demo/simulator/simulator-routes.test.ts';
const headers = `${attacks}/headers.test.ts`;
const fuzzed = [
  `${attacks}/fuzz/gateway.test.ts`,
  '4,500 requests in the process are answered by the contract, and let no secret out',
] as const;

export const operationRows: readonly Row[] = [
  {
    id: 'v5.0.0-13.1.1',
    what: 'It is written down whom the gateway calls',
    duty: 'project',
    how: 'docs/gateway.md, “The way to the hosted API”',
  },
  {
    id: 'v5.0.0-13.2.1',
    what: 'Servers prove to each other who they are',
    tests: [
      [`${attacks}/transfer.test.ts`, 'a code stolen on its way is worth nothing without its verifier'],
      [
        'test/gateway/request/request-guard.test.ts',
        'the API token goes to the hosted API, and with it what the API needs',
      ],
    ],
  },
  {
    id: 'v5.0.0-13.2.2',
    what: 'The API token has the rights that are needed, and no more',
    tests: [
      ['test/gateway/upstream/missing-rights.test.ts', 'the table of the page on the hosted API has every right'],
    ],
  },
  {
    id: 'v5.0.0-13.2.4',
    what: 'The gateway calls the hosted API and the listed sites, and follows no redirect',
    tests: [
      [
        'test/gateway/calls/join.test.ts',
        'the call between the gateways says nothing of the reader, and follows nothing',
      ],
    ],
  },
  {
    id: 'v5.0.0-13.3.1',
    what: 'Secrets are kept where secrets are kept',
    duty: 'publisher',
    how: '`apiToken` can be a function that asks a vault; secrets have no flag',
  },
  {
    id: 'v5.0.0-13.4.2',
    what: 'Nothing is served that is for developers',
    tests: [['test/gateway/options/options.test.ts', 'development cookies with the origins %j: %s']],
  },
  {
    id: 'v5.0.0-13.4.4',
    what: 'TRACE is refused',
    tests: [['test/gateway/node/bad-requests.test.ts', '%s is refused, and the connection closed']],
  },
  {
    id: 'v5.0.0-13.4.5',
    what: 'The simulator’s controls are for pages and programs of its machine',
    tests: [
      [simulator, '%s is posted to the controls: %s, status %i'],
      [simulator, 'under a foreign name that points at this machine there is no demo'],
      [simulator, 'with the hosted API there is no simulator to control, and no customer of it is shown'],
    ],
  },
  {
    id: 'v5.0.0-14.1.1',
    what: 'It is written down which data there are, and where',
    duty: 'project',
    how: 'docs/security-model.md, “What is kept where”',
  },
  {
    id: 'v5.0.0-14.2.1',
    what: 'No address has a secret in it, but for the reader’s own mail',
    tests: [
      [`${attacks}/links.test.ts`, 'a link sends the browser on to the page, without its secrets, and calls nothing'],
      [
        `${attacks}/transfer.test.ts`,
        'no address, cookie or answer that a browser gets holds a session, a transfer token or a verifier',
      ],
    ],
  },
  {
    id: 'v5.0.0-14.2.2',
    what: 'No cache on the way keeps what is a reader’s',
    tests: [[headers, 'every route of the gateway has the headers, whatever the method']],
  },
  {
    id: 'v5.0.0-14.2.3',
    what: 'Nothing of a reader’s goes to third parties but what an option says: five characters of a password’s hash, the token of a captcha and, by another option, the reader’s address',
    tests: [
      [
        'test/gateway/passwords/breach-check.test.ts',
        'a password that the service lists is breached; five characters of its hash leave the gateway, and padding is asked for',
      ],
      ['test/gateway/passwords/breach-check.test.ts', 'nobody is asked where the check is off'],
      ['test/gateway/captcha/verifying.test.ts', '%s gets a form with secret and token, once'],
      ['test/gateway/captcha/verifying.test.ts', 'the reader’s address goes along only where the operator says so'],
      ['test/gateway/captcha/when.test.ts', 'never: nothing is asked, and a token goes nowhere'],
      [
        'test/gateway/calls/join.test.ts',
        'the call between the gateways says nothing of the reader, and follows nothing',
      ],
    ],
  },
  {
    id: 'v5.0.0-14.3.1',
    what: 'After a sign-out the browser has nothing of it',
    tests: [
      [`${attacks}/next-person.test.ts`, 'after a sign-out the next person finds no step to go on with'],
      ['test/gateway/session/sessions.test.ts', 'signing out deletes every part'],
    ],
  },
  {
    id: 'v5.0.0-14.3.2',
    what: 'No browser keeps what is a reader’s',
    tests: [['test/gateway/request/request-guard.test.ts', 'answers of the login are never stored']],
  },
  {
    id: 'v5.0.0-14.3.3',
    what: 'Storage that scripts read has no secret',
    tests: [
      [
        `${attacks}/page-script.browser.test.ts`,
        'after a success, and in another process, there is no password to come back to',
      ],
    ],
  },
  { id: 'v5.0.0-15.1.3', what: 'What is dear to do is written down', duty: 'project', how: 'docs/load.md' },
  {
    id: 'v5.0.0-15.2.2',
    what: 'A request costs about what its bytes cost',
    tests: [
      [`${attacks}/cookies.test.ts`, 'as many cookies of the kind "%s" as are looked at cost no more'],
      [
        'test/gateway/request/slow-body.test.ts',
        'with a bodyTimeout of %s a body that stops is given up after %i milliseconds, and no sooner',
      ],
      ['test/gateway/request/slow-body.test.ts', 'a body in the coding %s is refused before any of it is read'],
    ],
  },
  { id: 'v5.0.0-15.3.1', what: 'An answer has what the page needs, and no more', tests: [fuzzed] },
  {
    id: 'v5.0.0-15.3.2',
    what: 'No redirect of the hosted API is followed',
    tests: [
      ['test/gateway/upstream/redirect.test.ts', 'nothing follows a redirect (%i) of the hosted API with the token'],
    ],
  },
  {
    id: 'v5.0.0-15.3.3',
    what: 'A member that a call does not name is refused',
    tests: [['test/gateway/request/call-input.test.ts', '%s with %j is refused, and the fields at fault are %j']],
  },
  {
    id: 'v5.0.0-15.3.4',
    what: 'The reader’s address is the one that a trusted proxy saw',
    tests: [
      ['test/gateway/node/forwarded.test.ts', 'by %s, %j behind %i proxies comes from %4$s'],
      [
        'test/gateway/node/serve.test.ts',
        'the address of the socket goes to the hosted API, a header of the sender does not',
      ],
    ],
  },
  {
    id: 'v5.0.0-15.3.6',
    what: 'No name that JavaScript knows does anything',
    tests: [
      ['test/gateway/request/call-input.test.ts', 'a member named __proto__ is one that the contract does not name'],
      fuzzed,
    ],
  },
  {
    id: 'v5.0.0-15.3.7',
    what: 'A parameter or cookie that comes twice does not count',
    tests: [
      [`${attacks}/cookies.test.ts`, 'a session cookie %s does not count'],
      [`${attacks}/transfer.test.ts`, 'where a parameter of the way back comes twice, nobody is signed in'],
    ],
  },
];
