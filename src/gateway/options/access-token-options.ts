/** What an operator sets about access tokens. */
import { isRecord } from '../../contract/json.js';
import { accessRightId } from '../../contract/sso-api.js';
import { isTexts, onlyHas, type Rule, whole } from './rules.js';

/** A private key for ES256, as a JSON Web Key. */
export interface AccessKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  d: string;
}

export interface AccessTokenOptions {
  /** The first one signs, all of them are published. To rotate them, put a new one second, after 10 minutes first, and take the old one out 10 minutes later. */
  keys: readonly AccessKey[];
  /** Who the tokens are for. Default: the first of `origins`. */
  audience?: string;
  /** How long one counts, at most 300 seconds: for that long nobody can take it back. Default: 300. */
  maxAge?: number;
  /** IDs of access rights, at most 5: the tokens say which of them are granted. Default: none. */
  rights?: readonly string[];
}

/** Seconds. */
export const longestAccessToken = 300;

const members = ['kty', 'crv', 'x', 'y', 'd'];
const isKey = (key: unknown): boolean =>
  isRecord(key) &&
  onlyHas(key, members) &&
  key['kty'] === 'EC' &&
  key['crv'] === 'P-256' &&
  ['x', 'y', 'd'].every((name) => typeof key[name] === 'string' && /^[\w-]{43}$/.test(key[name]));

/** Seconds. */
export const accessTokenMaxAge = whole(10, longestAccessToken);

export const accessToken: Rule = (value) => {
  if (value === undefined) return undefined;
  if (!isRecord(value) || !onlyHas(value, ['keys', 'audience', 'maxAge', 'rights']))
    return 'must have keys, audience, maxAge and rights alone';
  const { keys, audience, maxAge, rights } = value;
  const wrong: [string, string][] = [];
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > 5 || !keys.every(isKey))
    wrong.push([
      'keys',
      'must list 1 to 5 private keys for ES256 with the members kty, crv, x, y and d, as `sso-elements-gateway access-key` makes them',
    ]);
  else if (new Set(keys.map(({ x }: AccessKey) => x)).size < keys.length) wrong.push(['keys', 'must be different']);
  if (audience !== undefined && !(typeof audience === 'string' && /^\S{1,200}$/.test(audience)))
    wrong.push(['audience', 'must be a text of 1 to 200 characters without spaces']);
  const why = accessTokenMaxAge(maxAge, value);
  if (typeof why === 'string') wrong.push(['maxAge', why]);
  const areRights = isTexts(rights) && rights.length <= 5 && rights.every((id) => accessRightId.safeParse(id).success);
  if (rights !== undefined && !areRights)
    wrong.push(['rights', 'must list at most 5 IDs of access rights, each of 2 to 30 letters, digits and dashes']);
  return wrong.length > 0 ? wrong : undefined;
};
