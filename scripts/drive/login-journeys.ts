/** The steps that each customer of the demo takes through a login. Written by hand, not taken from src. */
import type { Locator } from 'playwright';
import type { Texts } from '../../demo/texts/language.js';
import { loginHeadings, loginTexts, text } from './login-texts.js';
import type { ReaderTools } from './reader-tools.js';

/** Something that a person sees: a role and its name. */
export type VisibleElement = readonly [role: Parameters<Locator['getByRole']>[0], name: Texts];

export interface JourneyStep {
  /** The name of its screenshot, too. */
  name: string;
  heading: Texts;
  sees: readonly VisibleElement[];
  take(tools: ReaderTools): Promise<void>;
}

export interface LoginJourney {
  email: string;
  /** After the first screen. */
  steps: readonly JourneyStep[];
  /** The masked address after a reload. */
  masked: string;
  /** Under which name the site greets the reader. */
  greeting: string;
}

export const firstScreen: readonly VisibleElement[] = [
  ['textbox', loginTexts.identifier],
  ['textbox', loginTexts.password],
  ['button', loginTexts.show],
  ['button', loginTexts.signIn],
  ['link', loginTexts.forgot],
  ['link', loginTexts.register],
  ['link', loginTexts.connect],
];

const codeStep =
  (email: string) =>
  async ({ driver, t, demo }: ReaderTools) => {
    await driver.type(t(loginTexts.code), await demo.code(email));
    await driver.press(t(loginTexts.goOn));
  };

/** The customers who can sign in here, each by the steps that are asked. */
export const loginJourneys: readonly LoginJourney[] = [
  { email: 'reader@example.org', masked: '', greeting: 'reader@example.org', steps: [] },
  {
    email: 'two-factor@example.org',
    masked: 't•••@e•••.org',
    greeting: 'two-factor@example.org',
    steps: [
      {
        name: 'two-factor',
        heading: loginHeadings.twoFactor,
        sees: [
          ['textbox', loginTexts.code],
          ['button', loginTexts.goOn],
          ['button', loginTexts.back],
        ],
        take: codeStep('two-factor@example.org'),
      },
    ],
  },
  {
    email: 'add-two-factor@example.org',
    masked: 'a•••@e•••.org',
    greeting: 'add-two-factor@example.org',
    steps: [
      {
        name: 'add-two-factor',
        heading: loginHeadings.addTwoFactor,
        sees: [
          ['img', text('QR code for the authenticator app', 'QR-Code für die Authenticator-App')],
          ['link', text('Open in your authenticator app', 'In der Authenticator-App öffnen')],
          ['textbox', loginTexts.code],
          ['button', loginTexts.goOn],
          ['button', loginTexts.back],
        ],
        take: codeStep('add-two-factor@example.org'),
      },
    ],
  },
  {
    email: 'limit@example.org',
    masked: 'l•••@e•••.org',
    greeting: 'limit@example.org',
    steps: [
      {
        name: 'session-limit',
        heading: loginHeadings.limit,
        sees: [
          ['list', text('', '')],
          ['button', loginTexts.end],
          ['button', loginTexts.endAll],
          ['button', loginTexts.back],
        ],
        take: ({ driver, t }) => driver.press(t(loginTexts.end)),
      },
    ],
  },
  {
    email: 'terms@example.org',
    masked: 't•••@e•••.org',
    greeting: 'terms@example.org',
    steps: [
      {
        name: 'terms',
        heading: loginHeadings.terms,
        sees: [
          // In the language of the hosted API: a login with a password cannot pass one.
          ['link', text('Terms of the Uferblatt', 'Terms of the Uferblatt')],
          ['button', loginTexts.accept],
          ['button', loginTexts.back],
        ],
        take: ({ driver, t }) => driver.press(t(loginTexts.accept)),
      },
    ],
  },
  {
    email: 'name@example.org',
    masked: 'n•••@e•••.org',
    greeting: 'Ada Lovelace',
    steps: [
      {
        name: 'additional-data',
        heading: loginHeadings.data,
        sees: [
          ['combobox', loginTexts.salutation],
          ['textbox', loginTexts.firstName],
          ['textbox', loginTexts.lastName],
          ['textbox', loginTexts.username],
          ['button', loginTexts.goOn],
          ['button', loginTexts.back],
        ],
        async take({ driver, t }) {
          await driver.choose(t(loginTexts.salutation), t(text('Ms', 'Frau')));
          await driver.type(t(loginTexts.firstName), 'Ada');
          await driver.type(t(loginTexts.lastName), 'Lovelace');
          await driver.type(t(loginTexts.username), 'ada');
          await driver.press(t(loginTexts.goOn));
        },
      },
    ],
  },
  {
    email: 'reset@example.org',
    masked: 'r•••@e•••.org',
    greeting: 'reset@example.org',
    steps: [
      {
        name: 'reset-password',
        heading: loginHeadings.reset,
        sees: [
          ['textbox', loginTexts.newPassword],
          ['button', loginTexts.show],
          ['button', loginTexts.savePassword],
          ['button', loginTexts.back],
        ],
        async take({ driver, t }) {
          await driver.type(t(loginTexts.newPassword), 'another horse battery');
          await driver.press(t(loginTexts.savePassword));
        },
      },
    ],
  },
];
