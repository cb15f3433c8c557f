/** Rows on logs and failures (V16). */
import type { Row } from './row.js';

const secrets = 'test/attacks/secrets.test.ts';
const guard = 'test/gateway/request/request-guard.test.ts';
const fuzzed = [
  'test/attacks/fuzz/gateway.test.ts',
  '4,500 requests in the process are answered by the contract, and let no secret out',
] as const;

export const logRows: readonly Row[] = [
  {
    id: 'v5.0.0-16.1.1',
    what: 'It is written down what is logged',
    tests: [['test/docs/generated.test.ts', 'every event of the table is logged somewhere']],
  },
  {
    id: 'v5.0.0-16.2.1',
    what: 'A line of the log says what failed and where, and can be matched with what the reader saw; whose account it was is a keyed hash',
    tests: [
      ['test/gateway/logging/calls.test.ts', 'a good sign-in leaves one line, with all that there is to know'],
      ['test/gateway/accounts/hidden-accounts.test.ts', 'a sign-in refused with %i and %i is %s, and the log has %s'],
      [secrets, 'the log names operations, and no upstream address or query'],
    ],
  },
  {
    id: 'v5.0.0-16.2.2',
    what: 'Times of the log are UTC, and instances whose clocks differ say so',
    tests: [
      [
        'test/gateway/logging/calls.test.ts',
        'every line has its time first, and each of a request the reference that the browser got',
      ],
      [
        'test/gateway/logging/clock-skew.test.ts',
        'a session from the future is said, with the seconds and the reference, once a minute',
      ],
    ],
  },
  {
    id: 'v5.0.0-16.2.3',
    what: 'The log goes where the operator says, and nowhere else',
    duty: 'publisher',
    how: 'the option `log` takes every line; docs/logs.md says where lines go without it',
  },
  {
    id: 'v5.0.0-16.2.4',
    what: 'The log can be read by programs',
    tests: [
      ['test/gateway/options/options.test.ts', 'the global fetch, clock, random source and console are the defaults'],
    ],
  },
  {
    id: 'v5.0.0-16.2.5',
    what: 'No secret is in the log, and of a reader keyed hashes alone',
    tests: [
      [secrets, 'no failure shows a secret: %s'],
      [secrets, 'the log names operations, and no upstream address or query'],
      fuzzed,
    ],
  },
  {
    id: 'v5.0.0-16.3.1',
    what: 'A sign-in is in the log, whether it succeeds or not',
    tests: [
      ['test/gateway/logging/calls.test.ts', 'a good sign-in leaves one line, with all that there is to know'],
      ['test/gateway/accounts/hidden-accounts.test.ts', 'a sign-in refused with %i and %i is %s, and the log has %s'],
      [
        'test/gateway/node/serve.test.ts',
        'the address of the socket goes to the hosted API, a header of the sender does not',
      ],
    ],
  },
  {
    id: 'v5.0.0-16.3.2',
    what: 'What is refused to a page that may not ask is in the log',
    tests: [[guard, 'a page on a foreign name with %s signs nobody in or out, and the log names it']],
  },
  {
    id: 'v5.0.0-16.3.3',
    what: 'Attempts to get by a guard are logged',
    tests: [
      ['test/gateway/limits/modes.test.ts', 'what is held back is in the log without anybody’s name'],
      [guard, 'a page on a foreign name with %s signs nobody in or out, and the log names it'],
    ],
  },
  {
    id: 'v5.0.0-16.3.4',
    what: 'Failures of what the gateway relies on are logged',
    tests: [
      [
        'test/gateway/upstream/upstream.test.ts',
        'a refused API token is a loud line in the log, and no fault of the reader',
      ],
      [
        'test/gateway/upstream/upstream.test.ts',
        'a fault of the gateway itself is logged with its place, not with its message',
      ],
    ],
  },
  { id: 'v5.0.0-16.4.1', what: 'Nobody writes a line of the log by what he sends', tests: [fuzzed] },
  {
    id: 'v5.0.0-16.4.2',
    what: 'Logs are kept from others',
    duty: 'publisher',
    how: 'docs/security-model.md, “Who reads logs”',
  },
  {
    id: 'v5.0.0-16.4.3',
    what: 'Logs are kept on another machine than the gateway’s',
    duty: 'publisher',
    how: 'the option `log`, or what collects the console, sends them there',
  },
  {
    id: 'v5.0.0-16.5.1',
    what: 'A failure says a code of a closed set, and nothing of the inside',
    tests: [[secrets, 'no failure shows a secret: %s'], fuzzed],
  },
  {
    id: 'v5.0.0-16.5.2',
    what: 'Where the hosted API or the store fails, the rest goes on',
    tests: [
      [
        'test/gateway/upstream/circuit.test.ts',
        'after some of %s, operations are refused at once, until one works again',
      ],
      ['test/gateway/session/sessions.test.ts', 'a store that fails stops neither a validation nor a sign-out'],
    ],
  },
  {
    id: 'v5.0.0-16.5.3',
    what: 'What fails lets nobody in',
    tests: [
      ['test/gateway/options/failing-ports.test.ts', 'where fetch %s, the SSO API has failed, and it is on the log'],
      fuzzed,
    ],
  },
];
