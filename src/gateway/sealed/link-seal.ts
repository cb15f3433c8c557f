/**
 * The seal in the address of a mailed link: what the flow was begun with, salted and hashed. A browser that did not begin the flow goes on
 * only for a reader who knows it, so that nobody is signed in to, or consents for, an account of somebody else's making
 * (docs/security-model.md).
 */
import { digest, encodeBase64url, type Random } from '../base/bytes.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import type { FlowState } from './flow-state.js';
import type { Sealer } from './sealer.js';

/** The processes that mail a link. */
export type LinkProcess = 'registration' | 'password-forgotten';

/** What a flow was begun with. */
export interface Beginning {
  identifier: string;
  /** At registration. */
  password?: string;
  /** Whether the opt-in was asked. */
  optIn?: boolean;
  /** Browser and system, for the reader to recognise. */
  device?: string | undefined;
}

/** What a reader has to know, and what helps to remember it. */
export type LinkProof = NonNullable<FlowState['proof']>;

export interface LinkSeals {
  seal(process: LinkProcess, beginning: Beginning): Promise<string>;
  /** `undefined`: the seal is damaged, expired, or of another process or purpose. */
  open(process: LinkProcess, sealed: string): Promise<LinkProof | undefined>;
}

/** Seconds. The hosted API limits the token beside it on its own. */
export const linkLifetime = 24 * 3600;
/** Characters: address and seal have 500 together. */
const longestDevice = 40;
/** Characters of a hash, 66 bits: nobody without the secret can read them, and tries are counted. */
const hashLength = 11;

const hashed = async (salt: string, text: string) => (await digest(`${salt} ${text}`)).slice(0, hashLength);
const hashesOf = (salt: string, identifier: string, password = '') =>
  Promise.all([
    hashed(salt, normaliseIdentifier(identifier).toLowerCase()),
    hashed(salt, `password ${password.normalize('NFC')}`),
  ]);

/** Salt, hash of the identifier, whether the opt-in was asked, time, hash of the password where there is one. */
const packed = /^([\w-]{8})([\w-]{11})([01])([0-9a-z]+)\.([\w-]{11})?$/;
/** How links were sealed at first, for a day at most: salt, hash, consent. No password proves them. */
const earlier = /^([\w-]{8})([\w-]{11})[\w-]{11}[\w.-]*$/;
/** Stood before those seals. */
const tag = /^[rp]-/;

/** The name to seal under: with the purpose and process in it, neither a cookie nor another process's seal can be passed off as this one. */
const name = (process: LinkProcess) => `link ${process}`;

/** Whether this is what the flow was begun with; letter case of an identifier does not count. Both are always computed and compared. */
export async function isProven(proof: LinkProof, identifier: string, password: string | undefined): Promise<boolean> {
  const [first, second] = await hashesOf(proof.salt, identifier, password);
  const wrong = [first !== proof.identifier, proof.password !== undefined && second !== proof.password];
  return !wrong.includes(true);
}

export function createLinkSeals({
  sealer,
  now,
  random,
}: {
  sealer: Sealer;
  now: () => number;
  random: Random;
}): LinkSeals {
  return {
    async seal(process, { identifier, password, optIn, device }) {
      const salt = encodeBase64url(random(6));
      const [first, second] = await hashesOf(salt, identifier, password);
      const time = Math.floor(now() / 1000).toString(36);
      const v = `${salt}${first}${optIn ? 1 : 0}${time}.${password === undefined ? '' : second}`;
      const payload = { v, ...(device && { d: device.slice(0, longestDevice) }) };
      return sealer.seal(name(process), payload, now() + linkLifetime * 1000);
    },
    async open(process, sealed) {
      const { v: value, d: device } = (await sealer.open(name(process), sealed.replace(tag, ''))) ?? {};
      if (typeof value !== 'string') return undefined;
      const parts = packed.exec(value) ?? earlier.exec(value);
      if (!parts) return undefined;
      const [, salt = '', identifier = '', asked, time, password] = parts;
      return {
        link: await digest(sealed),
        salt,
        identifier,
        ...(time !== undefined && { at: Number.parseInt(time, 36) }),
        ...(password !== undefined && { password }),
        ...(asked === '1' && { optIn: true }),
        ...(typeof device === 'string' && { device }),
      };
    },
  };
}
