/** What readers see of registration, account connect and forgotten passwords, in both languages. Written by hand, not taken from src. */
import { loginTexts, text } from './login-texts.js';

export const accountTexts = {
  ...loginTexts,
  email: text('E-mail', 'E-Mail'),
  mobile: text('Mobile number', 'Mobilnummer'),
  submitRegister: text('Register', 'Registrieren'),
  submitConnect: text('Connect', 'Verknüpfen'),
  sendCode: text('Send code', 'Code senden'),
  confirm: text('Confirm', 'Bestätigen'),
  resend: text('Send another code', 'Neuen Code senden'),
  change: text('Change the e-mail address or other details', 'E-Mail-Adresse oder andere Angaben ändern'),
  startAgain: text('Start again', 'Von vorn beginnen'),
  existing: text('Sign in with an existing account', 'Mit einem vorhandenen Konto anmelden'),
  customerId: text('Customer ID', 'Kundennummer'),
  subscriptionId: text('Subscription ID', 'Abonummer'),
  street: text('Street', 'Straße'),
  streetNumber: text('House number', 'Hausnummer'),
  postcode: text('Postcode', 'Postleitzahl'),
  city: text('City', 'Ort'),
  byEmail: text(
    'We have sent a code by e-mail. Please enter it here.',
    'Wir haben einen Code per E-Mail geschickt. Bitte geben Sie ihn hier ein.',
  ),
  bySms: text(
    'We have sent a code by SMS. Please enter it here.',
    'Wir haben einen Code per SMS geschickt. Bitte geben Sie ihn hier ein.',
  ),
  byStoredSms: text(
    'We have sent a code by SMS to the number of your account. Please enter it here.',
    'Wir haben einen Code per SMS an die Nummer Ihres Kontos geschickt. Bitte geben Sie ihn hier ein.',
  ),
  oneClick: text(
    'One click, and your e-mail address is confirmed.',
    'Ein Klick, und Ihre E-Mail-Adresse ist bestätigt.',
  ),
} as const;

export const accountHeadings = {
  signIn: text('Sign in', 'Anmelden'),
  register: text('Create an account', 'Konto anlegen'),
  connect: text('Connect your subscription', 'Abo verknüpfen'),
  forgot: text('Forgot your password?', 'Passwort vergessen?'),
  code: text('Enter the code', 'Code eingeben'),
  link: text('Confirm that it is you', 'Bestätigen Sie, dass Sie es sind'),
  newPassword: text('Choose a new password', 'Neues Passwort wählen'),
} as const;
