/** Rows on what comes in and goes out: encoding, validation, browsers, the interface (V1 to V4). */
import type { Row } from './row.js';

const attacks = 'test/attacks';
const request = 'test/gateway/request';
const fuzzed = [
  `${attacks}/fuzz/gateway.test.ts`,
  '4,500 requests in the process are answered by the contract, and let no secret out',
] as const;
const overSockets = [
  `${attacks}/fuzz/gateway.test.ts`,
  '500 requests over sockets, bent in their bytes, too, are answered likewise',
] as const;
const headers = `${attacks}/headers.test.ts`;
const bad = 'test/gateway/node/bad-requests.test.ts';

export const requestRows: readonly Row[] = [
  {
    id: 'v5.0.0-1.1.1',
    what: 'A path is decoded once, and counts in one spelling',
    tests: [
      [bad, '%s is no call: its path has one spelling'],
      [`${request}/request-guard.test.ts`, 'a path in another spelling, %s, is no call'],
      [`${request}/return-url.test.ts`, '%j is never allowed'],
    ],
  },
  {
    id: 'v5.0.0-1.2.2',
    what: 'Addresses that lead on are built, not joined, and of safe protocols',
    tests: [
      [
        'test/gateway/upstream/upstream.test.ts',
        'a removal token and a session ID cannot change the operation or its query',
      ],
      [`${request}/return-url.test.ts`, '%j is never allowed'],
    ],
  },
  {
    id: 'v5.0.0-1.3.1',
    what: 'Texts that a merchant wrote as HTML pass a kept-up sanitiser',
    tests: [['test/gateway/settings/sanitise-html.test.ts', 'whatever is written, the tree is one of the contract']],
  },
  {
    id: 'v5.0.0-1.3.3',
    what: 'What goes into mails and logs of others is cut, and has no control characters',
    tests: [
      [`${request}/call-input.test.ts`, '%j is no name'],
      [`${request}/client-facts.test.ts`, 'texts are cut to the limits'],
    ],
  },
  {
    id: 'v5.0.0-1.3.6',
    what: 'Nobody who sends a request chooses where the gateway sends one',
    tests: [
      ['test/gateway/upstream/redirect.test.ts', 'nothing follows a redirect (%i) of the hosted API with the token'],
      [
        `${attacks}/transfer.test.ts`,
        'a site that is not listed cannot be joined from: nobody is led there (9700, 4.11)',
      ],
    ],
  },
  {
    id: 'v5.0.0-1.5.2',
    what: 'What is read from outside becomes values of a schema, never objects of a class',
    tests: [
      [`${request}/call-input.test.ts`, 'a member named __proto__ is one that the contract does not name'],
      fuzzed,
    ],
  },
  {
    id: 'v5.0.0-2.1.1',
    what: 'The form of each input is written down: docs/openapi.json',
    tests: [
      ['test/contract/openapi.test.ts', 'the committed document is what the contract says now'],
      ['test/contract/openapi.test.ts', 'bodies are closed and carry the protocol’s limits'],
    ],
  },
  {
    id: 'v5.0.0-2.2.1',
    what: 'Each member of each call is checked against what is allowed',
    tests: [[`${request}/call-input.test.ts`, '%s with %j is refused, and the fields at fault are %j'], fuzzed],
  },
  {
    id: 'v5.0.0-2.2.2',
    what: 'The gateway checks all of it, whatever the page has checked',
    tests: [[`${request}/call-input.test.ts`, '%s with %j is refused, and the fields at fault are %j']],
  },
  {
    id: 'v5.0.0-2.3.1',
    what: 'The steps of a flow cannot be skipped or taken in another order',
    tests: [
      [`${request}/call-input.test.ts`, '%s is out of order at two-factor, and the flow stays'],
      [`${attacks}/transfer.test.ts`, 'a code is good once (6749, 4.1.2)'],
    ],
  },
  {
    id: 'v5.0.0-2.3.2',
    what: 'What is limited by number is counted where nobody gets by: tries of a link, beginnings',
    tests: [
      [`${attacks}/links.test.ts`, 'a link can be tried five times, however many browsers and requests try at once'],
    ],
  },
  {
    id: 'v5.0.0-2.3.4',
    what: 'Of many who try the same at once, one succeeds',
    tests: [[`${attacks}/transfer.test.ts`, 'of many who try a code at the same moment, one gets something for it']],
  },
  {
    id: 'v5.0.0-3.2.1',
    what: 'An answer that is opened as a page does nothing',
    tests: [[headers, 'every route of the gateway has the headers, whatever the method']],
  },
  {
    id: 'v5.0.0-3.2.2',
    what: 'Text is shown as text',
    tests: [['test/gateway/settings/sanitise-html.test.ts', '%j leaves text and harmless elements only']],
  },
  { id: 'v5.0.0-3.3.1', what: 'Cookies are Secure', tests: [fuzzed] },
  {
    id: 'v5.0.0-3.3.2',
    what: 'Each cookie has the SameSite that its use allows',
    tests: [
      [
        'test/gateway/sealed/flow-cookies.test.ts',
        'a flow cookie cannot be read by scripts, is for this host alone, and ends with the step',
      ],
      [
        'test/gateway/session/sessions.test.ts',
        'the session cookie cannot be read by scripts and comes along from a newsletter',
      ],
    ],
  },
  {
    id: 'v5.0.0-3.3.3',
    what: 'Cookies with data have the prefix __Host-, and no look-alike counts',
    tests: [[`${attacks}/cookies.test.ts`, 'a session cookie %s does not count'], fuzzed],
  },
  {
    id: 'v5.0.0-3.3.4',
    what: 'Scripts cannot read what is secret, and no answer repeats it',
    tests: [[`${attacks}/secrets.test.ts`, 'no step of any login shows a secret'], fuzzed],
  },
  {
    id: 'v5.0.0-3.4.1',
    what: 'Browsers are told to come by TLS alone',
    duty: 'publisher',
    how: 'docs/security-model.md, “What you must set”',
  },
  { id: 'v5.0.0-3.4.2', what: 'No answer is for scripts of other origins', tests: [fuzzed] },
  {
    id: 'v5.0.0-3.4.3',
    what: 'Every answer has a Content Security Policy with `base-uri`; the one for pages is tried with the elements',
    tests: [
      [headers, 'every route of the gateway has the headers, whatever the method'],
      [headers, 'the demo has every directive of the policy that the pages recommend'],
    ],
  },
  {
    id: 'v5.0.0-3.4.4',
    what: 'No type is guessed',
    tests: [
      [headers, 'every route of the gateway has the headers, whatever the method'],
      [headers, 'every page and file of the demo has its headers'],
    ],
  },
  {
    id: 'v5.0.0-3.4.5',
    what: 'No address goes on to other sites',
    tests: [
      [headers, 'every route of the gateway has the headers, whatever the method'],
      [`${attacks}/links.test.ts`, 'a link sends the browser on to the page, without its secrets, and calls nothing'],
    ],
  },
  {
    id: 'v5.0.0-3.4.6',
    what: 'Nothing can be framed that is not meant to be',
    tests: [
      [headers, 'every route of the gateway has the headers, whatever the method'],
      [headers, 'every page and file of the demo has its headers'],
    ],
  },
  {
    id: 'v5.0.0-3.5.1',
    what: 'What changes something has to come from a page of the site',
    tests: [[`${request}/request-guard.test.ts`, 'Sec-Fetch-Site %s, Origin %s, X-SSO-Request %s, type %s: %i']],
  },
  {
    id: 'v5.0.0-3.5.2',
    what: 'A request that needs no preflight cannot do it either',
    tests: [
      [`${request}/request-guard.test.ts`, 'Sec-Fetch-Site %s, Origin %s, X-SSO-Request %s, type %s: %i'],
      [`${attacks}/transfer.test.ts`, 'a form of another site cannot change a code either'],
    ],
  },
  {
    id: 'v5.0.0-3.5.3',
    what: 'Nothing is changed by a method that only reads, and navigations are told by their metadata',
    tests: [
      [
        `${attacks}/links.test.ts`,
        'a program that looks first, as a mail scanner, gets the same redirect and changes nothing',
      ],
      [`${attacks}/transfer.test.ts`, 'by a %s nothing is begun and nothing taken over'],
    ],
  },
  {
    id: 'v5.0.0-3.7.2',
    what: 'Nobody is led to an address that is not listed',
    tests: [
      [`${attacks}/transfer.test.ts`, 'for %s there is no code, and nobody is led there (9700, 4.1 and 4.11)'],
      fuzzed,
    ],
  },
  { id: 'v5.0.0-4.1.1', what: 'An answer says truly what its body is', tests: [fuzzed] },
  {
    id: 'v5.0.0-4.1.2',
    what: 'The interface redirects nobody from http to https',
    duty: 'publisher',
    how: 'docs/security-model.md, “What you must set”',
  },
  {
    id: 'v5.0.0-4.1.3',
    what: 'Headers that a proxy sets count from the proxy alone',
    tests: [
      [bad, '%s of a sender changes nothing where no proxy is trusted'],
      ['test/gateway/node/forwarded.test.ts', 'by %s, %j behind %i proxies comes from %4$s'],
    ],
  },
  {
    id: 'v5.0.0-4.2.1',
    what: 'Where a request ends is read in one way: two lengths, or a length and chunks, are refused',
    tests: [[bad, '%s is refused, and the connection closed'], overSockets],
  },
];
