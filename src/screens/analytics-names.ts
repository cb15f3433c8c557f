import type { Process } from '../contract/names.js';
import type { Screen } from '../flow/flow.js';
import type { ScreenName } from '../flow/routes.js';

const prefix: Record<Process, string> = {
  login: 'Login',
  registration: 'Registration',
  'account-connect': 'Registration',
  'password-forgotten': 'PasswordForgotten',
};
/** `*` stands for the process; so does what is not here. */
const names: Partial<Record<ScreenName, string>> = {
  identify: '*WithIdentifier',
  address: '*Email',
  verify: '*VerifyStep',
  'confirm-link': '*VerifyStep',
  'two-factor': '*TwoFactorStep',
  'add-two-factor': '*TwoFactorStep',
  // They know one name for it, whichever process asks for a new password.
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
 * The names that publishers' analytics know the screens by, from the iframe that the elements replace. Those of the screens
 * that the entry draws are in `elements/report.ts`.
 */
export const analyticsName = (process: Process, screen: Screen): string =>
  `default${nameOf(screen).replace('*', prefix[process])}Form`;
