/** How readers work the processes beside login: registration, account connect, password forgotten. Written by hand, not taken from src. */
import { expect } from 'vitest';
import type { Texts } from '../../demo/language.js';
import type { InboxEntry } from '../../demo/simulator-routes.js';
import type { RunningDemo } from './demo.js';
import { keyboardDriver } from './hands.js';
import { toolsFor } from './see.js';
import type { Reader, Site } from './site.js';
import { loginTexts as common, type ReaderTools } from './table.js';

const text = (en: string, de: string): Texts => ({ en, de });
export const accountTexts = {
  ...common,
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

export const newPassword = 'a new long password';
/** In the simulator's settings. */
export const smsSettings = { tokenType: 'SMS', tokenSmsCountries: ['DE'] } as const;
/** A mobile number as a reader types it, and as codes are sent to it. */
export const mobileNumber = { typed: '0151 23456789', sent: '+4915123456789' } as const;
/** The number that `reader@example.org` has. */
export const storedNumber = '+4915228817386';
/** What the demo's imported customer reads in the letter. */
export const letterFields = {
  customerId: '100200300',
  subscriptionId: '9007199254740993',
  street: 'Invalidenstraße',
  streetNumber: '117a',
  postcode: '10115',
  city: 'Berlin',
} as const;
/** In the simulator's settings: everything is asked. */
export const allIdentifiersSettings = {
  registrationIdentifiers: {
    requestCustomerId: true,
    requestSubscriptionId: true,
    requestPostcode: true,
    requestStreet: true,
    requestStreetNumber: true,
    requestCity: true,
  },
} as const;

export const keyboardToolsFor = (site: Site, reader: Reader): ReaderTools => ({
  ...toolsFor(site, reader),
  driver: keyboardDriver(reader.page, reader.form),
});

/** The message that was sent last to an address or number. */
export async function newestMessage(demo: RunningDemo, to: string): Promise<InboxEntry> {
  const found = (await demo.inbox()).findLast((each) => each.to === to && each.channel !== 'authenticator');
  if (!found) throw new Error(`Nothing was sent to ${to}`);
  return found;
}
export const codeFor = async (demo: RunningDemo, to: string): Promise<string> => String((await newestMessage(demo, to)).code);
export const linkFor = async (demo: RunningDemo, to: string): Promise<string> => String((await newestMessage(demo, to)).url);
/** A code that nobody was sent. */
export const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111');

/** Fills in and submits the form of a registration. */
export async function submitRegistration({ driver, t }: ReaderTools, email: string, number?: string): Promise<void> {
  await driver.type(t(accountTexts.email), email);
  await driver.type(t(accountTexts.password), newPassword);
  if (number !== undefined) await driver.type(t(accountTexts.mobile), number);
  await driver.press(t(accountTexts.submitRegister));
}

type Identifier = keyof typeof letterFields;
/** What the demo asks by default, in the order of the form. */
const usual: readonly Identifier[] = ['customerId', 'street', 'streetNumber', 'postcode', 'city'];

/** Fills in and submits the form of account connect. */
export async function submitConnect(
  { driver, t }: ReaderTools,
  email: string,
  { number, ...others }: Partial<Record<Identifier | 'number', string>> = {},
): Promise<void> {
  const names = 'subscriptionId' in others ? (Object.keys(letterFields) as Identifier[]) : usual;
  for (const name of names) await driver.type(t(accountTexts[name]), others[name] ?? letterFields[name]);
  await driver.type(t(accountTexts.email), email);
  await driver.type(t(accountTexts.password), newPassword);
  if (number !== undefined) await driver.type(t(accountTexts.mobile), number);
  await driver.press(t(accountTexts.submitConnect));
}

/** Says whose password was forgotten. */
export async function requestPasswordCode({ driver, t }: ReaderTools, identifier: string): Promise<void> {
  await driver.type(t(accountTexts.identifier), identifier);
  await driver.press(t(accountTexts.sendCode));
}

export async function chooseNewPassword({ driver, t }: ReaderTools): Promise<void> {
  await driver.type(t(common.newPassword), newPassword);
  await driver.press(t(accountTexts.goOn));
}

/** Waits for the step that asks for the code; its field is empty. */
export async function waitForCodeStep(reader: Reader, says: Texts): Promise<void> {
  await reader.reaches(accountHeadings.code[reader.language]);
  await reader.form.getByText(says[reader.language], { exact: true }).waitFor();
  expect(await reader.form.getByLabel(accountTexts.code[reader.language], { exact: true }).inputValue()).toBe('');
}

/** Types and submits the code. */
export async function submitCode({ driver, t }: ReaderTools, code: string): Promise<void> {
  await driver.type(t(accountTexts.code), code);
  await driver.press(t(accountTexts.confirm));
}

/** Presses the one button to which the link of a mail leads. */
export const confirmLink = ({ driver, t }: ReaderTools): Promise<void> => driver.press(t(accountTexts.confirm));

/** A device whose page is opened after the settings were changed. */
export async function openAs(
  site: Site,
  path: string,
  language: 'en' | 'de' = 'en',
  settings?: object,
): Promise<{ reader: Reader; tools: ReaderTools }> {
  if (settings) await site.demo.configure(settings);
  const reader = await site.device(language);
  await reader.open(path);
  return { reader, tools: toolsFor(site, reader) };
}
