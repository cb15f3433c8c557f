/** What a reader is told after each problem, and how he goes on: written by hand, complete by type. */
import type { FlowCallName } from '../../../src/contract/calls.js';
import type { ClientProblemCode, ProblemCode } from '../../../src/contract/problems.js';
import { type Answerable, fromAnyCall, fromOurs } from './answerable.js';

export type Code = ProblemCode | ClientProblemCode;
/**
 * `submit`: the step's own button, once something is corrected or waited for; `retry`: one button that does the same again; `restart`: the
 * step's way back; `contact`: the merchant's; else a link to another process.
 */
export type Way = 'submit' | 'retry' | 'restart' | 'contact' | 'login' | 'register' | 'password-forgotten';

export interface Expectation {
  /** `{again}` stands for what is left to do: to sign in, or to start, again. */
  text: string;
  /** Where the reader is led; absent: the step stays. */
  leads?: 'first' | 'notice' | 'asks';
  /** Every way on. */
  ways: readonly [Way, ...Way[]];
}

/** How the ways are called. */
export const names: Partial<Record<Way, string>> = {
  contact: 'Contact us',
  login: 'Sign in',
  register: 'Create an account',
  'password-forgotten': 'Forgot your password?',
};

const correct = (text: string): Expectation => ({ text, ways: ['submit'] });
/** The step is lost; the first form is shown. */
const over = (text: string): Expectation => ({ text, leads: 'first', ways: ['submit'] });
const notice = (text: string): Expectation => ({ text, leads: 'notice', ways: ['retry'] });
const passing = (text: string): Expectation => ({ text, ways: ['submit', 'retry'] });

const general = 'That did not work. What you typed is still here.';
const data = correct('Some details are missing or not valid. Please check what you typed.');
const slow = passing('The answer takes too long. What you typed is still here.');
const lost = over('This cannot go on. {again}');
const limited = correct('Too many tries. You can try again in 60 s.');

/** Code → what it means at most calls. */
export const expectations: Record<Code, Expectation> = {
  'wrong-credentials': correct(
    'These sign-in details do not match. Please check the e-mail or user name and the password.',
  ),
  'account-inactive': { text: 'This account is not active yet. Please contact us.', ways: ['submit', 'contact'] },
  'account-deactivated': {
    text: 'This account has been deactivated. Please contact us.',
    ways: ['submit', 'contact'],
  },
  'account-blocked': {
    text: 'This account is blocked until you choose a new password.',
    ways: ['submit', 'password-forgotten'],
  },
  'unknown-account': {
    text: 'We find no account with this e-mail address or user name.',
    ways: ['submit', 'register'],
  },
  'wrong-code': correct('This code is not right. Please check it, or wait for the next one.'),
  'email-taken': {
    text: 'There is an account with this e-mail address already.',
    ways: ['submit', 'login', 'password-forgotten'],
  },
  'username-taken': correct('This user name is already taken. Please choose another one.'),
  'registration-invalid': correct('This registration is not possible. Please check what you typed.'),
  'identifiers-mismatch': correct('We find no subscription with these details. Please check them.'),
  'already-registered': {
    text: 'This subscription is connected already.',
    ways: ['submit', 'login', 'password-forgotten'],
  },
  'opt-in-changed': correct(
    'The consent on this page has changed meanwhile. Please look at the form again, and send it again. What you typed is still here.',
  ),
  'data-missing': data,
  'email-missing': data,
  'name-missing': data,
  'username-missing': data,
  'invalid-data': data,
  'third-party-refused': correct('Signing in with this provider did not work. Please use your e-mail and password.'),
  'flow-unknown': lost,
  'flow-expired': over('That took too long. {again}'),
  'flow-used': over('This step is already done. {again}'),
  'flow-order': lost,
  'flow-exhausted': over('Too many wrong codes. {again}'),
  'session-unknown': correct('This session has ended already. Please choose another one.'),
  'removal-refused': lost,
  'signed-out': lost,
  'reset-finished': {
    text: 'Your password has been changed already. Please sign in.',
    leads: 'first',
    ways: ['submit', 'login'],
  },
  'link-used': {
    text: 'This link was used already, or a newer one was sent. Please sign in, or start again.',
    leads: 'first',
    ways: ['submit', 'login'],
  },
  'link-invalid': over('This link is not valid any more. Please start again.'),
  'email-needed': correct(general),
  'email-mismatch': correct('The link was sent to another e-mail address.'),
  'transfer-refused': correct(general),
  locked: limited,
  'rate-limited': limited,
  'sms-unavailable': {
    text: 'Codes cannot be sent by SMS at the moment. Please contact us.',
    ways: ['submit', 'contact'],
  },
  'upstream-failed': passing(general),
  'upstream-timeout': slow,
  misconfigured: correct(general),
  'domain-not-allowed': notice('You cannot sign in on this site'),
  'login-unavailable': notice('Signing in is not possible at the moment'),
  'login-emergency': notice('Signing in is not needed at the moment'),
  'connect-unavailable': notice('Subscriptions cannot be connected here'),
  'connect-misconfigured': notice('Subscriptions cannot be connected here'),
  'invalid-request': data,
  'request-refused': correct(general),
  'not-found': correct(general),
  'method-not-allowed': correct(general),
  'request-too-large': correct(general),
  'not-json': correct(general),
  'gateway-failed': passing(general),
  offline: passing('There is no connection. What you typed is still here.'),
  timeout: slow,
  'bad-answer': passing(general),
  'not-a-gateway': passing(general),
  'chunk-failed': passing('A part of this page could not be loaded.'),
};
/** The codes that only the client has, complete by type. */
export const clientCodes = Object.keys({
  offline: true,
  timeout: true,
  'bad-answer': true,
  'not-a-gateway': true,
  'chunk-failed': true,
} satisfies Record<ClientProblemCode, true>);

