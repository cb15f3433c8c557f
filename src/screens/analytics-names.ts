import type { Process } from '../contract/names.js';
import type { Screen } from '../flow/flow.js';
import type { ScreenName } from '../flow/routes.js';

const prefix: Record<Process, string> = {
  login: 'Login',
  registration: 'Registration',
  'account-connect': 'Registration',
  'password-forgotten': 'PasswordForgotten',
};
/** Screen → name, in which `*` stands for the process. A screen that is not here is `*`. */
const names: Partial<Record<ScreenName, string>> = {
  identify: '*WithIdentifier',
  address: '*Email',
  verify: '*VerifyStep',
  'confirm-link': '*VerifyStep',
  'two-factor': '*TwoFactorStep',
  'add-two-factor': '*TwoFactorStep',
  // One name, whichever process asks for a new password.
  'reset-password': 'PasswordForgottenPasswordStep',
  'session-limit': 'LoginSessions',
  done: 'LoginSuccess',
  'change-email': 'PageNotFound',
};
const notices: Record<string, string> = { emergency: 'EmergencyMode', domain: 'InvalidDomain' };

function nameOf(screen: Screen): string {
  if (screen.name === 'unavailable') return notices[screen.why] ?? 'ConfigurationFailed';
  if (screen.name === 'additional-data') return `Additional${screen.asks.names ? 'Name' : 'Data'}Step`;
  return names[screen.name] ?? '*';
}

/**
 * Returns the name of a screen in publishers' analytics: that of the iframe which the elements replace. Until this is loaded,
 * `elements/events/report-changes.ts` names the screens that the entry draws.
 */
export const analyticsName = (process: Process, screen: Screen): string =>
  `default${nameOf(screen).replace('*', prefix[process])}Form`;
