/** Rows on keys, and on the ways between machines (V11 and V12). */
import type { Row } from './row.js';

const sealer = 'test/gateway/sealed/sealer.test.ts';

export const cryptographyRows: readonly Row[] = [
  {
    id: 'v5.0.0-11.1.1',
    what: 'Keys are made, rotated and taken away by a written way',
    tests: [
      [
        'test/attacks/sessions.test.ts',
        'secrets are rotated in two phases on two instances, one after the other, and nobody is signed out',
      ],
    ],
  },
  {
    id: 'v5.0.0-11.1.2',
    what: 'It is written down which keys there are, and what for',
    duty: 'project',
    how: 'docs/security-model.md, “Keys”',
  },
  {
    id: 'v5.0.0-11.2.1',
    what: 'Cryptography is the platform’s, by a kept-up library',
    duty: 'project',
    how: 'Web Crypto and jose; no primitive is our own',
  },
  {
    id: 'v5.0.0-11.2.2',
    what: 'An algorithm can be changed without signing readers out',
    tests: [[sealer, 'what an earlier version sealed opens, and the other way round']],
  },
  {
    id: 'v5.0.0-11.3.2',
    what: 'Cookies are encrypted by an approved mode, and by no other',
    tests: [[sealer, 'another algorithm in the header is refused']],
  },
  {
    id: 'v5.0.0-11.3.3',
    what: 'What is encrypted cannot be changed',
    tests: [[sealer, 'any changed character makes a value unreadable']],
  },
  {
    id: 'v5.0.0-11.4.2',
    what: 'Passwords are stored by a slow hash',
    duty: 'hosted API',
    how: 'it alone stores passwords; of a link, a keyed and salted hash lives for its fifteen minutes',
  },
  {
    id: 'v5.0.0-11.5.1',
    what: 'What nobody may guess is of 128 random bits or more, and weak secrets are refused',
    tests: [
      ['test/gateway/options/options.test.ts', 'a wrong %s (%j) is named, its value is not'],
      ['test/attacks/links.test.ts', 'the same e-mail address is never hashed twice to the same seal'],
    ],
  },
  {
    id: 'v5.0.0-12.1.1',
    what: 'Only TLS 1.2 and 1.3 are spoken',
    duty: 'publisher',
    how: 'the proxy ends TLS; Node speaks no older one towards the hosted API',
  },
  {
    id: 'v5.0.0-12.2.1',
    what: 'Readers come by TLS alone',
    duty: 'publisher',
    how: 'docs/security-model.md, “What you must set”; cookies are Secure, and origins have to be https',
  },
  {
    id: 'v5.0.0-12.2.2',
    what: 'The certificate is one that browsers trust',
    duty: 'publisher',
    how: 'docs/gateway.md, “nginx”',
  },
  {
    id: 'v5.0.0-12.3.1',
    what: 'The hosted API and other sites are asked by TLS alone',
    tests: [['test/gateway/options/options.test.ts', 'a wrong %s (%j) is named, its value is not']],
  },
  {
    id: 'v5.0.0-12.3.2',
    what: 'Their certificates are checked',
    tests: [['test/gateway/node/pooled-fetch.test.ts', 'a server whose certificate nobody signed gets no request']],
  },
];
