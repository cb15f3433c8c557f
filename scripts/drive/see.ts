/** What a person sees, and where the focus is. */
import type { Locator } from 'playwright';
import { pointerDriver } from './hands.js';
import type { Reader, Site } from './site.js';
import { inLanguage, type VisibleElement, type ReaderTools } from './table.js';

/** What this reader works the form with. */
export const toolsFor = (site: Site, { form, language }: Reader): ReaderTools => ({
  driver: pointerDriver(form),
  t: inLanguage(language),
  demo: site.demo,
});

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
export const postedPaths = ({ watch }: Reader): string[] =>
  watch.requests.filter((each) => each.startsWith('POST ')).map((each) => new URL(each.slice('POST '.length)).pathname);
