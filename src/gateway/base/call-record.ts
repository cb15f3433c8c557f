/** What is known of a call, or of a question of the publisher's own server, once it has ended: for the log, and for whatever else observes calls. */
import type { Customer } from '../../contract/answer.js';
import type { ProblemCode } from '../../contract/problems.js';
import type { Operation } from '../../contract/sso-api.js';

/** One operation of the hosted API that has ended. */
export interface OperationRecord {
  operation: Operation;
  /** From when it was asked for, a second try included. */
  milliseconds: number;
  /** Of the problem that it failed with; absent: it worked. */
  code?: ProblemCode;
  /** Why it failed: the code of the network's error, as `ECONNREFUSED`; `HTTP 503`; or words of ours. */
  cause?: string;
  /** What was wrong with the API token: it was refused, or there was none (`token`); or it lacks a right. */
  lacks?: 'token' | 'right';
}

export const sessionEndings = ['reader', 'session-limit', 'replaced', 'refused', 'over', 'copy'] as const;
/** Why a session is none any more; `docs/log-events.md` says what each means. */
export type SessionEnding = (typeof sessionEndings)[number];

/** A call that has ended. Nobody without the secrets can tell from it who made it. */
export interface CallRecord {
  /** That of its lines on the log, and of the problem that the browser got. */
  reference: string;
  /** The path of the call, as `login/start`, or the name of what the publisher's own server asked, as `readSession`; `none`: there is no such path. */
  route: string;
  /** Absent where the publisher's own server asked, as is the status. */
  method?: string;
  status?: number;
  /** The code of a problem; the step that comes next; the kind of any other answer; what the publisher's own server was told. */
  outcome: string;
  /** From when the request was there to when its answer was. */
  milliseconds: number;
  /** In the order in which they ended. What requests share is with the request that began it. */
  operations: readonly OperationRecord[];
  /** The keyed hash of the identifier that was typed, or of the reader who is signed in; absent: neither is known. */
  account?: string;
  /** The keyed hash of the sender's address, an IPv6 one by its first 64 bits; absent: it is not known. */
  address?: string;
  /** A session has begun. */
  signedIn: boolean;
  /** Sessions that have ended, or were found ended. */
  ended: readonly { why: SessionEnding; account?: string }[];
}

/** What a call has done about a reader's choice on advertising. */
export interface ConsentNote {
  id: string;
  hash: string;
  choice: boolean;
  /** Of the hosted API, where a signed-in reader chose for one. */
  channel?: string;
  /** Absent: the reader was asked. */
  result?: { stored: boolean; reason?: string };
  customerId?: string;
}

/** What is known beside the record and names a reader to anybody: for audits alone, never for a log or a metric. */
export interface PersonalRecord {
  /** Of the reader who is signed in, by the hosted API. */
  customerId?: string;
  /** Of the sessions in `ended`, in that order. */
  endedCustomers: readonly (string | undefined)[];
  consents: readonly ConsentNote[];
}

/** Gets each record, in the order in which calls end. What it throws is not heard. */
export type ObserveCall = (record: CallRecord, personal: PersonalRecord) => void;

/** What is noted of a call while it runs. */
export interface CallNotes {
  readonly reference: string;
  /** Milliseconds, by `performance.now`. */
  readonly began: number;
  readonly operations: OperationRecord[];
  readonly ended: { why: SessionEnding; customer?: Customer | undefined }[];
  readonly consents: ConsentNote[];
  /** An identifier as it was typed. */
  typed?: string;
  /** The account's keyed hash, where it is known already. */
  account?: string;
  /** Who is signed in. */
  customer?: Customer;
  /** Where the answer does not say it. */
  outcome?: string;
  signedIn?: true;
}

/** For a call that begins now. */
export const createCallNotes = (reference: string): CallNotes => ({
  reference,
  began: performance.now(),
  operations: [],
  ended: [],
  consents: [],
});
