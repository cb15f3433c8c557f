/** What a person sees, and where the focus is. */
import type { Locator } from 'playwright';
import { pointer } from './hands.js';
import type { Reader, Site } from './site.js';
import { inLanguage, type Sight, type Tools } from './table.js';

/** What this reader works the form with. */
export const toolsOf = (site: Site, { form, language }: Reader): Tools => ({
  hands: pointer(form),
  t: inLanguage(language),
  demo: site.demo,
});

/** Waits for what a person sees. An empty name: any. */
export async function sees({ form, language }: Reader, sights: readonly Sight[]): Promise<void> {
  for (const [role, name] of sights) {
    await form
      .getByRole(role, name[language] ? { name: name[language], exact: true } : {})
      .first()
      .waitFor();
  }
}

export const alertOf = ({ form }: Pick<Reader, 'form'>): Locator => form.getByRole('alert');

/** Waits for the alert with this text. */
export const isTold = (reader: Reader, text: string | RegExp): Promise<void> =>
  alertOf(reader).getByText(text, { exact: true }).waitFor();

/** What has the focus, shadow roots included: its part, else its tag. */
export const focused = ({ page }: Reader): Promise<string | undefined> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('part') ?? active?.localName;
  });

/** Paths of the calls that the page has posted so far. */
export const posted = ({ watch }: Reader): string[] =>
  watch.requests.filter((each) => each.startsWith('POST ')).map((each) => new URL(each.slice('POST '.length)).pathname);