/** The rows that mean at a call what they mean everywhere. */
const as = <C extends Code>(...codes: readonly C[]): Record<C, Expectation> =>
  Object.fromEntries(codes.map((code) => [code, expectations[code]])) as Record<C, Expectation>;

const common = as(...fromAnyCall, ...fromOurs);
const account = as('account-inactive', 'account-deactivated', 'account-blocked');
const step = as('flow-unknown', 'flow-expired', 'flow-used', 'flow-order');
const authenticator = as('wrong-code', 'flow-exhausted');
/** A code that was sent: no next one comes by itself. */
const code = {
  ...as('flow-exhausted'),
  'wrong-code': correct('This code is not right. Please check it, or have another one sent.'),
};
/** Choosing a new password is no cure, or has been refused: no way leads into a circle. */
const recovering = {
  ...account,
  'account-blocked': { text: 'This account is blocked. Please contact us.', ways: ['submit', 'contact'] },
} as const satisfies Partial<Record<Code, Expectation>>;
const finished = as('reset-finished');
const details = as('username-taken', 'data-missing', 'name-missing', 'username-missing');
const sessions = as('session-unknown', 'removal-refused');
const registering = as(
  'email-taken',
  'username-taken',
  'registration-invalid',
  'name-missing',
  'username-missing',
  'email-missing',
  'sms-unavailable',
  'locked',
);
const link = {
  ...as('link-invalid', 'link-used', 'email-mismatch', 'flow-expired', 'flow-order', 'flow-exhausted'),
  'email-needed': { text: '', leads: 'asks', ways: ['submit'] },
} as const satisfies Partial<Record<Code, Expectation>>;
const confirmed = { ...step, ...code, ...as('email-taken', 'username-taken') };
const resent = { ...step, ...as('flow-exhausted', 'sms-unavailable') };
const noAddress: Expectation = {
  text: 'We have no e-mail address for this account. Please contact us.',
  ways: ['submit', 'contact'],
};

/** Call → code → what the reader is told there: every code that the gateway can answer the call with, and no other. */
export const rows: { [C in FlowCallName]: Record<Answerable<C>, Expectation> } = {
  'login/start': { ...common, ...account, ...as('wrong-credentials') },
  'login/google': {
    ...common,
    ...account,
    ...as('third-party-refused', 'unknown-account', 'email-missing', 'flow-unknown', 'flow-used'),
  },
  'login/two-factor': { ...common, ...account, ...step, ...authenticator },
  'login/reset-password': { ...common, ...account, ...step },
  'login/additional-data': { ...common, ...account, ...step, ...details },
  'login/end-sessions': { ...common, ...sessions },
  'registration/start': { ...common, ...registering, ...as('opt-in-changed') },
  'registration/verify': { ...common, ...confirmed },
  'registration/verify-link': { ...common, ...link, ...as('email-taken', 'username-taken') },
  'registration/resend': { ...common, ...resent },
  'account-connect/start': {
    ...common,
    ...registering,
    ...as(
      'identifiers-mismatch',
      'already-registered',
      'connect-unavailable',
      'connect-misconfigured',
      'opt-in-changed',
    ),
  },
  'account-connect/verify': {
    ...common,
    ...confirmed,
    // An imported customer has no password yet.
    ...recovering,
    ...as('identifiers-mismatch'),
    'already-registered': { ...expectations['already-registered'], leads: 'first' },
  },
  'account-connect/resend': { ...common, ...resent },
  'password-forgotten/start': {
    ...common,
    ...as('unknown-account', 'sms-unavailable'),
    'email-missing': noAddress,
  },
  'password-forgotten/verify': { ...common, ...recovering, ...step, ...code, ...finished },
  'password-forgotten/verify-link': {
    ...common,
    ...recovering,
    ...link,
    ...finished,
    'email-mismatch': correct('This link was asked for with another e-mail address or user name.'),
  },
  'password-forgotten/resend': { ...common, ...recovering, ...resent, 'email-missing': noAddress },
  'password-forgotten/two-factor': { ...common, ...recovering, ...step, ...authenticator },
  'password-forgotten/reset-password': { ...common, ...recovering, ...step, ...finished },
  'password-forgotten/additional-data': { ...common, ...recovering, ...step, ...details },
  'password-forgotten/end-sessions': { ...common, ...sessions },
};

/** `undefined`: the call cannot be answered with this code. */
export const expectationOf = (call: FlowCallName, problem: Code): Expectation | undefined =>
  (rows[call] as Partial<Record<Code, Expectation>>)[problem];
