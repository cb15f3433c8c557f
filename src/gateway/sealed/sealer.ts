/**
 * Seals values into cookies: encrypted, authenticated, expiring (JWE compact serialisation, RFC 7516, `dir` with A256GCM). The key is derived
 * from the secret and the cookie's name, so that a value can only be opened under the name for which it was sealed. No key that seals can be read out.
 */
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { BoundedMap } from '../base/bounded-map.js';
import { encodeBase64url } from '../base/bytes.js';
import { singleFlight } from '../base/single-flight.js';
import { createMac, type Mac } from './mac.js';

export interface Sealer {
  /** Seals a payload under a cookie's name. `expires`: milliseconds since 1970. */
  seal(name: string, payload: Record<string, unknown>, expires: number): Promise<string>;
  /** `undefined`: the value has expired, is damaged, or was sealed under another name or a secret that is not configured. */
  open(name: string, sealed: string): Promise<Record<string, unknown> | undefined>;
  /** As `open`, but tells a value apart that was sealed here and has expired. */
  judge(name: string, sealed: string): Promise<Record<string, unknown> | 'expired' | undefined>;
  /** Names a text for a purpose, so that nobody without the first secret can find the text by trying. */
  nameOf(purpose: string, text: string): Promise<string>;
  /** The names by each secret, the first one's first: what was named before a rotation is still found. */
  namesOf(purpose: string, text: string): Promise<string[]>;
  /** The number of characters that `seal` returns for a payload. */
  size(payload: Record<string, unknown>): number;
}

/** Characters of a sealed value; what is longer is not opened. */
export const longestSealed = 16 * 1024;

/** Keys that are kept. The names of flows are random: each is needed a few times, soon after another. */
const keptKeys = 500;

/** Keys of names that are kept: there are a handful of purposes. */
const keptNamers = 20;

const utf8 = new TextEncoder();
const header = (kid: string) => ({ alg: 'dir', enc: 'A256GCM', kid });
const base64length = (bytes: number) => Math.ceil((bytes * 4) / 3);
/** Characters of header, initialisation vector (12 bytes), tag (16 bytes) and the four dots. */
const frame =
  base64length(utf8.encode(JSON.stringify(header('123456'))).length) + base64length(12) + base64length(16) + 4;

/** The first secret seals, all of them open: to rotate, put a new one in front and remove the old one when its cookies have expired. */
export function createSealer(secrets: readonly string[], now: () => number): Sealer {
  const how = (purpose: string) => {
    const info = utf8.encode(`sso-elements cookie 1: ${purpose}`);
    return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  };
  const load = async (secret: string) => {
    const uses: KeyUsage[] = ['deriveBits', 'deriveKey'];
    const key = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, uses);
    const id = new Uint8Array(await crypto.subtle.deriveBits(how('key id'), key, 256));
    return { key, kid: encodeBase64url(id).slice(0, 6) };
  };
  type Secret = Awaited<ReturnType<typeof load>>;
  /** By secret and name: deriving one costs more than opening a value. */
  const keys = new BoundedMap<string, CryptoKey>(keptKeys);
  /** By purpose, of the first secret. Each call has several names, of a few bytes: handing them to the runtime's own HMAC costs ten times as much. */
  const namers = new BoundedMap<string, Mac>(keptNamers);
  const keyFor = async ({ key, kid }: Secret, name: string): Promise<CryptoKey> => {
    const slot = `${kid} ${name}`;
    const known = keys.get(slot);
    if (known) return known;
    const aes = { name: 'AES-GCM', length: 256 };
    const derived = await crypto.subtle.deriveKey(how(`name ${name}`), key, aes, false, ['encrypt', 'decrypt']);
    keys.set(slot, derived);
    return derived;
  };
  /** What every value of ours looks like. Anything else is told apart before any work is done on it. */
  const shape = /^[\w-]{20,100}\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/;
  type Ring = Secret[];
  let loaded: Ring | undefined;
  const share = singleFlight<Ring>();
  const ring = async () => (loaded ??= await share('ring', () => Promise.all(secrets.map(load))));

  const judge: Sealer['judge'] = async (name, sealed) => {
    if (sealed.length > longestSealed || !shape.test(sealed)) return undefined;
    const known = await ring();
    try {
      const { payload } = await jwtDecrypt(
        sealed,
        ({ kid }) => {
          const found = known.find((secret) => secret.kid === kid);
          if (!found) throw new Error('sealed with a secret that is not configured');
          return keyFor(found, name);
        },
        {
          currentDate: new Date(now()),
          requiredClaims: ['exp'],
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        },
      );
      return payload;
    } catch (error) {
      // Its time is looked at once it has proved to be ours.
      return error instanceof errors.JWTExpired ? 'expired' : undefined;
    }
  };

  async function namer(purpose: string, { kid, key }: Secret): Promise<Mac> {
    const slot = `${kid} ${purpose}`;
    const known = namers.get(slot);
    if (known) return known;
    const mac = createMac(new Uint8Array(await crypto.subtle.deriveBits(how(`name: ${purpose}`), key, 256)));
    namers.set(slot, mac);
    return mac;
  }
  const named = (mac: Mac, text: string) => mac(text).slice(0, 22);

  return {
    judge,
    async open(name, sealed) {
      const found = await judge(name, sealed);
      return found === 'expired' ? undefined : found;
    },
    async seal(name, payload, expires) {
      const [first] = await ring();
      if (!first) throw new Error('no secret to seal with');
      return new EncryptJWT({ ...payload, exp: Math.floor(expires / 1000) })
        .setProtectedHeader(header(first.kid))
        .encrypt(await keyFor(first, name));
    },
    async nameOf(purpose, text) {
      const [first] = await ring();
      if (!first) throw new Error('no secret to name by');
      return named(await namer(purpose, first), text);
    },
    async namesOf(purpose, text) {
      const macs = await Promise.all((await ring()).map((secret) => namer(purpose, secret)));
      return macs.map((mac) => named(mac, text));
    },
    size: (payload) => frame + base64length(utf8.encode(JSON.stringify({ ...payload, exp: 9999999999 })).length),
  };
}
