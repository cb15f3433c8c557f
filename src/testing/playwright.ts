/** `sso-elements/testing/playwright`: for publishers' journeys against a site whose hosted API is the simulator. */
import type { APIRequestContext, Page } from 'playwright';

/** What the first screen's controls are called: a text or an expression for each. */
export interface SignInLabels {
  identifier: string | RegExp;
  password: string | RegExp;
  submit: string | RegExp;
}

/** The names in both languages that are built in. */
const builtIn: SignInLabels = {
  identifier: /^(E-mail address or user name|E-Mail-Adresse oder Benutzername)$/,
  password: /^(Password|Passwort)$/,
  submit: /^(Sign in|Anmelden)$/,
};

/**
 * Fills in and submits `<sso-login>` on the page that is open, by labels and roles. It does not wait for the answer:
 * what comes next is the test's to expect.
 * @param labels For a site that overrides these texts.
 */
export async function signIn(
  page: Page,
  reader: { identifier: string; password: string },
  labels: Partial<SignInLabels> = {},
): Promise<void> {
  const { identifier, password, submit } = { ...builtIn, ...labels };
  const element = page.locator('sso-login');
  await element.getByLabel(identifier).fill(reader.identifier);
  await element.getByLabel(password).fill(reader.password);
  await element.getByRole('button', { name: submit }).click();
}

/** One entry of the inbox: a mail, an SMS, or what an authenticator app shows. */
interface Entry {
  to?: unknown;
  code?: unknown;
}
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;

/**
 * The newest code that was sent to an address, or that an authenticator app shows for it.
 * @param inbox Address of the inbox: a JSON list, oldest first, each with `to` and, where there is one, `code`.
 * Throws an `Error` when the inbox does not answer or holds no code for the address.
 */
export async function newestCode(request: APIRequestContext, inbox: string, to: string): Promise<string> {
  const response = await request.get(inbox);
  if (!response.ok()) throw new Error(`The inbox answered ${response.status()}`);
  const list: unknown = await response.json();
  const entries = Array.isArray(list) ? list.filter(isEntry) : [];
  const code = entries.findLast((entry) => entry.to === to && typeof entry.code === 'string')?.code;
  if (typeof code !== 'string') throw new Error(`The inbox holds no code for ${to}`);
  return code;
}
