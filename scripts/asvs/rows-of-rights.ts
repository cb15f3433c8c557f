/** Rows on what somebody may do: authorisation and tokens (V8 and V9). */
import type { Row } from './row.js';

const attacks = 'test/attacks';
const tokens = `${attacks}/access-tokens.test.ts`;

export const rightRows: readonly Row[] = [
  {
    id: 'v5.0.0-8.1.1',
    what: 'It is written down who may do what',
    duty: 'project',
    how: 'docs/security-model.md, “Who is trusted with what” and “Who may call the gateway”',
  },
  {
    id: 'v5.0.0-8.2.1',
    what: 'The settings form is for whom the publisher’s own guard knows',
    tests: [
      ['test/settings-store/settings-handler.test.ts', '%s %s is for nobody whom the guard does not know'],
      [
        'test/settings-store/settings-handler.test.ts',
        'a guard that fails lets nobody in, and its words are not repeated',
      ],
    ],
  },
  {
    id: 'v5.0.0-8.2.2',
    what: 'A reader reaches the data of the own flow and session alone',
    tests: [
      [`${attacks}/cookies.test.ts`, 'of a flow whose cookie comes twice, none is resumed or taken'],
      [
        'test/gateway/sealed/flow-cookies.test.ts',
        'a cookie of one flow is no use under the name of another, nor as a session',
      ],
    ],
  },
  {
    id: 'v5.0.0-8.2.3',
    what: 'Of the settings browsers get those that are for them, and the form changes no others than its own',
    tests: [
      ['test/gateway/settings/settings-cache.test.ts', 'a full document is mapped, and nothing else of it gets out'],
      [
        'test/settings-store/settings-handler.test.ts',
        'script, style sheet and settings without description stay as they were, and cannot be changed',
      ],
    ],
  },
  {
    id: 'v5.0.0-8.3.1',
    what: 'What a reader may read is decided on a server',
    tests: [
      [
        'test/gateway/own-server/has-access.test.ts',
        'whoever is signed out has no access, and the hosted API is not asked',
      ],
    ],
  },
  {
    id: 'v5.0.0-9.1.1',
    what: 'A token is believed after its signature was checked',
    tests: [
      [tokens, 'forged tokens are not taken'],
      ['test/gateway/sealed/sealer.test.ts', 'any changed character makes a value unreadable'],
    ],
  },
  {
    id: 'v5.0.0-9.1.2',
    what: 'One algorithm is taken for each use, and none is none',
    tests: [
      ['test/gateway/sealed/sealer.test.ts', 'another algorithm in the header is refused'],
      [tokens, 'forged tokens are not taken'],
    ],
  },
  {
    id: 'v5.0.0-9.1.3',
    what: 'Keys come from the operator, not from a token',
    tests: [
      [tokens, 'public keys alone are published, for caches, with their thumbprints, also while they are rotated'],
    ],
  },
  {
    id: 'v5.0.0-9.2.1',
    what: 'A token counts until its end',
    tests: [
      [tokens, 'a copy counts for five minutes at most, and shorter where the option says so'],
      ['test/gateway/sealed/sealer.test.ts', 'a value does not open after its time'],
    ],
  },
  {
    id: 'v5.0.0-9.2.2',
    what: 'A value counts for what it was made for',
    tests: [['test/gateway/sealed/sealer.test.ts', 'a value sealed for one cookie does not open as another']],
  },
  {
    id: 'v5.0.0-9.2.3',
    what: 'A token names whom it is for, and nobody else takes it',
    tests: [[tokens, 'a token for another audience or of another gateway is not taken']],
  },
];
