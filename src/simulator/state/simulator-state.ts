/** The state of the simulator: one plain object that survives JSON and structured cloning. */
import type { OptInChannel } from '../../contract/sso-api.js';
import type { Fault } from '../request/faults.js';
import type { Address, CustomerRequests, CustomerStatus, HostedSalutation } from './customer-options.js';
import type { SimulatorLimits, SimulatorOptions } from './simulator-options.js';
import type { HostedDocument, LanguageTexts } from './hosted-settings-document.js';
import type { Device, RemovalRecord, StepRecord, TransferRecord } from './step-records.js';

/** A stored opt-in, as the hosted API returns it (sso-api.openapi.yaml, `OptIn`). */
export interface OptInRecord {
  optInId: number;
  uniqueId: string;
  /** ISO 8601. */
  changedDate: string;
  status: string;
}

/** A version of the opt-in's text (customer-api.openapi.yaml, `CustomerOptIn`). */
export interface OptInVersion {
  customerOptInId: number;
  uniqueId: string;
  /** ISO 8601. */
  activationTime: string;
  translations: { language: string; ssoText: string; checkoutText: string; preferred: boolean }[];
}

export interface CustomerRecord {
  customerId: string;
  email?: string;
  username?: string;
  /** Absent for an imported customer who has not registered. */
  password?: string;
  firstName?: string;
  lastName?: string;
  /** E.164. */
  mobileNumber?: string;
  salutation?: HostedSalutation;
  status: CustomerStatus;
  /** Base32. Absent: no second factor is active. */
  secret?: string;
  mustAddTwoFactor: boolean;
  mustResetPassword: boolean;
  mustChangeEmail: boolean;
  acceptedTermsVersion: number;
  asks: CustomerRequests;
  /** Newest TOTP time step whose code was used. That code and older ones are refused. */
  usedTimeStep: number;
  /** Milliseconds since 1970. */
  registered: number;
  /** As decimal strings, since JSON would round 64-bit integers. */
  subscriptionIds: string[];
  addresses: Address[];
  /** IDs of the access rights that are granted now. */
  accessRights: string[];
  /** Whether none of them counts. A customer with the status `BLOCKED` is blocked from them, too. */
  accessBlocked: boolean;
  optIns: Partial<Record<OptInChannel, OptInRecord>>;
}

export interface SessionRecord {
  token: string;
  sessionId: string;
  customerId: string;
  device: Device;
  /** Milliseconds since 1970. */
  created: number;
}

/** An e-mail or SMS that the hosted API would send. */
export interface Message {
  to: string;
  channel: 'email' | 'sms';
  code?: string;
  url?: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface SimulatorState {
  customers: CustomerRecord[];
  steps: StepRecord[];
  removals: RemovalRecord[];
  sessions: SessionRecord[];
  transfers: TransferRecord[];
  inbox: Message[];
  document: HostedDocument;
  texts: LanguageTexts;
  /** Starts at 1 and goes up with each change of `ssoTermText`. */
  termsVersion: number;
  /** Versions of `ssoOptInText`, oldest first, as far as somebody has asked for them or agreed to one. */
  optInVersions: OptInVersion[];
  /** Registrations started in a row, by e-mail address. */
  starts: { account: string; count: number; last: number }[];
  /** Wrong passwords and codes in a row, by account. */
  failures: { account: string; count: number; last: number }[];
  /** The last ID tokens that were accepted. Each is accepted once. */
  usedIdTokens: string[];
  /** Current window of the rate limit. */
  window: { start: number; count: number };
  faults: Fault[];
}

/** The context of an operation handler. */
export interface SimulatorContext {
  state: SimulatorState;
  now: () => number;
  random: (length: number) => Uint8Array;
  limits: SimulatorLimits;
  options: SimulatorOptions & Required<Pick<SimulatorOptions, 'companyId' | 'issuer' | 'google'>>;
}
