import type { Process } from '../contract/names.js';
import type { Screen } from '../flow/flow.js';

const form = (name: string) => `default${name}Form`;
const prefix: Record<Process, string> = {
  login: 'Login',
  registration: 'Registration',
  'account-connect': 'Registration',
  'password-forgotten': 'PasswordForgotten',
};
const notices: Record<string, string> = { emergency: 'EmergencyMode', domain: 'InvalidDomain' };

/**
 * The names that publishers' analytics know the screens by, from the iframe that the elements replace. Those of the screens
 * that the entry draws are in `elements/report.ts`.
 */
export function pageOf(process: Process, screen: Screen): string {
  const of = prefix[process];
  switch (screen.name) {
    case 'unavailable':
      return form(notices[screen.why] ?? 'ConfigurationFailed');
    case 'identify':
      return form('RegistrationWithIdentifier');
    case 'address':
      return form(`${of}Email`);
    case 'verify':
    case 'confirm-link':
      return form(`${of}VerifyStep`);
    case 'two-factor':
    case 'add-two-factor':
      return form(`${of}TwoFactorStep`);
    case 'reset-password':
      // They know one name for it, whichever process asks for a new password.
      return form('PasswordForgottenPasswordStep');
    case 'additional-data':
      return form(screen.asks.names ? 'AdditionalNameStep' : 'AdditionalDataStep');
    case 'session-limit':
      return form('LoginSessions');
    case 'done':
      return form('LoginSuccess');
    case 'change-email':
      return form('PageNotFound');
    default:
      return form(of);
  }
}
