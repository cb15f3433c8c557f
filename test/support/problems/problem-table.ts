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
  leads?: 'first' | 'notice';
  /** Every way on. */
  ways: readonly [Way, ...Way[]];
}

/** How the ways are called. */
export const names: Partial<Record<Way, string>> = {
  contact: 'Contact us',
  login: 'Sign in',
  register: 'Register',
  'password-forgotten': 'Forgot your password?',
};

const correct = (text: string): Expectation => ({ text, ways: ['submit'] });
/** The step is lost; the first form is shown. */
const over = (text: string): Expectation => ({ text, leads: 'first', ways: ['submit'] });
const notice = (text: string): Expectation => ({ text, leads: 'notice', ways: ['retry'] });
const passing = (text: string): Expectation => ({ text, ways: ['submit', 'retry'] });

const general = 'That did not work. Your entries are still here.';
const data = correct('Some details are missing or not correct. Check your entries.');
const slow = passing('This is taking too long. Your entries are still here.');
const lost = over('We cannot continue from here. {again}');
const limited = correct('Too many attempts. You can try again in 60 s.');

/** Code → what it means at most calls. */
export const expectations: Record<Code, Expectation> = {
  'wrong-credentials': {
    text: 'These details do not match, or you need a new password.',
    ways: ['submit', 'password-forgotten', 'contact'],
  },
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
    text: 'We cannot find an account with this e-mail address or user name.',
    ways: ['submit', 'register'],
  },
  'wrong-code': correct('This code is not correct. Check it or wait for the next one.'),
  'email-taken': {
    text: 'There is already an account with this e-mail address.',
    ways: ['submit', 'login', 'password-forgotten'],
  },
  'username-taken': correct('This user name is already taken.'),
  'registration-invalid': correct('You cannot register with these details. Check your entries.'),
  'identifiers-mismatch': correct(
    'We cannot find a subscription with these details. Compare them with your invoice or our letter.',
  ),
  'already-registered': {
    text: 'This subscription is already connected.',
    ways: ['submit', 'login', 'password-forgotten'],
  },
  'opt-in-changed': correct(
    'The advertising consent has changed. Read it again, then send the form. Your entries are still here.',
  ),
  'data-missing': data,
  'email-missing': data,
  'name-missing': data,
  'username-missing': data,
  'invalid-data': data,
  'third-party-refused': correct('Signing in with this provider did not work. Use your e-mail address and password.'),
  'flow-unknown': lost,
  'flow-expired': over('The time for this step is up. {again}'),
  'flow-used': over('You have already completed this step. {again}'),
  'flow-order': lost,
  'flow-exhausted': over('Too many wrong codes. {again}'),
  'session-unknown': correct('This device is already signed out. Choose a different one.'),
  'removal-refused': lost,
  'signed-out': lost,
  'reset-finished': {
    text: 'Your password has already been changed. Sign in with the new one.',
    leads: 'first',
    ways: ['submit', 'login'],
  },
  'link-used': {
    text: 'This link has already been used or replaced by a newer one. Sign in or start again.',
    leads: 'first',
    ways: ['submit', 'login'],
  },
  'link-invalid': over('This link is no longer valid. Start again.'),
  'email-mismatch': correct('These are not the details this link was requested with. Nothing has been confirmed.'),
  'transfer-refused': correct(general),
  'call-removed': correct(general),
  'captcha-required': correct('Confirm below that you are human, then try again. Your entries are still here.'),
  'captcha-unavailable': passing('We cannot check at the moment whether you are human. Your entries are still here.'),
  locked: limited,
  'rate-limited': limited,
  'sms-unavailable': {
    text: 'We cannot send codes by text message at the moment. Please contact us.',
    ways: ['submit', 'contact'],
  },
  'password-unchecked': correct(
    'We cannot check your new password at the moment. Try again shortly. Your entries are still here.',
  ),
  'upstream-failed': passing(general),
  'upstream-timeout': slow,
  misconfigured: correct(general),
  'domain-not-allowed': notice('You cannot sign in on this site'),
  'login-unavailable': notice('You cannot sign in at the moment'),
  'login-emergency': notice('No need to sign in right now'),
  'connect-unavailable': notice('You cannot connect a subscription here'),
  'connect-misconfigured': notice('You cannot connect a subscription here'),
  'invalid-request': data,
  'protocol-unknown': correct('This page is out of date. Reload it, then enter your details again.'),
  'request-refused': correct(general),
  'not-found': correct(general),
  'method-not-allowed': correct(general),
  'request-too-large': correct(general),
  'not-json': correct(general),
  'gateway-failed': passing(general),
  offline: passing('No connection. Your entries are still here.'),
  timeout: slow,
  'bad-answer': passing(general),
  'not-a-gateway': passing(general),
  'cookies-refused': notice('Your browser does not keep cookies here'),
  'chunk-failed': passing('Part of this page could not be loaded. Try again, or reload the page.'),
};
/** The codes that only the client has, complete by type. */
export const clientCodes = Object.keys({
  offline: true,
  timeout: true,
  'bad-answer': true,
  'not-a-gateway': true,
  'chunk-failed': true,
  'cookies-refused': true,
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
  'wrong-code': correct('This code is not correct. Check it or request a new one.'),
};
/** Choosing a new password is no cure, or has been refused: no way leads into a circle. */
const recovering = {
  ...account,
  'account-blocked': { text: 'This account is blocked. Please contact us.', ways: ['submit', 'contact'] },
} as const satisfies Partial<Record<Code, Expectation>>;
const finished = as('reset-finished');
const details = as('username-taken', 'data-missing', 'name-missing', 'username-missing');
const unchecked = as('password-unchecked');
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
} as const satisfies Partial<Record<Code, Expectation>>;
const confirmed = { ...step, ...code, ...as('email-taken', 'username-taken') };
const resent = { ...step, ...as('flow-exhausted', 'sms-unavailable') };
const noAddress: Expectation = {
  text: 'This account has no e-mail address. Please contact us.',
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
  'login/reset-password': { ...common, ...account, ...step, ...unchecked },
  'login/additional-data': { ...common, ...account, ...step, ...details },
  'login/end-sessions': { ...common, ...sessions },
  'registration/start': { ...common, ...registering, ...unchecked, ...as('opt-in-changed') },
  'registration/verify': { ...common, ...confirmed },
  'registration/verify-link': { ...common, ...link, ...as('email-taken', 'username-taken', 'opt-in-changed') },
  'registration/resend': { ...common, ...resent },
  'account-connect/start': {
    ...common,
    ...registering,
    ...unchecked,
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
    'email-mismatch': correct('This link was requested with another e-mail address or user name.'),
  },
  'password-forgotten/resend': { ...common, ...recovering, ...resent, 'email-missing': noAddress },
  'password-forgotten/two-factor': { ...common, ...recovering, ...step, ...authenticator },
  'password-forgotten/reset-password': { ...common, ...recovering, ...step, ...finished, ...unchecked },
  'password-forgotten/additional-data': { ...common, ...recovering, ...step, ...details },
  'password-forgotten/end-sessions': { ...common, ...sessions },
};

/** `undefined`: the call cannot be answered with this code. */
export const expectationOf = (call: FlowCallName, problem: Code): Expectation | undefined =>
  (rows[call] as Partial<Record<Code, Expectation>>)[problem];
