/** What each customer of the demo meets on the way through a login, in both languages. Written by hand, not taken from src. */
import type { Locator } from 'playwright';
import type { Language, Texts } from '../../demo/language.js';
import type { RunningDemo } from './demo.js';
import type { Hands } from './hands.js';

export const password = 'correct horse battery';

/** What a step is taken with. */
export interface Tools {
  hands: Hands;
  /** A text in the page's language. */
  t(texts: Texts): string;
  demo: RunningDemo;
}

/** Something that a person sees: a role and its name. */
export type Sight = readonly [role: Parameters<Locator['getByRole']>[0], name: Texts];

export interface Step {
  /** The name of its screenshot, too. */
  name: string;
  heading: Texts;
  sees: readonly Sight[];
  take(tools: Tools): Promise<void>;
}

export interface Journey {
  email: string;
  /** After the first screen. */
  steps: readonly Step[];
  /** The masked address after a reload. */
  masked: string;
  /** Under which name the site greets the reader. */
  greeted: string;
}

const text = (en: string, de: string): Texts => ({ en, de });
export const texts = {
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

export const headings = {
  twoFactor: text('Confirm it is you', 'Bestätigen Sie, dass Sie es sind'),
  addTwoFactor: text('Set up two-factor sign-in', 'Zwei-Faktor-Anmeldung einrichten'),
  limit: text('You are signed in on too many devices', 'Sie sind auf zu vielen Geräten angemeldet'),
  terms: text('Our terms have changed', 'Unsere AGB haben sich geändert'),
  data: text('We need a few more details', 'Wir brauchen noch einige Angaben'),
  reset: text('Choose a new password', 'Neues Passwort wählen'),
  changeEmail: text('Your account needs a new e-mail address', 'Ihr Konto braucht eine neue E-Mail-Adresse'),
  off: text('You cannot sign in at the moment', 'Sie können sich zurzeit nicht anmelden'),
  emergency: text('No need to sign in right now', 'Zurzeit ist keine Anmeldung nötig'),
  domain: text('You cannot sign in on this site', 'Auf dieser Seite können Sie sich nicht anmelden'),
} as const;

export const firstScreen: readonly Sight[] = [
  ['textbox', texts.identifier],
  ['textbox', texts.password],
  ['button', texts.show],
  ['button', texts.signIn],
  ['link', texts.forgot],
  ['link', texts.register],
  ['link', texts.connect],
];

const codeStep =
  (email: string) =>
  async ({ hands, t, demo }: Tools) => {
    await hands.type(t(texts.code), await demo.code(email));
    await hands.press(t(texts.goOn));
  };

/** The customers who can sign in here, each by the steps that are asked. */
export const journeys: readonly Journey[] = [
  { email: 'reader@example.org', masked: '', greeted: 'reader@example.org', steps: [] },
  {
    email: 'two-factor@example.org',
    masked: 't•••@e•••.org',
    greeted: 'two-factor@example.org',
    steps: [
      {
        name: 'two-factor',
        heading: headings.twoFactor,
        sees: [
          ['textbox', texts.code],
          ['button', texts.goOn],
          ['button', texts.back],
        ],
        take: codeStep('two-factor@example.org'),
      },
    ],
  },
  {
    email: 'add-two-factor@example.org',
    masked: 'a•••@e•••.org',
    greeted: 'add-two-factor@example.org',
    steps: [
      {
        name: 'add-two-factor',
        heading: headings.addTwoFactor,
        sees: [
          ['img', text('QR code for the authenticator app', 'QR-Code für die Authenticator-App')],
          ['link', text('Open in your authenticator app', 'In der Authenticator-App öffnen')],
          ['textbox', texts.code],
          ['button', texts.goOn],
          ['button', texts.back],
        ],
        take: codeStep('add-two-factor@example.org'),
      },
    ],
  },
  {
    email: 'limit@example.org',
    masked: 'l•••@e•••.org',
    greeted: 'limit@example.org',
    steps: [
      {
        name: 'session-limit',
        heading: headings.limit,
        sees: [
          ['list', text('', '')],
          ['button', texts.end],
          ['button', texts.endAll],
          ['button', texts.back],
        ],
        take: ({ hands, t }) => hands.press(t(texts.end)),
      },
    ],
  },
  {
    email: 'terms@example.org',
    masked: 't•••@e•••.org',
    greeted: 'terms@example.org',
    steps: [
      {
        name: 'terms',
        heading: headings.terms,
        sees: [
          // As the hosted API words them: a login with a password cannot tell it a language.
          ['link', text('terms and conditions', 'terms and conditions')],
          ['button', texts.accept],
          ['button', texts.back],
        ],
        take: ({ hands, t }) => hands.press(t(texts.accept)),
      },
    ],
  },
  {
    email: 'name@example.org',
    masked: 'n•••@e•••.org',
    greeted: 'Ada Lovelace',
    steps: [
      {
        name: 'additional-data',
        heading: headings.data,
        sees: [
          ['combobox', texts.salutation],
          ['textbox', texts.firstName],
          ['textbox', texts.lastName],
          ['textbox', texts.username],
          ['button', texts.goOn],
          ['button', texts.back],
        ],
        async take({ hands, t }) {
          await hands.choose(t(texts.salutation), t(text('Ms', 'Frau')));
          await hands.type(t(texts.firstName), 'Ada');
          await hands.type(t(texts.lastName), 'Lovelace');
          await hands.type(t(texts.username), 'ada');
          await hands.press(t(texts.goOn));
        },
      },
    ],
  },
  {
    email: 'reset@example.org',
    masked: 'r•••@e•••.org',
    greeted: 'reset@example.org',
    steps: [
      {
        name: 'reset-password',
        heading: headings.reset,
        sees: [
          ['textbox', texts.newPassword],
          ['button', texts.show],
          ['button', texts.savePassword],
          ['button', texts.back],
        ],
        async take({ hands, t }) {
          await hands.type(t(texts.newPassword), 'another horse battery');
          await hands.press(t(texts.savePassword));
        },
      },
    ],
  },
];

/** Fills in and submits the first screen. */
export async function signIn({ hands, t }: Tools, identifier: string, secret = password): Promise<void> {
  await hands.type(t(texts.identifier), identifier);
  await hands.type(t(texts.password), secret);
  await hands.press(t(texts.signIn));
}

/** Texts in a language. */
export const inLanguage =
  (language: Language) =>
  (each: Texts): string =>
    each[language];
