/** What the simulator remembers of a process under way: its step tokens and removal tokens. */

/** What `LoggingData` told of the device, kept for its session. */
export interface Device {
  os?: string | undefined;
  browser?: string | undefined;
}

/** The processes, as the hosted API's paths name them. A step token is for one of them. */
export type SignInProcess = 'login' | 'passwordForgotten';
export type RegistrationProcess = 'registration' | 'loginIdentifier';
export type CodeChannel = 'EMAIL' | 'SMS';

/** How far a login or a password reset has come. */
export interface Progress {
  process: SignInProcess;
  customerId: string;
  device: Device;
  language?: string | undefined;
  twoFactorPassed?: true;
  /** Names that need not be given were asked for once. */
  namesOffered?: true;
  /** `passwordForgotten`: joins the steps of one reset. */
  run?: string;
  /** `passwordForgotten`: where the mailed link leads. */
  verificationUrl?: string | undefined;
}

export type LoginStep = 'RESET_PASSWORD' | 'TWO_FACTOR' | 'ADD_TWO_FACTOR' | 'CHANGE_EMAIL' | 'ADDITIONAL_DATA';

/** What an `ADDITIONAL_DATA` step asked for; only that may be sent. */
export interface Asked {
  username?: true;
  names?: 'required' | 'optional';
  salutation?: true;
  /** The version of the terms that were shown. */
  terms?: number;
}

interface StepBase {
  token: string;
  issued: number;
  used: boolean;
  /** Wrong codes. */
  tries: number;
}

export interface SignInStep extends StepBase {
  process: SignInProcess;
  step: LoginStep | 'VERIFY_TOKEN';
  progress: Progress;
  /** `VERIFY_TOKEN`: the code that was sent. */
  code?: string;
  /** `ADD_TWO_FACTOR`: the secret in the bar code, in base32. */
  secret?: string;
  asked?: Asked;
  /** The reset that this step belongs to has set its password. */
  finished?: true;
}

/** What a registration was started with. */
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
  /** Whether anything is sent (docs/hosted-api.md, Traps 2): holds for the resent codes too. */
  notify: boolean;
  /** The terms that were shown beside the form. */
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
  progress: Progress;
  issued: number;
}

/** A one-time token that hands a session to another site. */
export interface TransferRecord {
  token: string;
  /** The session's token. */
  session: string;
  issued: number;
  used: boolean;
}
