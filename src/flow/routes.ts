import type { FlowCallName } from '../contract/calls.js';
import type { Process, Step } from '../contract/names.js';

/** The screens that processes begin with. */
export type StartName = 'credentials' | 'register' | 'identify' | 'address';
/** The screens of all processes. `loading`: it is not known yet whether there is a flow to resume. */
export type ScreenName = StartName | 'loading' | 'session-limit' | 'unavailable' | 'done' | Step;
/** Ways to submit a screen other than by its form. */
export type Via = 'google' | 'resend';

/**
 * Process → screen → the call that submitting the screen makes; after a slash, that of another way to submit it. A screen
 * without a call is left by its links.
 */
export const routes = {
  login: {
    credentials: 'login/start',
    'credentials/google': 'login/google',
    'additional-data': 'login/additional-data',
    'two-factor': 'login/two-factor',
    'add-two-factor': 'login/two-factor',
    'reset-password': 'login/reset-password',
    'session-limit': 'login/end-sessions',
  },
  registration: {
    register: 'registration/start',
    'register/google': 'login/google',
    verify: 'registration/verify',
    'verify/resend': 'registration/resend',
    'confirm-link': 'registration/verify-link',
  },
  'account-connect': {
    identify: 'account-connect/start',
    verify: 'account-connect/verify',
    'verify/resend': 'account-connect/resend',
  },
  'password-forgotten': {
    address: 'password-forgotten/start',
    verify: 'password-forgotten/verify',
    'verify/resend': 'password-forgotten/resend',
    'confirm-link': 'password-forgotten/verify-link',
    'two-factor': 'password-forgotten/two-factor',
    'add-two-factor': 'password-forgotten/two-factor',
    'reset-password': 'password-forgotten/reset-password',
    'additional-data': 'password-forgotten/additional-data',
    'session-limit': 'password-forgotten/end-sessions',
  },
} as const satisfies Record<Process, Partial<Record<ScreenName | `${ScreenName}/${Via}`, FlowCallName>>>;

/** Process → the screen that it begins with. */
export const starts = {
  login: 'credentials',
  registration: 'register',
  'account-connect': 'identify',
  'password-forgotten': 'address',
} as const satisfies Record<Process, StartName>;
