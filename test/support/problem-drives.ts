/** Where each call of the protocol is made: written by hand, complete by type. */
import type { Process } from '../../src/contract/names.js';
import type { FlowCallName } from '../../src/contract/calls.js';
import type { routes } from '../../src/flow/routes.js';
import { answers } from './element.js';
import { sent, stepOf } from './account.js';
import type { Reply } from '../../src/entries/all.js';

/** How a call is made: the call, the step that the first answer leads to, what is typed there, what is pressed. */
export interface Drive {
  call: FlowCallName;
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
    'add-two-factor': {
      call: 'password-forgotten/two-factor',
      reach: { ...(answers['add-two-factor'] as object), process: 'password-forgotten' } as Reply,
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
