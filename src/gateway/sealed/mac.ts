/** Codes over texts that prove a key (HMAC with SHA-256, RFC 2104). */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64url } from '../base/bytes.js';

/** Returns the code of a text's UTF-8, as 43 characters of base64url. */
export type Mac = (text: string) => string;

const utf8 = new TextEncoder();

/** What is used of `node:crypto`. */
type CreateHmac = (
  algorithm: 'sha256',
  key: Uint8Array,
) => { update(text: string): { digest(form: 'base64url'): string } };
interface Runtime {
  process?: { getBuiltinModule?: (name: 'node:crypto') => { createHmac?: CreateHmac } | undefined };
}
/** The runtime's own, where it has one that answers at once: the Web Crypto API waits for a turn of its threads, and costs ten times as much. */
const ofRuntime = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto')?.createHmac;

/** Returns what makes the codes by a key. `native` is `false` to do without the runtime's own: the codes are the same. */
export function createMac(key: Uint8Array, native: CreateHmac | false | undefined = ofRuntime): Mac {
  if (native) return (text) => native('sha256', key).update(text).digest('base64url');
  // What both halves begin with is hashed once for a key: of a short text that is half of the work.
  const begun = hmac.create(sha256, key);
  return (text) => encodeBase64url(begun.clone().update(utf8.encode(text)).digest());
}

/** The codes of a purpose, by a key that is derived from a secret (HKDF, RFC 5869). */
export function deriveMac(secret: string, purpose: string): Mac {
  const info = utf8.encode(`sso-elements cookie 1: ${purpose}`);
  return createMac(hkdf(sha256, utf8.encode(secret), undefined, info, 32));
}
