/** What is sent to make the gateway work, and beside each attack as many bytes that are none. */
import type { Sent } from './http.js';

/** Bytes of a header that Node lets through, of the 32 KB for all headers of a request. */
const headerLength = 30_000;

export interface Attack {
  /** Both have the same bytes. `n` counts the requests. */
  request(isAttack: boolean, n: number): Sent;
}

const withHeader = (name: string, harmless: (length: number) => string, attack: (index: number) => string): Attack => {
  let text = attack(0);
  for (let index = 1; text.length < headerLength; index += 1) text += attack(index);
  text = text.slice(0, headerLength);
  const calm = harmless(text.length);
  return {
    request: (isAttack) => ({ method: 'GET', path: '/sso/session', headers: { [name]: isAttack ? text : calm } }),
  };
};
/** As many flows as the gateway looks at, in as many bytes. */
const countedFlows = (n: number): string => `__Host-sso_flow_${numbered(n, 22)}=${'x'.repeat(450)}; `;
const numbered = (index: number, length: number): string => index.toString(36).padStart(length, '0');
/** One cookie as long as all of the attack's together. */
const oneCookie = (length: number): string => `abc=${'x'.repeat(length - 4)}`;
/** A list as browsers send it, as long as it takes. */
const plainLanguages = (length: number): string =>
  `de-DE,de;q=0.9,en;q=0.8${' '.repeat(length)}`.slice(0, length - 1) + ',';

/** A call whose outcome the hosted API decides, by who signs in (`hosted-api.ts`). */
const signIn = (what: string): Attack => ({
  request: (isAttack) => ({
    method: 'POST',
    path: '/sso/login/start',
    body: JSON.stringify({ identifier: `${isAttack ? 'bomb' : 'calm'}-${what}@example.org`, password: 'secret' }),
  }),
});
const settings = (language: (isAttack: boolean, n: number) => string): Attack => ({
  request: (isAttack, n) => ({ method: 'GET', path: `/sso/settings?language=${language(isAttack, n)}` }),
});
const letters = 'abcdefghijklmnopqrstuvwxyz';
const code = (n: number): string => letters.charAt(Math.floor(n / 26) % 26) + letters.charAt(n % 26);

export const attacks = {
  'cookies: flows': withHeader('Cookie', oneCookie, (n) => `__Host-sso_flow_${numbered(n, 22)}=x; `),
  'cookies: flows that are looked at': withHeader('Cookie', oneCookie, countedFlows),
  'cookies: one name': withHeader('Cookie', oneCookie, () => '__Host-sso_session=x; '),
  'cookies: shortest names': withHeader('Cookie', oneCookie, (n) => `${numbered(n, 1)}=;`),
  'languages: header': withHeader(
    'Accept-Language',
    plainLanguages,
    (n) => `${code(n)}-x-${numbered(n, 3)};q=0.${n % 1000},`,
  ),
  'languages: every code': settings((isAttack, n) => (isAttack ? code(n) : 'de')),
  'languages: renewals': settings((isAttack, n) => `${isAttack ? code(n) : 'de'}&not=${'A'.repeat(43)}`),
  'sessions: many': signIn('many'),
  'sessions: as many as are parsed': signIn('parsed'),
  'sessions: long texts': signIn('long'),
  'image: inflates': signIn('inflates'),
  'image: as large as may be': signIn('large'),
  'image: full of finder patterns': signIn('finders'),
} as const satisfies Record<string, Attack>;
