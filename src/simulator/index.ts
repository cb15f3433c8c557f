/** `sso-elements/simulator`: stands in for the hosted SSO API. */
export type { Fault, FaultKind } from './request/faults.js';
export { forcedHeader } from './request/faults.js';
export { createUnsignedIdToken, unsignedIdTokens } from './operations/google.js';
export type {
  Address,
  CustomerAsks as Asks,
  CustomerOption,
  CustomerStatus,
  HostedSalutation,
  IdTokenVerifier,
  LinkParameters,
  SessionOption,
  SimulatorLimits,
  SimulatorOptions,
  ThirdPartyIdentity,
} from './state/options.js';
export { defaultLimits } from './state/options.js';
export type { HostedDocument, SettingsChange, Texts } from './state/hosted-settings-document.js';
export type { CustomerChange, Simulator } from './simulator.js';
export { createSimulator } from './simulator.js';
export type { CustomerRecord, Message, OptInRecord, SessionRecord, State as SimulatorState } from './state/state.js';
export type { AuthenticatorCode } from './operations/two-factor.js';
