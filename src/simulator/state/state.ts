/** Everything that the simulator remembers, as one plain object: it survives JSON and structured cloning. */
import type { Fault } from '../request/faults.js';
import type {
  Address,
  CustomerAsks,
  CustomerStatus,
  HostedSalutation,
  SimulatorLimits,
  SimulatorOptions,
} from './options.js';
import type { HostedDocument, Texts } from './hosted-settings-document.js';
import type { Device, RemovalRecord, StepRecord, TransferRecord } from './step-records.js';

export type OptInChannel = 'EMAIL' | 'MESSENGER' | 'PHONE' | 'POST';
/** A stored opt-in, as the hosted API tells it (sso-api.openapi.yaml, `OptIn`). */
export interface OptInRecord {
  optInId: number;
  uniqueId: string;
  /** ISO 8601. */
  changedDate: string;
  status: string;
}

export interface CustomerRecord {
  customerId: string;
  email?: string;
  username?: string;
  /** Absent: imported, and not registered yet. */
  password?: string;
  firstName?: string;
  lastName?: string;
  /** E.164. */
  mobileNumber?: string;
  salutation?: HostedSalutation;
  status: CustomerStatus;
  /** Base32; absent: no second factor is active. */
  secret?: string;
  mustAddTwoFactor: boolean;
  mustResetPassword: boolean;
  mustChangeEmail: boolean;
  acceptedTermsVersion: number;
  asks: CustomerAsks;
  /** The newest time step whose two-factor code was used; that code and older ones are refused. */
  usedTimeStep: number;
  registered: number;
  /** Decimal: a 64-bit integer survives no JSON otherwise. */
  subscriptionIds: string[];
  addresses: Address[];
  optIns: Partial<Record<OptInChannel, OptInRecord>>;
}

export interface SessionRecord {
  token: string;
  sessionId: string;
  customerId: string;
  device: Device;
  created: number;
}

/** A mail or SMS that the hosted API would send. */
export interface Message {
  to: string;
  channel: 'email' | 'sms';
  code?: string;
  url?: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface State {
  customers: CustomerRecord[];
  steps: StepRecord[];
  removals: RemovalRecord[];
  sessions: SessionRecord[];
  transfers: TransferRecord[];
  inbox: Message[];
  document: HostedDocument;
  texts: Texts;
  /** Counts the changes of `ssoTermText`; starts at 1. */
  termsVersion: number;
  /** Registrations started in a row for an e-mail address. */
  starts: { account: string; count: number; last: number }[];
  failures: { account: string; count: number; last: number }[];
  /** The last ID tokens that led on; each does so once. */
  usedIdTokens: string[];
  window: { start: number; count: number };
  faults: Fault[];
}

/** What a handler works with. */
export interface World {
  state: State;
  now: () => number;
  random: (length: number) => Uint8Array;
  limits: SimulatorLimits;
  options: SimulatorOptions & Required<Pick<SimulatorOptions, 'companyId' | 'issuer' | 'google'>>;
}
