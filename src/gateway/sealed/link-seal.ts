/**
 * The seal in the address of a mailed link: the identifier that the link was mailed to, salted and hashed, and the consent. With it a browser
 * that did not begin the flow can go on, while nobody can sign another reader in to an account of his own (docs/security-model.md).
 */
import type { linkTags } from '../../contract/link-tags.js';
import { encodeBase64url, digest, type Random } from '../base/bytes.js';
import { type Consent, packConsent, unpackConsent } from './consent-record.js';
import type { Sealer } from './sealer.js';

/** The processes that mail a link. */
export type LinkProcess = 'registration' | 'password-forgotten';
export interface OpenedSeal {
  consent: Consent | undefined;
  /** Whether the link was mailed to this identifier; letter case does not count. */
  isFor(identifier: string): Promise<boolean>;
}

export interface LinkSeals {
  seal(process: LinkProcess, identifier: string, consent: Consent | undefined): Promise<string>;
  /** `undefined`: the seal is damaged, expired, or of another process or purpose. */
  open(process: LinkProcess, sealed: string): Promise<OpenedSeal | undefined>;
}

/** Milliseconds. The hosted API limits the token beside it on its own. */
const lifetime = 24 * 3600_000;
const hashed = (salt: string, identifier: string) =>
  digest(`${salt} ${identifier.trim().normalize('NFC').toLowerCase()}`);
/** Salt, hash and consent in a row: address and seal have 500 characters together. */
const packed = /^([\w-]{8})([\w-]{22})(.*)$/;

/** Process → the tag before the seal, in the clear, by which the page picks its element. The gateway itself ignores it. */
const tagOf: Record<LinkProcess, keyof typeof linkTags> = { registration: 'r-', 'password-forgotten': 'p-' };
const tag = /^[rp]-/;

/** The name to seal under: with the purpose and process in it, neither a cookie nor another process's seal can be passed off as this one. */
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
      const salt = encodeBase64url(random(6));
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
