/** What a reader is told after each problem, and where each call of the protocol is made: written by hand, complete by type. */
import type { Process } from '../../src/contract/names.js';
import type { ClientProblemCode, ProblemCode } from '../../src/contract/problems.js';
import type { routes } from '../../src/flow/routes.js';
import { answers } from './element.js';
import { sent, stepOf } from './account.js';
import type { Reply } from '../../src/entries/all.js';

export interface Expectation {
  /** `{again}` stands for what is left to do: to sign in, or to start, again. */
  text: string;
  /** Instead, on the screens on which there can be an opt-in, or that come with those. */
  account?: string;
  /** Where the reader is led; absent: the step stays. */
  leads?: 'first' | 'notice' | 'asks';
  /** The way on that the box itself offers; absent: the submit button. */
  way?: 'retry' | 'countdown' | 'links';
}

const general = 'That did not work. What you typed is still here.';
const data = 'Some details are missing or not valid. Please check what you typed.';
const slow = 'The answer takes too long. What you typed is still here.';
const lost: Expectation = { text: 'This cannot go on. {again}', leads: 'first' };
const limited: Expectation = { text: 'Too many tries. You can try again in 60 s.', way: 'countdown' };

export const expectations: Record<ProblemCode | ClientProblemCode, Expectation> = {
  'wrong-credentials': {
    text: 'These sign-in details do not match. Please check the e-mail or user name and the password.',
  },
  'account-inactive': { text: 'This account is not active yet.' },
  'account-deactivated': { text: 'This account has been deactivated. Please contact us.' },
  'account-blocked': { text: 'This account is blocked. Please choose a new password with “Forgot your password?”.' },
  'unknown-account': { text: 'We find no account with this e-mail address or user name.' },
  'wrong-code': { text: 'This code is not right. Please check it, or wait for the next one.' },
  'email-taken': {
    text: 'There is an account with this e-mail address already. Sign in Forgot your password?',
    way: 'links',
  },
  'username-taken': { text: 'This user name is already taken. Please choose another one.' },
  'registration-invalid': { text: 'This registration is not possible. Please check what you typed.' },
  'identifiers-mismatch': { text: 'We find no subscription with these details. Please check them.' },
  'already-registered': {
    text: 'This subscription is connected already. Sign in Forgot your password?',
    way: 'links',
  },
  'data-missing': { text: data },
  'email-missing': { text: data },
  'name-missing': { text: data },
  'username-missing': { text: data },
  'invalid-data': { text: data },
  'third-party-refused': {
    text: 'Signing in with this provider did not work. Please use your e-mail and password.',
  },
  'opt-in-changed': {
    text: general,
    account:
      'The consent on this page has changed meanwhile. Please look at the form again, and send it again. What you typed is still here.',
  },
  'flow-unknown': lost,
  'flow-expired': { text: 'That took too long. {again}', leads: 'first' },
  'flow-used': { text: 'This step is already done. {again}', leads: 'first' },
  'flow-order': lost,
  'flow-exhausted': { text: 'Too many wrong codes. {again}', leads: 'first' },
  'session-unknown': { text: 'This session has ended already. Please choose another one.' },
  'removal-refused': lost,
  'signed-out': lost,
  'link-invalid': { text: 'This link is not valid any more. Please start again.', leads: 'first' },
  'email-needed': { text: general, leads: 'asks' },
  'email-mismatch': { text: 'The link was sent to another e-mail address.' },
  'transfer-refused': { text: general },
  locked: limited,
  'rate-limited': limited,
  'sms-unavailable': { text: 'Codes cannot be sent by SMS at the moment. Please contact us.' },
  'upstream-failed': { text: general, way: 'retry' },
  'upstream-timeout': { text: slow, way: 'retry' },
  misconfigured: { text: general },
  'domain-not-allowed': { text: 'You cannot sign in on this site', leads: 'notice' },
  'login-unavailable': { text: 'Signing in is not possible at the moment', leads: 'notice' },
  'login-emergency': { text: 'Signing in is not needed at the moment', leads: 'notice' },
  'connect-unavailable': { text: 'Subscriptions cannot be connected here', leads: 'notice' },
  'connect-misconfigured': { text: 'Subscriptions cannot be connected here', leads: 'notice' },
  'invalid-request': { text: data },
  'request-refused': { text: general },
  'not-found': { text: general },
  'method-not-allowed': { text: general },
  'request-too-large': { text: general },
  'not-json': { text: general },
  'gateway-failed': { text: general, way: 'retry' },
  offline: { text: 'There is no connection. What you typed is still here.', way: 'retry' },
  timeout: { text: slow, way: 'retry' },
  'bad-answer': { text: general, way: 'retry' },
  'not-a-gateway': { text: general, way: 'retry' },
  'chunk-failed': { text: 'A part of this page could not be loaded.', way: 'retry' },
};
/** The codes that only the client has, complete by type. */
export const clientCodes = Object.keys({
  offline: true,
  timeout: true,
  'bad-answer': true,
  'not-a-gateway': true,
  'chunk-failed': true,
} satisfies Record<ClientProblemCode, true>);

