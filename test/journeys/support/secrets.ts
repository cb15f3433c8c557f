/** The secrets that passed between gateway and simulator, and the search for them in what a browser got. */
import type { Exchange } from '../../../src/testing/exchange-recorder.js';

/** Members of the hosted API's bodies that no browser may see (docs/hosted-api.md, "Flows" and "Traps"). */
const secretMembers = ['token', 'customerSession', 'removalToken', 'verificationToken', 'transferToken'];
/** Shorter values would be found by chance. */
const shortest = 12;

function* membersOf(value: unknown, names: readonly string[] = secretMembers): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' && names.includes(name)) yield member;
    else yield* membersOf(member, names);
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function* secretsIn({ path, requestHeaders, requestBody, responseBody }: Exchange): Generator<string> {
  if (requestHeaders.apiToken) yield requestHeaders.apiToken;
  yield* membersOf(parsed(requestBody));
  yield* membersOf(parsed(responseBody));
  // A truncated answer is no JSON, and holds its token all the same.
  for (const [, name = '', value = ''] of responseBody.matchAll(/"(\w+)":"([^"]*)"/g))
    if (secretMembers.includes(name)) yield value;
  const url = new URL(path, 'https://api.invalid');
  const session = url.searchParams.get('sessionToken');
  if (session) yield session;
  const removal = /\/changeSessions\/([^/]+)/.exec(url.pathname)?.[1];
  if (removal) yield decodeURIComponent(removal);
}

/** Every API, step, removal, transfer and session token and every code of the server's in these exchanges. */
export const secretsOf = (exchanges: readonly Exchange[]): string[] => [
  ...new Set(exchanges.flatMap((each) => [...secretsIn(each)]).filter(({ length }) => length >= shortest)),
];

/** The page in the frame that hands a transfer token on to the vendor's self-service: that one secret is there by nature. */
export const isSelfService = /https?:\/\/[^/]+\/account\/self-service\b/;

const answered = (exchanges: readonly Exchange[], member: string): string[] => [
  ...new Set(exchanges.flatMap(({ responseBody }) => [...membersOf(parsed(responseBody), [member])])),
];
/** The codes that the hosted API sent to readers and told its caller. */
export const codesOf = (exchanges: readonly Exchange[]): string[] => answered(exchanges, 'verificationToken');

/** The transfer tokens that the hosted API made. */
export const transferTokensOf = (exchanges: readonly Exchange[]): string[] => answered(exchanges, 'transferToken');

/** A secret as it is, and as it would stand in an address or in base64. */
const encodingsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
];

/** Something that a browser got: where, and the text. */
export interface Sighting {
  where: string;
  text: string;
}
/** How the place is named where only what a reader typed stands. */
export const typedPlace = 'typed in page';

/** Where secrets were seen; empty: nowhere. The secret itself is not repeated. */
export function findSecrets(secrets: readonly string[], seen: readonly Sighting[]): string[] {
  const forms = [...new Set(secrets.flatMap(encodingsOf))];
  return [...new Set(seen.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ where }) => where))];
}

/** The demo's inbox stands in for mailbox and phone: links and codes are there by nature. */
export const isInbox = /https?:\/\/[^/]+\/(simulator\/)?inbox\b/;
/** Where a code may stand: the inbox, the field that a reader typed it into, and by chance in a script or style sheet. */
const mayHoldCodes = new RegExp(`https?://[^/]+/(simulator/)?(inbox|assets|site)\\b|^${typedPlace}`);
/** Where codes were seen, as words of their own: six digits can be a part of anything. */
export function findCodes(codes: readonly string[], seen: readonly Sighting[]): string[] {
  if (codes.length === 0) return [];
  const word = new RegExp(`(?<![\\w#-])(${codes.join('|')})(?![\\w-])`);
  return [
    ...new Set(
      seen.filter(({ where, text }) => !mayHoldCodes.test(where) && word.test(text)).map(({ where }) => where),
    ),
  ];
}
