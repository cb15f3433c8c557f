/** What `onAudit` gets: who has done what, for those who have to prove it later. These are personal data. */
import type { SessionEnding } from '../base/call-record.js';

/** What every event of a call has. */
interface OfCall {
  /** When, by the gateway's clock, ISO 8601. */
  at: string;
  /** That of the call's lines on the log, and of the problem that the browser got. */
  reference: string;
  /** The path of the call, as `login/start`. */
  route: string;
  /** The keyed hash of the identifier that was typed, or of the reader; `sso-elements-gateway hash` finds it. Absent: neither is known. */
  account?: string;
  /** The keyed hash of the sender's address, an IPv6 one by its first 64 bits. Absent: it is not known. */
  address?: string;
  /** The hosted API's number of the customer. Absent: it is not known. */
  customerId?: string;
}

/** Somebody has signed in, or was refused. */
type SignInEvent =
  | { type: 'sign-in' }
  /** `outcome`: the code of the problem that the browser got. `cause`: that of the hosted API's refusal, where the browser was told something else. */
  | { type: 'sign-in-failed'; outcome: string; cause?: string };

/** A reader's choice on advertising. */
type ConsentEntry = {
  type: 'consent';
  /** Joins the events of one choice, and those of `onConsent`. */
  id: string;
  /** SHA-256 of the wording, base64url. Empty where a consent is withdrawn whose wording the hosted API does not know any more. */
  hash: string;
  /** With a `channel`, `false` withdraws what was given. */
  choice: boolean;
  /** Of the hosted API, where a signed-in reader chose for one. Absent: a registration’s, for all channels of `optIn`. */
  channel?: string;
} & ({ phase: 'asked' } | { phase: 'outcome'; stored: boolean; reason?: string });

/** What `onAudit` gets. */
export type AuditEvent =
  | (OfCall & SignInEvent)
  | (OfCall & { type: 'registration'; process: 'registration' | 'account-connect' })
  | (OfCall & { type: 'password-reset' })
  | (OfCall & ConsentEntry)
  /** `reader` and `session-limit`: somebody ended it. The others are explained at the log's `session-ended`. */
  | (OfCall & { type: 'session-ended'; why: SessionEnding })
  | {
      type: 'settings-changed';
      at: string;
      /** Who, as `admin` of the settings handler says. */
      by: string;
      how: 'saved' | 'undone';
      /** Names of the settings that differ from before. */
      settings: readonly string[];
      /** Number of the version that came of it, where the source keeps versions. */
      version?: number;
    };

export type AuditType = AuditEvent['type'];

/** Of calls; the settings' own have no gateway. */
export const auditTypes = [
  'sign-in',
  'sign-in-failed',
  'registration',
  'password-reset',
  'consent',
  'session-ended',
] as const satisfies AuditType[];

/** As `onAudit` of the options. */
export type OnAudit = (event: AuditEvent) => void | Promise<void>;
