/** Fills in the forms of registration, account connect and forgotten passwords. */
import { accountTexts } from './account-texts.js';
import type { ReaderTools } from './reader-tools.js';

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
  await driver.type(t(accountTexts.newPassword), newPassword);
  await driver.press(t(accountTexts.savePassword));
}

/** Types and submits the code. */
export async function submitCode({ driver, t }: ReaderTools, code: string): Promise<void> {
  await driver.type(t(accountTexts.code), code);
  await driver.press(t(accountTexts.confirm));
}

/** Presses the only button of the page that the link of an e-mail opens. */
export const confirmLink = ({ driver, t }: ReaderTools): Promise<void> => driver.press(t(accountTexts.confirm));

/** In another browser than the one that registered: enters what that was done with, and confirms. */
export async function confirmRegistrationElsewhere(tools: ReaderTools, email: string): Promise<void> {
  const { driver, t } = tools;
  await driver.type(t(accountTexts.email), email);
  await driver.type(t(accountTexts.password), newPassword);
  await confirmLink(tools);
}
