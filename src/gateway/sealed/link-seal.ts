/**
 * The parameter that the gateway puts into a mailed link's address: whom the link is for, salted and hashed, and what he chose. It lets a
 * browser that did not begin the flow go on, and nobody sign another reader into an account of his own.
 */
import type { linkTags } from '../../contract/link-tags.js';
import { toBase64url, digest, type Random } from '../base/bytes.js';
import { type Consent, packConsent, unpackConsent } from './consent-record.js';
import type { Sealer } from './seal.js';

export type LinkProcess = 'registration' | 'password-forgotten';
export interface LinkClaims {
  consent: Consent | undefined;
  /** Whether the link is for this identifier; letter case does not count. */
  isFor(identifier: string): Promise<boolean>;
}

export interface LinkSeals {
  seal(process: LinkProcess, identifier: string, consent: Consent | undefined): Promise<string>;
  /** `undefined`: damaged, expired, of another process or another purpose. */
  open(process: LinkProcess, sealed: string): Promise<LinkClaims | undefined>;
}

/** Milliseconds; the hosted API limits its own token, this only what the seal is good for. */
const lifetime = 24 * 3600_000;
const hashed = (salt: string, identifier: string) =>
  digest(`${salt} ${identifier.trim().normalize('NFC').toLowerCase()}`);
/** Salt, hash and consent without names, since every character counts: address and seal have 500 together. */
const packed = /^([\w-]{8})([\w-]{22})(.*)$/;

/** Told in the clear for the page's sake. It decides nothing here: a seal without one, or with another's, is judged by what is sealed. */
const tagOf: Record<LinkProcess, keyof typeof linkTags> = { registration: 'r-', 'password-forgotten': 'p-' };
const tag = /^[rp]-/;

/** Purpose and process are the name under which it is sealed, so that no cookie and no other process's seal opens. */
const name = (process: LinkProcess) => `link ${process}`;

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
    async seal(process, identifier, consent) {
      const salt = toBase64url(random(6));
      const payload = { v: salt + (await hashed(salt, identifier)) + (consent ? packConsent(consent) : '') };
      return tagOf[process] + (await sealer.seal(name(process), payload, now() + lifetime));
    },
    async open(process, sealed) {
      const payload = await sealer.open(name(process), sealed.replace(tag, ''));
      const value = payload?.['v'];
      const parts = typeof value === 'string' ? packed.exec(value) : null;
      if (!parts) return undefined;
      const [, salt = '', hash, rest = ''] = parts;
      const consent = unpackConsent(rest);
      return { consent, isFor: async (identifier) => (await hashed(salt, identifier)) === hash };
    },
  };
}
