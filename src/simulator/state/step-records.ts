/** Records of processes under way: step tokens, removal tokens and transfer tokens. */

/** The device from `LoggingData`, kept for its session. */
export interface Device {
  os?: string | undefined;
  browser?: string | undefined;
}

/** Processes by the names in the hosted API's paths. A step token belongs to one of them. */
export type SignInProcess = 'login' | 'passwordForgotten';
export type RegistrationProcess = 'registration' | 'loginIdentifier';
export type CodeChannel = 'EMAIL' | 'SMS';

/** Progress of a login or a password reset. */
export interface SignInProgress {
  process: SignInProcess;
  customerId: string;
  device: Device;
  language?: string | undefined;
  twoFactorPassed?: true;
  /** Optional names were requested once. */
  namesOffered?: true;
  /** `passwordForgotten`: ID that the steps of one reset share. */
  run?: string;
  /** `passwordForgotten`: target of the link in the e-mail. */
  verificationUrl?: string | undefined;
}

export type LoginStep = 'RESET_PASSWORD' | 'TWO_FACTOR' | 'ADD_TWO_FACTOR' | 'CHANGE_EMAIL' | 'ADDITIONAL_DATA';

/** Data that an `ADDITIONAL_DATA` step requested. Only that may be sent. */
export interface RequestedData {
  username?: true;
  names?: 'required' | 'optional';
  salutation?: true;
  /** Version of the terms that were shown. */
  terms?: number;
}

interface StepBase {
  token: string;
  /** Milliseconds since 1970. */
  issued: number;
  used: boolean;
  /** Number of wrong codes. */
  tries: number;
}

export interface SignInStep extends StepBase {
  process: SignInProcess;
  step: LoginStep | 'VERIFY_TOKEN';
  progress: SignInProgress;
  /** `VERIFY_TOKEN`: the code that was sent. */
  code?: string;
  /** `ADD_TWO_FACTOR`: the secret in the bar code, in base32. */
  secret?: string;
  asked?: RequestedData;
  /** The reset has already set its password. */
  finished?: true;
}

/** Data that a registration was started with. */
export interface Registration {
  /** Account connect: the imported customer. */
  customerId?: string;
  email: string;
  password: string;
  username?: string;
  firstName?: string;
  lastName?: string;
  mobileNumber?: string;
  language: string;
  channel: CodeChannel;
  verificationUrl?: string;
  /** Whether codes are sent at all, resent ones included (docs/hosted-api.md, "Traps" 2). */
  notify: boolean;
  /** Version of the terms that were shown beside the form. */
  termsVersion: number;
}

export interface RegistrationStep extends StepBase {
  process: RegistrationProcess;
  step: CodeChannel;
  code: string;
  registration: Registration;
}

export type StepRecord = SignInStep | RegistrationStep;

export interface RemovalRecord {
  token: string;
  progress: SignInProgress;
  issued: number;
}

/** A one-time token that transfers a session to another site. */
export interface TransferRecord {
  token: string;
  /** The session's token. */
  session: string;
  issued: number;
  used: boolean;
}
