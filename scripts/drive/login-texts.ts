/** What readers see of a login, in both languages. Written by hand, not taken from src. */
import type { Language, Texts } from '../../demo/texts/language.js';

/** A text in both languages. */
export const text = (en: string, de: string): Texts => ({ en, de });
export const loginTexts = {
  signIn: text('Sign in', 'Anmelden'),
  identifier: text('E-mail address or user name', 'E-Mail-Adresse oder Benutzername'),
  password: text('Password', 'Passwort'),
  show: text('Show password', 'Passwort anzeigen'),
  forgot: text('Forgot your password?', 'Passwort vergessen?'),
  register: text('Register', 'Registrieren'),
  connect: text('Connect subscription', 'Abo verknüpfen'),
  goOn: text('Continue', 'Weiter'),
  back: text('Back to sign-in', 'Zurück zur Anmeldung'),
  retry: text('Try again', 'Erneut versuchen'),
  code: text('Code', 'Code'),
  end: text('Sign out', 'Abmelden'),
  endAll: text('Sign out everywhere else and sign in here', 'Überall sonst abmelden und hier anmelden'),
  accept: text('Accept and continue', 'Zustimmen und fortfahren'),
  newPassword: text('New password', 'Neues Passwort'),
  savePassword: text('Save password and sign in', 'Passwort speichern und anmelden'),
  salutation: text('Title', 'Anrede'),
  firstName: text('First name', 'Vorname'),
  lastName: text('Last name', 'Nachname'),
  username: text('User name', 'Benutzername'),
  contact: text('Contact us', 'Kontakt aufnehmen'),
} as const;

export const loginHeadings = {
  twoFactor: text('Confirm it is you', 'Bestätigen Sie, dass Sie es sind'),
  addTwoFactor: text('Set up two-factor sign-in', 'Zwei-Faktor-Anmeldung einrichten'),
  limit: text('You are signed in on too many devices', 'Sie sind auf zu vielen Geräten angemeldet'),
  terms: text('Our terms have changed', 'Unsere AGB haben sich geändert'),
  data: text('We need a few more details', 'Wir brauchen noch einige Angaben'),
  reset: text('Choose a new password', 'Neues Passwort wählen'),
  changeEmail: text('Your account needs a new e-mail address', 'Neue E-Mail-Adresse nötig'),
  off: text('You cannot sign in at the moment', 'Sie können sich zurzeit nicht anmelden'),
  emergency: text('No need to sign in right now', 'Zurzeit ist keine Anmeldung nötig'),
  domain: text('You cannot sign in on this site', 'Auf dieser Seite können Sie sich nicht anmelden'),
} as const;

/** Picks the texts of a language. */
export const inLanguage =
  (language: Language) =>
  (each: Texts): string =>
    each[language];
