/** What strangers may do how often: the one table, and how an operator changes it. */
import { isRecord } from '../../contract/json.js';
import { onlyHas, type Rule } from './rules.js';

/**
 * Kinds of calls that are counted apart. `mail`: whatever sends a code to somebody. `connect`: a start of account connect, by the customer that it names.
 * `consent`: a choice of a signed-in reader's. `adopt`: taking over the session of the iframe. `captcha`: whatever asks the captcha's service, and
 * `breach` that of breached passwords.
 */
export type LimitKind =
  'start' | 'connect' | 'guess' | 'resend' | 'link' | 'mail' | 'adopt' | 'captcha' | 'breach' | 'consent';
/**
 * Whose count it is. `address`: the sender's, an IPv6 one by its first 64 bits. `pair`: of address and account. `device`: a browser that has signed
 * in to this account before. `all`: everybody's.
 */
export type LimitSubject = 'address' | 'pair' | 'account' | 'flow' | 'recipient' | 'all' | 'device';

export interface LimitEntry {
  kind: LimitKind;
  by: LimitSubject;
  /** How often in a window. */
  times: number;
  /** How long a window lasts. */
  seconds: number;
  /** The longest pause in seconds between two more of them, in the rest of the window. Absent: there is no pause, the device counts as unknown. */
  longest?: number;
}

/** In the order in which they are asked: who is stopped by an earlier one takes nothing from a later one. */
export const limitTable = {
  'start-device': { kind: 'start', by: 'device', times: 10, seconds: 3600 },
  'start-address': { kind: 'start', by: 'address', times: 100, seconds: 600, longest: 60 },
  'start-pair': { kind: 'start', by: 'pair', times: 5, seconds: 900, longest: 300 },
  'start-account': { kind: 'start', by: 'account', times: 10, seconds: 3600, longest: 60 },
  'connect-pair': { kind: 'connect', by: 'pair', times: 5, seconds: 900, longest: 300 },
  'connect-account': { kind: 'connect', by: 'account', times: 10, seconds: 3600, longest: 60 },
  'guess-device': { kind: 'guess', by: 'device', times: 20, seconds: 3600 },
  'guess-address': { kind: 'guess', by: 'address', times: 100, seconds: 600, longest: 60 },
  'guess-flow': { kind: 'guess', by: 'flow', times: 10, seconds: 900, longest: 60 },
  'guess-pair': { kind: 'guess', by: 'pair', times: 10, seconds: 900, longest: 300 },
  'guess-account': { kind: 'guess', by: 'account', times: 20, seconds: 3600, longest: 60 },
  'resend-device': { kind: 'resend', by: 'device', times: 10, seconds: 3600 },
  'resend-address': { kind: 'resend', by: 'address', times: 50, seconds: 600, longest: 60 },
  'resend-flow': { kind: 'resend', by: 'flow', times: 5, seconds: 900, longest: 300 },
  'resend-pair': { kind: 'resend', by: 'pair', times: 8, seconds: 3600, longest: 300 },
  'resend-account': { kind: 'resend', by: 'account', times: 10, seconds: 3600, longest: 60 },
  'link-address': { kind: 'link', by: 'address', times: 120, seconds: 600, longest: 10 },
  'link-flow': { kind: 'link', by: 'flow', times: 20, seconds: 900, longest: 10 },
  'adopt-address': { kind: 'adopt', by: 'address', times: 100, seconds: 600, longest: 60 },
  'adopt-all': { kind: 'adopt', by: 'all', times: 12_000, seconds: 600, longest: 1 },
  'captcha-address': { kind: 'captcha', by: 'address', times: 100, seconds: 600, longest: 10 },
  'breach-address': { kind: 'breach', by: 'address', times: 50, seconds: 600, longest: 60 },
  'breach-flow': { kind: 'breach', by: 'flow', times: 10, seconds: 900, longest: 60 },
  'breach-all': { kind: 'breach', by: 'all', times: 1000, seconds: 600, longest: 1 },
  'consent-address': { kind: 'consent', by: 'address', times: 300, seconds: 600, longest: 10 },
  'consent-account': { kind: 'consent', by: 'account', times: 60, seconds: 600, longest: 30 },
  'mail-device': { kind: 'mail', by: 'device', times: 10, seconds: 3600 },
  'mail-address': { kind: 'mail', by: 'address', times: 50, seconds: 600, longest: 60 },
  'mail-recipient': { kind: 'mail', by: 'recipient', times: 5, seconds: 3600, longest: 300 },
  'mail-all': { kind: 'mail', by: 'all', times: 1000, seconds: 600, longest: 1 },
} as const satisfies Record<string, LimitEntry>;

export type LimitName = keyof typeof limitTable;
export const limitNames = Object.keys(limitTable) as LimitName[];

/** Changes of the table. What is left out stays. */
export type LimitChanges = { readonly [Name in LimitName]?: { readonly times?: number; readonly seconds?: number } };

/** `enforce`: they hold. `log`: they are counted, and the log says what they would have held back. `off`: nothing is counted. */
export const limitModes = ['enforce', 'log', 'off'] as const;
export type LimitMode = (typeof limitModes)[number];

/** Seconds; Node's timers go no further than 24 days. */
export const longestWindow = 20 * 86_400;

const isWhole = (value: unknown, most: number): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most);

export const limitChanges: Rule = (value) => {
  if (value === undefined) return undefined;
  if (!isRecord(value) || !onlyHas(value, limitNames)) return `must have no names but ${limitNames.join(', ')}`;
  const isRight = Object.values(value).every(
    (each) =>
      isRecord(each) &&
      onlyHas(each, ['times', 'seconds']) &&
      isWhole(each['times'], 1_000_000_000) &&
      isWhole(each['seconds'], longestWindow),
  );
  return isRight ? undefined : 'must give each name { times, seconds }, whole numbers from 1, and at most 20 days';
};
