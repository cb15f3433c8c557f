/** How readers work the processes beside login: registration, account connect, password forgotten. Written by hand, not taken from src. */
import { expect } from 'vitest';
import type { Texts } from '../../demo/language.js';
import type { InboxEntry } from '../../demo/simulator-routes.js';
import type { RunningDemo } from './demo.js';
import { keyboard } from './hands.js';
import { toolsOf } from './see.js';
import type { Reader, Site } from './site.js';
import { texts as common, type Tools } from './table.js';

const text = (en: string, de: string): Texts => ({ en, de });
export const texts = {
  ...common,
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
  oneClick: text('One click confirms your e-mail address.', 'Mit einem Klick bestätigen Sie Ihre E-Mail-Adresse.'),
} as const;

export const titles = {
  signIn: text('Sign in', 'Anmelden'),
  register: text('Register', 'Registrieren'),
  connect: text('Connect your subscription', 'Abo verknüpfen'),
  forgot: text('Forgot your password?', 'Passwort vergessen?'),
  code: text('Enter the code', 'Code eingeben'),
  link: text('Confirm it is you', 'Bestätigen Sie, dass Sie es sind'),
  newPassword: text('Choose a new password', 'Neues Passwort wählen'),
} as const;

export const newPassword = 'a new long password';
/** In the simulator's settings. */
export const bySms = { tokenType: 'SMS', tokenSmsCountries: ['DE'] } as const;
/** A mobile number as a reader types it, and as codes are sent to it. */
export const mobile = { typed: '0151 23456789', sent: '+4915123456789' } as const;
/** The number that `reader@example.org` has. */
export const storedNumber = '+4915228817386';
/** What the demo's imported customer reads in the letter. */
export const letter = {
  customerId: '100200300',
  subscriptionId: '9007199254740993',
  street: 'Invalidenstraße',
  streetNumber: '117a',
  postcode: '10115',
  city: 'Berlin',
} as const;
/** In the simulator's settings: everything is asked. */
export const allIdentifiers = {
  registrationIdentifiers: {
    requestCustomerId: true,
    requestSubscriptionId: true,
    requestPostcode: true,
    requestStreet: true,
    requestStreetNumber: true,
    requestCity: true,
  },
} as const;

export const withKeyboard = (site: Site, reader: Reader): Tools => ({
  ...toolsOf(site, reader),
  hands: keyboard(reader.page, reader.form),
});

/** The message that was sent last to an address or number. */
export async function newest(demo: RunningDemo, to: string): Promise<InboxEntry> {
  const found = (await demo.inbox()).findLast((each) => each.to === to && each.channel !== 'authenticator');
  if (!found) throw new Error(`Nothing was sent to ${to}`);
  return found;
}
export const codeFor = async (demo: RunningDemo, to: string): Promise<string> => String((await newest(demo, to)).code);
export const linkFor = async (demo: RunningDemo, to: string): Promise<string> => String((await newest(demo, to)).url);
/** A code that nobody was sent. */
export const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111');

/** Fills in and submits the form of a registration. */
export async function register({ hands, t }: Tools, email: string, number?: string): Promise<void> {
  await hands.type(t(texts.email), email);
  await hands.type(t(texts.password), newPassword);
  if (number !== undefined) await hands.type(t(texts.mobile), number);
  await hands.press(t(texts.submitRegister));
}

type Identifier = keyof typeof letter;
/** What the demo asks by default, in the order of the form. */
const usual: readonly Identifier[] = ['customerId', 'street', 'streetNumber', 'postcode', 'city'];

/** Fills in and submits the form of account connect. */
export async function connect(
  { hands, t }: Tools,
  email: string,
  { number, ...others }: Partial<Record<Identifier | 'number', string>> = {},
): Promise<void> {
  const names = 'subscriptionId' in others ? (Object.keys(letter) as Identifier[]) : usual;
  for (const name of names) await hands.type(t(texts[name]), others[name] ?? letter[name]);
  await hands.type(t(texts.email), email);
  await hands.type(t(texts.password), newPassword);
  if (number !== undefined) await hands.type(t(texts.mobile), number);
  await hands.press(t(texts.submitConnect));
}

/** Says whose password was forgotten. */
export async function forget({ hands, t }: Tools, identifier: string): Promise<void> {
  await hands.type(t(texts.identifier), identifier);
  await hands.press(t(texts.sendCode));
}

export async function chooseNewPassword({ hands, t }: Tools): Promise<void> {
  await hands.type(t(common.newPassword), newPassword);
  await hands.press(t(texts.savePassword));
}

/** Waits for the step that asks for the code; its field is empty. */
export async function reachesCode(reader: Reader, says: Texts): Promise<void> {
  await reader.reaches(titles.code[reader.language]);
  await reader.form.getByText(says[reader.language], { exact: true }).waitFor();
  expect(await reader.form.getByLabel(texts.code[reader.language], { exact: true }).inputValue()).toBe('');
}

/** Types and submits the code. */
export async function enter({ hands, t }: Tools, code: string): Promise<void> {
  await hands.type(t(texts.code), code);
  await hands.press(t(texts.confirm));
}

/** Presses the one button to which the link of a mail leads. */
export const confirm = ({ hands, t }: Tools): Promise<void> => hands.press(t(texts.confirm));

/** A device whose page is opened after the settings were changed. */
export async function opened(
  site: Site,
  path: string,
  language: 'en' | 'de' = 'en',
  settings?: object,
): Promise<{ reader: Reader; tools: Tools }> {
  if (settings) await site.demo.configure(settings);
  const reader = await site.device(language);
  await reader.open(path);
  return { reader, tools: toolsOf(site, reader) };
}
