/** `sso-elements-server/testing/playwright`: helpers for publishers' journeys against a site with the simulator. */

/** What is used of Playwright's `Locator`. Structural, so that the types need no Playwright of one version. */
export interface LocatorLike {
  getByLabel(name: string | RegExp): { fill(value: string): Promise<void> };
  getByRole(role: 'button', options: { name: string | RegExp }): { click(): Promise<void> };
}

/** What is used of Playwright's `Page`. */
export interface PageLike {
  locator(selector: string): LocatorLike;
}

/** What is used of Playwright's `APIRequestContext`. */
export interface RequestLike {
  get(url: string): Promise<{ ok(): boolean; status(): number; json(): Promise<unknown> }>;
}

/** Accessible names of the first screen's controls. */
export interface SignInLabels {
  identifier: string | RegExp;
  password: string | RegExp;
  submit: string | RegExp;
}

/** The names in both built-in languages. */
const builtIn: SignInLabels = {
  identifier: /^(E-mail address or user name|E-Mail-Adresse oder Benutzername)$/,
  password: /^(Password|Passwort)$/,
  submit: /^(Sign in|Anmelden)$/,
};

/**
 * Fills in and submits `<sso-login>` on the open page. It does not wait for the answer; the test expects what comes next.
 * Rejects with Playwright's time-out error if a control is not there.
 *
 * @param labels Names that a site has overridden.
 *
 * @example
 * ```ts
 * import { expect, test } from 'playwright/test';
 * import { signIn } from 'sso-elements-server/testing/playwright';
 *
 * test('a reader signs in', async ({ page }) => {
 *   await page.goto('https://www.example.com/login');
 *   await signIn(page, { identifier: 'reader@example.com', password: 'secret' });
 *   await expect(page).toHaveURL('https://www.example.com/');
 * });
 * ```
 */
export async function signIn(
  page: PageLike,
  reader: { identifier: string; password: string },
  labels: Partial<SignInLabels> = {},
): Promise<void> {
  const { identifier, password, submit } = { ...builtIn, ...labels };
  const element = page.locator('sso-login');
  await element.getByLabel(identifier).fill(reader.identifier);
  await element.getByLabel(password).fill(reader.password);
  await element.getByRole('button', { name: submit }).click();
}

/** An entry of the inbox: an e-mail, an SMS, or a code of an authenticator app. */
interface Entry {
  to?: unknown;
  code?: unknown;
}
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;

/**
 * Returns the newest code that was sent to an address, or that an authenticator app shows for it. Rejects with an `Error`
 * if the inbox has another status than 2xx or no code for the address.
 *
 * @param inbox URL of the inbox: a JSON list, oldest first, of entries with `to` and, if there is one, `code`.
 * @param to E-mail address or mobile number.
 *
 * @example
 * ```ts
 * import { test } from 'playwright/test';
 * import { newestCode } from 'sso-elements-server/testing/playwright';
 *
 * test('a reader enters a code', async ({ page, request }) => {
 *   const code = await newestCode(request, 'http://localhost:8080/simulator/inbox', 'reader@example.com');
 *   await page.getByLabel('Code').fill(code);
 * });
 * ```
 */
export async function newestCode(request: RequestLike, inbox: string, to: string): Promise<string> {
  const response = await request.get(inbox);
  if (!response.ok()) throw new Error(`The inbox has status ${response.status()}`);
  const list: unknown = await response.json();
  const entries = Array.isArray(list) ? list.filter(isEntry) : [];
  const code = entries.findLast((entry) => entry.to === to && typeof entry.code === 'string')?.code;
  if (typeof code !== 'string') throw new Error(`The inbox has no code for ${to}`);
  return code;
}
