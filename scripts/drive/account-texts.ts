/** What readers see of registration, account connect and forgotten passwords, in both languages. Written by hand, not taken from src. */
import { loginTexts, text } from './login-texts.js';

export const accountTexts = {
  ...loginTexts,
  email: text('E-mail address', 'E-Mail-Adresse'),
  mobile: text('Mobile number', 'Mobilnummer'),
  submitRegister: text('Register', 'Registrieren'),
  submitConnect: text('Connect subscription', 'Abo verknüpfen'),
  sendCode: text('Send code', 'Code senden'),
  confirm: text('Confirm', 'Bestätigen'),
  resend: text('Send a new code', 'Neuen Code senden'),
  change: text('Change your details', 'Angaben ändern'),
  startAgain: text('Start again', 'Von vorn beginnen'),
  existing: text('Already registered? Sign in', 'Schon registriert? Anmelden'),
  customerId: text('Customer number', 'Kundennummer'),
  subscriptionId: text('Subscription number', 'Abonummer'),
  street: text('Street', 'Straße'),
  streetNumber: text('House number', 'Hausnummer'),
  postcode: text('Postcode', 'Postleitzahl'),
  city: text('Town or city', 'Ort'),
  byEmail: text(
    'We sent you a code by e-mail. Enter it here.',
    'Wir haben Ihnen einen Code per E-Mail geschickt. Bitte geben Sie ihn hier ein.',
  ),
  bySms: text(
    'We sent you a code by text message. Enter it here.',
    'Wir haben Ihnen einen Code per SMS geschickt. Bitte geben Sie ihn hier ein.',
  ),
  byStoredSms: text(
    'We sent a code by text message to the mobile number of your account. Enter it here.',
    'Wir haben einen Code per SMS an die Mobilnummer Ihres Kontos geschickt. Bitte geben Sie ihn hier ein.',
  ),
  oneClick: text('One click confirms your e-mail address.', 'Ein Klick bestätigt Ihre E-Mail-Adresse.'),
} as const;

export const accountHeadings = {
  signIn: text('Sign in', 'Anmelden'),
  register: text('Register', 'Registrieren'),
  connect: text('Connect your subscription', 'Abo verknüpfen'),
  forgot: text('Forgot your password?', 'Passwort vergessen?'),
  code: text('Enter the code', 'Code eingeben'),
  link: text('Confirm it is you', 'Bestätigen Sie, dass Sie es sind'),
  newPassword: text('Choose a new password', 'Neues Passwort wählen'),
} as const;
