/** Signs in on the first screen of a login. */
import { loginTexts } from './login-texts.js';
import type { ReaderTools } from './reader-tools.js';

/** Of every customer of the demo. */
export const password = 'correct horse battery';

/** Fills in and submits the first screen. */
export async function signIn({ driver, t }: ReaderTools, identifier: string, secret = password): Promise<void> {
  await driver.type(t(loginTexts.identifier), identifier);
  await driver.type(t(loginTexts.password), secret);
  await driver.press(t(loginTexts.signIn));
}
