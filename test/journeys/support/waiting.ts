/** Waits for what a reader sees, and reads where the focus is. */
import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { Texts } from '../../../demo/texts/language.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import type { VisibleElement } from '../../../scripts/drive/login-journeys.js';
import type { Reader } from './reader.js';

/** Waits for what a person sees. An empty name: any. */
export async function waitForElements({ form, language }: Reader, sights: readonly VisibleElement[]): Promise<void> {
  for (const [role, name] of sights) {
    await form
      .getByRole(role, name[language] ? { name: name[language], exact: true } : {})
      .first()
      .waitFor();
  }
}

export const alertOf = ({ form }: Pick<Reader, 'form'>): Locator => form.getByRole('alert');

/** Waits for the alert with this text. */
export const waitForAlert = (reader: Reader, text: string | RegExp): Promise<void> =>
  alertOf(reader).getByText(text, { exact: true }).waitFor();

/** What has the focus, shadow roots included: its part, else its tag. */
export const focusedPart = ({ page }: Reader): Promise<string | undefined> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('part') ?? active?.localName;
  });

/** Paths of the calls that the page has posted so far. */
export const postedPaths = ({ record }: Reader): string[] =>
  record.requests
    .filter((each) => each.startsWith('POST '))
    .map((each) => new URL(each.slice('POST '.length)).pathname);

/** Waits for the step that asks for the code; its field is empty. */
export async function waitForCodeStep(reader: Reader, says: Texts): Promise<void> {
  await reader.reaches(accountHeadings.code[reader.language]);
  await reader.form.getByText(says[reader.language], { exact: true }).waitFor();
  expect(await reader.form.getByLabel(accountTexts.code[reader.language], { exact: true }).inputValue()).toBe('');
}
