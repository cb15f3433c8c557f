/** Where each call of the protocol is made: written by hand, complete by type. */
import type { Process } from '../../../src/contract/names.js';
import type { FlowCallName } from '../../../src/contract/calls.js';
import type { routes } from '../../../src/flow/routes.js';
import { answers } from '../element.js';
import { sent, stepOf } from '../account.js';
import type { Reply } from '../../../src/entries/all.js';

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

type Sending = Exclude<Process, 'login'>;
const verify = (process: Sending): Drive => ({ call: `${process}/verify`, reach: sent(process), typed: code });
const resend = (process: Sending): Drive => ({
  call: `${process}/resend`,
  reach: sent(process, { resendAfter: 0 }),
  typed: code,
  press: 'resend',
});
const byLink = (process: Exclude<Sending, 'account-connect'>): Drive[] => [
  { call: `${process}/verify-link`, link: 'known' },
  { call: `${process}/verify-link`, link: 'foreign' },
];

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
    verify: verify('registration'),
    'verify/resend': resend('registration'),
    'confirm-link': byLink('registration'),
  },
  'account-connect': {
    identify: { call: 'account-connect/start' },
    verify: verify('account-connect'),
    'verify/resend': resend('account-connect'),
  },
  'password-forgotten': {
    address: { call: 'password-forgotten/start' },
    verify: verify('password-forgotten'),
    'verify/resend': resend('password-forgotten'),
    'confirm-link': byLink('password-forgotten'),
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
