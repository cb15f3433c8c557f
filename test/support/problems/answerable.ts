/**
 * Call → the problems that the gateway can answer it with, by hand from docs/hosted-api.md: what the reader's table has a row for
 * (`problem-table.ts`), and what the gateway is driven to (`test/gateway/calls/possible-problems.test.ts`).
 */
import type { FlowCallName } from '../../../src/contract/calls.js';
import type { ClientProblemCode, ProblemCode } from '../../../src/contract/problems.js';

/** What the hosted API can answer to any call. */
export const fromAnyCall = [
  'invalid-data',
  'misconfigured',
  'rate-limited',
  'upstream-failed',
  'upstream-timeout',
] as const satisfies readonly ProblemCode[];
/** What the gateway itself, or the client, can say to any call that moves a flow on. */
export const fromOurs = [
  'invalid-request',
  'protocol-unknown',
  'request-refused',
  'request-too-large',
  'not-json',
  'gateway-failed',
  'login-unavailable',
  'login-emergency',
  'domain-not-allowed',
  'offline',
  'timeout',
  'bad-answer',
  'not-a-gateway',
  'chunk-failed',
  'cookies-refused',
] as const satisfies readonly (ProblemCode | ClientProblemCode)[];
/** To a call on a step that was issued before. */
const ofStep = ['flow-unknown', 'flow-expired', 'flow-used', 'flow-order'] as const satisfies readonly ProblemCode[];
const ofCode = ['wrong-code', 'flow-exhausted'] as const satisfies readonly ProblemCode[];
/** Nobody typed the code of a link. */
const ofLink = [
  'link-invalid',
  'link-used',
  'flow-expired',
  'flow-order',
  'flow-exhausted',
] as const satisfies readonly ProblemCode[];
const ofAccount = [
  'account-inactive',
  'account-deactivated',
  'account-blocked',
] as const satisfies readonly ProblemCode[];
const ofData = ['username-taken', 'data-missing', 'name-missing', 'username-missing'] as const;
const ofSessions = ['session-unknown', 'removal-refused'] as const;
const ofRegistering = [
  'email-taken',
  'username-taken',
  'registration-invalid',
  'name-missing',
  'username-missing',
] as const;

/** What the hosted API's replies come to, beside what any call can be answered with. */
export const answerable = {
  'login/start': ['wrong-credentials', ...ofAccount],
  // An ID token can be used up, too.
  'login/google': [
    'third-party-refused',
    'unknown-account',
    'email-missing',
    'flow-unknown',
    'flow-used',
    ...ofAccount,
  ],
  'login/two-factor': [...ofStep, ...ofCode, ...ofAccount],
  'login/reset-password': [...ofStep, ...ofAccount],
  'login/additional-data': [...ofStep, ...ofData, ...ofAccount],
  'login/end-sessions': [...ofSessions],
  'registration/start': [...ofRegistering, 'email-missing', 'sms-unavailable', 'locked'],
  'registration/verify': [...ofStep, ...ofCode, 'email-taken', 'username-taken'],
  'registration/verify-link': [...ofLink, 'email-taken', 'username-taken'],
  'registration/resend': [...ofStep, 'flow-exhausted', 'sms-unavailable'],
  'account-connect/start': [
    ...ofRegistering,
    'email-missing',
    'identifiers-mismatch',
    'already-registered',
    'sms-unavailable',
    'locked',
  ],
  'account-connect/verify': [
    ...ofStep,
    ...ofCode,
    'email-taken',
    'username-taken',
    'identifiers-mismatch',
    'already-registered',
    ...ofAccount,
  ],
  'account-connect/resend': [...ofStep, 'flow-exhausted', 'sms-unavailable'],
  'password-forgotten/start': ['unknown-account', 'email-missing', 'sms-unavailable'],
  'password-forgotten/verify': [...ofStep, ...ofCode, ...ofAccount, 'reset-finished'],
  'password-forgotten/verify-link': [...ofLink, ...ofAccount, 'reset-finished'],
  'password-forgotten/resend': [...ofStep, 'flow-exhausted', 'sms-unavailable', 'email-missing', ...ofAccount],
  'password-forgotten/two-factor': [...ofStep, ...ofCode, ...ofAccount],
  'password-forgotten/reset-password': [...ofStep, ...ofAccount, 'reset-finished'],
  'password-forgotten/additional-data': [...ofStep, ...ofData, ...ofAccount],
  'password-forgotten/end-sessions': [...ofSessions],
} as const satisfies Record<FlowCallName, readonly ProblemCode[]>;

/** What the gateway itself says at single calls. */
export const ofOurs = {
  'registration/verify-link': ['email-mismatch', 'opt-in-changed'],
  'password-forgotten/verify-link': ['email-mismatch'],
  'registration/start': ['opt-in-changed', 'password-unchecked'],
  'account-connect/start': ['connect-unavailable', 'connect-misconfigured', 'opt-in-changed', 'password-unchecked'],
  'login/reset-password': ['password-unchecked'],
  'password-forgotten/reset-password': ['password-unchecked'],
} as const satisfies Partial<Record<FlowCallName, readonly ProblemCode[]>>;

/** Every code that a call can be answered with. */
export type Answerable<C extends FlowCallName> =
  | (typeof fromAnyCall)[number]
  | (typeof fromOurs)[number]
  | (typeof answerable)[C][number]
  | (C extends keyof typeof ofOurs ? (typeof ofOurs)[C][number] : never);
