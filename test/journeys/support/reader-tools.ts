/** The tools of a reader, and readers whose page is open. */
import { keyboardDriver, pointerDriver } from '../../../scripts/drive/form-driver.js';
import { inLanguage } from '../../../scripts/drive/login-texts.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';
import type { Reader, Site } from './reader.js';

/** What this reader works the form with. */
export const toolsFor = (site: Site, { form, language }: Reader): ReaderTools => ({
  driver: pointerDriver(form),
  t: inLanguage(language),
  demo: site.demo,
});

/** The same with the keyboard alone. */
export const keyboardToolsFor = (site: Site, reader: Reader): ReaderTools => ({
  ...toolsFor(site, reader),
  driver: keyboardDriver(reader.page, reader.form),
});

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