/** How a call is made: the call, the step that the first answer leads to, what is typed there, what is pressed. */
export interface Drive {
  call: string;
  /** The answer to the first form; absent: the call is made by the first screen itself, or by a link. */
  reach?: Reply;
  /** Field name → what is typed in the step. */
  typed?: Record<string, string>;
  /** What submits it; absent: the form's own button. */
  press?: 'google' | 'resend' | 'end';
  /** The reader came by a mailed link: in the browser that began the flow, or in another one. */
  link?: 'known' | 'foreign';
}

const limitOf = (process: Process) => ({ ...(answers['session-limit'] as object), process }) as Reply;
const asks = { username: true, names: 'required' };
const additional = { username: 'ada', firstName: 'Ada', lastName: "O'Hara" };
const code = { code: '12' };
const password = { password: ' new pass phrase ' };

type Routes = { [P in Process]: Record<keyof (typeof routes)[P], Drive | Drive[]> };
export const drives: Routes = {
  login: {
    credentials: { call: 'login/start' },
    'credentials/google': { call: 'login/google', press: 'google' },
    'additional-data': {
      call: 'login/additional-data',
      reach: stepOf('login', 'additional-data', asks),
      typed: additional,
    },
    'two-factor': { call: 'login/two-factor', reach: answers['two-factor'], typed: code },
    'add-two-factor': { call: 'login/two-factor', reach: answers['add-two-factor'], typed: code },
    'reset-password': { call: 'login/reset-password', reach: answers['reset-password'], typed: password },
    'session-limit': { call: 'login/end-sessions', reach: limitOf('login'), press: 'end' },
  },
  registration: {
    register: { call: 'registration/start' },
    'register/google': { call: 'login/google', press: 'google' },
    verify: { call: 'registration/verify', reach: sent('registration'), typed: code },
    'verify/resend': {
      call: 'registration/resend',
      reach: sent('registration', { resendAfter: 0 }),
      typed: code,
      press: 'resend',
    },
    'confirm-link': [
      { call: 'registration/verify-link', link: 'known' },
      { call: 'registration/verify-link', link: 'foreign' },
    ],
  },
  'account-connect': {
    identify: { call: 'account-connect/start' },
    verify: { call: 'account-connect/verify', reach: sent('account-connect'), typed: code },
    'verify/resend': {
      call: 'account-connect/resend',
      reach: sent('account-connect', { resendAfter: 0 }),
      typed: code,
      press: 'resend',
    },
  },
  'password-forgotten': {
    address: { call: 'password-forgotten/start' },
    verify: { call: 'password-forgotten/verify', reach: sent('password-forgotten'), typed: code },
    'verify/resend': {
      call: 'password-forgotten/resend',
      reach: sent('password-forgotten', { resendAfter: 0 }),
      typed: code,
      press: 'resend',
    },
    'confirm-link': [
      { call: 'password-forgotten/verify-link', link: 'known' },
      { call: 'password-forgotten/verify-link', link: 'foreign' },
    ],
    'two-factor': {
      call: 'password-forgotten/two-factor',
      reach: stepOf('password-forgotten', 'two-factor'),
      typed: code,
    },
    'reset-password': {
      call: 'password-forgotten/reset-password',
      reach: stepOf('password-forgotten', 'reset-password'),
      typed: password,
    },
    'additional-data': {
      call: 'password-forgotten/additional-data',
      reach: stepOf('password-forgotten', 'additional-data', asks),
      typed: additional,
    },
    'session-limit': {
      call: 'password-forgotten/end-sessions',
      reach: limitOf('password-forgotten'),
      press: 'end',
    },
  },
};
