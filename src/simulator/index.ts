/** `sso-elements/simulator`: a simulator of the hosted SSO API, in memory. */
export type { Fault, FaultKind } from './request/faults.js';
export { forcedHeader } from './request/faults.js';
export { createUnsignedIdToken, unsignedIdTokens } from './operations/google-sign-in.js';
export type {
  Address,
  CustomerRequests,
  CustomerOption,
  CustomerStatus,
  HostedSalutation,
  SessionOption,
} from './state/customer-options.js';
export type {
  IdTokenVerifier,
  LinkParameters,
  SimulatorLimits,
  SimulatorOptions,
  ThirdPartyIdentity,
} from './state/simulator-options.js';
export { defaultLimits } from './state/simulator-options.js';
export type { HostedDocument, SettingsChange, LanguageTexts } from './state/hosted-settings-document.js';
export type { CustomerChange, Simulator } from './simulator.js';
export { createSimulator } from './create-simulator.js';
export type { CustomerRecord, Message, OptInRecord, SessionRecord, SimulatorState } from './state/simulator-state.js';
export type { AuthenticatorCode } from './operations/two-factor.js';
