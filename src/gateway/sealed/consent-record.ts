/** A reader's consent as it travels from the start of a registration to its end, and the wording that it refers to. */
import * as z from 'zod/mini';
import { optInChannels } from '../../contract/sso-api.js';
import type { RichNode, RichText } from '../../contract/rich-text.js';
import { digest } from '../base/bytes.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import type { FlowState } from './flow-state.js';

/** The consent as it is kept in a cookie of its own. */
export const consentRecord = z.object({
  /** 12 characters of base64url. */
  id: z.string(),
  choice: z.boolean(),
  /** SHA-256 of the wording, base64url; empty where something was withdrawn whose wording is not known. */
  hash: z.string(),
  language: z.string(),
  /** Seconds since 1970. */
  at: z.int(),
  page: z.optional(z.string()),
  /** To be stored as a double opt-in (`DOUBLE_OPT_IN`). */
  double: z.optional(z.literal(true)),
  /** Of a choice that a signed-in reader made for one channel; `choice: false` withdraws it. Absent: a registration’s. */
  channel: z.optional(z.enum(optInChannels)),
});
export type Consent = z.infer<typeof consentRecord>;

const packed = /^([012])([a-z]{2})(\d+)\.([\w-]{43})([\w-]{12})$/;

/** Everything but the page, in about 69 characters: cookies and addresses have little room. */
export const packConsent = ({ id, choice, hash, language, at, double }: Consent): string =>
  `${choice ? (double ? 2 : 1) : 0}${language}${at}.${hash}${id}`;

/** Reads what `packConsent` wrote; `undefined` for anything else. */
export function unpackConsent(text: string): Consent | undefined {
  const parts = packed.exec(text);
  if (!parts) return undefined;
  const [, choice, language = '', at, hash = '', id = ''] = parts;
  return { id, choice: choice !== '0', hash, language, at: Number(at), ...(choice === '2' && { double: true }) };
}

/** Whose a consent will be, once the account exists: by the e-mail address in its normal form, in which letter case does not count. */
export const accountOf = (email: string): Promise<string> => digest(normaliseIdentifier(email).toLowerCase());

/** The consent that a flow carries. A code sent by SMS confirms no mail address, so it makes no double opt-in. */
export function consentOf({ consent, page, channel }: FlowState): Consent | undefined {
  const found = consent === undefined ? undefined : unpackConsent(consent);
  if (!found) return undefined;
  const { double, ...single } = found;
  return {
    ...single,
    ...(page !== undefined && { page }),
    ...(double && channel !== 'sms' && { double }),
  };
}

const blocks: readonly string[] = ['p', 'ul', 'ol', 'li'];

function text(node: RichNode): string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return '\n';
  const inner = node.children.map(text).join('');
  if (node.tag === 'a') return `${inner} (${node.href})`;
  return blocks.includes(node.tag) ? `${inner}\n` : inner;
}

/** The wording: the text that a reader saw as one string, lines trimmed, empty ones left out, a link's address in brackets. */
export const wordingOf = (tree: RichText): string =>
  tree
    .map(text)
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
