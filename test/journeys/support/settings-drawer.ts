/** A reader's page with its drawer open, and the settings form in it: where each setting is changed beside what it changes. */
import type { Locator } from 'playwright';
import type { Language } from '../../../demo/texts/language.js';
import { provideGoogle } from '../../support/google.js';
import { type SettingsForm, settingsFormOf } from '../../../scripts/drive/settings-form.js';
import { markPage } from './same-page.js';
import { toolsFor } from './reader-tools.js';
import type { Reader, Site } from './reader.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';

export interface OpenDrawer {
  reader: Reader;
  tools: ReaderTools;
  settingsForm: SettingsForm;
}

/** @param ready The heading of the page's element; absent: it has none that is shown. */
export async function openDrawerAt(
  site: Site,
  path: string,
  ready?: string,
  { google, language = 'en' }: { google?: true; language?: Language } = {},
): Promise<OpenDrawer> {
  const reader = await site.device(language, { viewport: { width: 1300, height: 900 } });
  if (google) await reader.context.addInitScript(provideGoogle);
  await reader.open(path);
  if (ready !== undefined) await reader.reaches(ready);
  await markPage(reader);
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  return { reader, settingsForm, tools: toolsFor(site, reader) };
}

export const field = ({ reader }: OpenDrawer, label: string): Locator => reader.form.getByLabel(label, { exact: true });
export const gone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' });
