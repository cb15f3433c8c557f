/** `sso-elements/simulator`: stands in for the hosted SSO API. */
export type { Fault, FaultKind } from './faults.js';
export { forcedHeader } from './faults.js';
export { createUnsignedIdToken, unsignedIdTokens } from './google.js';
export type {
  Address,
  Asks,
  CustomerOption,
  CustomerStatus,
  HostedSalutation,
  IdTokenVerifier,
  LinkParameters,
  SessionOption,
  SimulatorLimits,
  SimulatorOptions,
  ThirdPartyIdentity,
} from './options.js';
export { defaultLimits } from './options.js';
export type { HostedDocument, SettingsChange, Texts } from './settings.js';
export type { CustomerChange, Simulator } from './simulator.js';
export { createSimulator } from './simulator.js';
export type { CustomerRecord, Message, OptInRecord, SessionRecord, State as SimulatorState } from './state.js';
export type { AuthenticatorCode } from './two-factor.js';
