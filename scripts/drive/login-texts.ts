/** What readers see of a login, in both languages. Written by hand, not taken from src. */
import type { Language, Texts } from '../../demo/language.js';

/** A text in both languages. */
export const text = (en: string, de: string): Texts => ({ en, de });
export const loginTexts = {
  signIn: text('Sign in', 'Anmelden'),
  identifier: text('E-mail or user name', 'E-Mail oder Benutzername'),
  password: text('Password', 'Passwort'),
  show: text('Show password', 'Passwort anzeigen'),
  forgot: text('Forgot your password?', 'Passwort vergessen?'),
  register: text('Create an account', 'Konto anlegen'),
  connect: text('Connect an existing subscription', 'Vorhandenes Abo verknüpfen'),
  goOn: text('Continue', 'Weiter'),
  back: text('Back to sign-in', 'Zurück zur Anmeldung'),
  retry: text('Try again', 'Erneut versuchen'),
  code: text('Code', 'Code'),
  end: text('End', 'Beenden'),
  endAll: text('End all', 'Alle beenden'),
  accept: text('Accept and continue', 'Zustimmen und weiter'),
  newPassword: text('New password', 'Neues Passwort'),
  salutation: text('Salutation', 'Anrede'),
  firstName: text('First name', 'Vorname'),
  lastName: text('Last name', 'Nachname'),
  username: text('User name', 'Benutzername'),
  contact: text('Contact us', 'Kontakt aufnehmen'),
} as const;

export const loginHeadings = {
  twoFactor: text('Confirm that it is you', 'Bestätigen Sie, dass Sie es sind'),
  addTwoFactor: text('Set up two-factor sign-in', 'Zwei-Faktor-Anmeldung einrichten'),
  limit: text('You are signed in on too many devices', 'Sie sind auf zu vielen Geräten angemeldet'),
  terms: text('Our terms have changed', 'Unsere Bedingungen haben sich geändert'),
  data: text('We need a few details', 'Wir brauchen noch einige Angaben'),
  reset: text('Choose a new password', 'Neues Passwort wählen'),
  changeEmail: text('Your e-mail address has to be changed', 'Ihre E-Mail-Adresse muss geändert werden'),
  off: text('Signing in is not possible at the moment', 'Die Anmeldung ist zurzeit nicht möglich'),
  emergency: text('Signing in is not needed at the moment', 'Zurzeit ist keine Anmeldung nötig'),
  domain: text('You cannot sign in on this site', 'Auf dieser Seite können Sie sich nicht anmelden'),
} as const;

/** Picks the texts of a language. */
export const inLanguage =
  (language: Language) =>
  (each: Texts): string =>
    each[language];
