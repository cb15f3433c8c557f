/**
 * Signs values into cookies whose content is no secret: authenticated and expiring, but readable by whoever has them (JWS compact serialisation,
 * RFC 7515, HS256). A short value costs a few microseconds; sealing it costs a turn of the runtime's thread pool. The key is derived from the secret
 * and the cookie's name, so that a value only counts under the name for which it was signed.
 */
import { encodeBase64url } from '../base/bytes.js';
import { deriveMac, type Mac } from './mac.js';

export interface Signer {
  /** Signs a payload. `expires`: milliseconds since 1970. */
  sign(payload: Record<string, unknown>, expires: number): string;
  /** `undefined`: the value has expired, is damaged, or was signed under another name or a secret that is not configured. */
  verify(signed: string): unknown;
}

/** Characters of a signed value; what is longer is not looked at. */
const longestSigned = 4096;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true });
/** The only one: a value under any other is not ours, whatever algorithm it names. */
const header = encodeBase64url(utf8.encode(JSON.stringify({ alg: 'HS256' })));
/** Header, payload, and the 32 bytes of the code. */
const shape = new RegExp(`^(${header}\\.([\\w-]+))\\.([\\w-]{43})$`);

/** Of two texts of one length; takes as long wherever they differ. */
function isSame(one: string, other: string): boolean {
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

function decodeJson(part: string): Record<string, unknown> {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(fromUtf8.decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))) as Record<string, unknown>;
}

/** The first secret signs, each of them verifies. `name`: the cookie's. `now` in milliseconds since 1970. */
export function createSigner(secrets: readonly string[], name: string, now: () => number): Signer {
  let derived: Mac[] | undefined;
  const macs = () => (derived ??= secrets.map((secret) => deriveMac(secret, `sign ${name}`)));

  return {
    sign(payload, expires) {
      const [first] = macs();
      if (!first) throw new Error('no secret to sign with');
      const claims = { ...payload, exp: Math.floor(expires / 1000) };
      const text = `${header}.${encodeBase64url(utf8.encode(JSON.stringify(claims)))}`;
      return `${text}.${first(text)}`;
    },
    verify(signed) {
      const [, text = '', claims = '', code = ''] = (signed.length <= longestSigned && shape.exec(signed)) || [];
      if (!text || !macs().some((mac) => isSame(mac(text), code))) return undefined;
      const payload = decodeJson(claims);
      return typeof payload['exp'] === 'number' && payload['exp'] * 1000 > now() ? payload : undefined;
    },
  };
}
