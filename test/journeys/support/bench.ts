/** A reader's page with its drawer open, and the settings form in it: where each setting is changed beside what it changes. */
import type { Locator } from 'playwright';
import type { Language } from '../../../demo/language.js';
import { provideGoogle } from '../../support/google.js';
import { editorOf, mark, type Editor } from '../../../scripts/drive/editor.js';
import { toolsOf } from '../../../scripts/drive/see.js';
import type { Reader, Site } from '../../../scripts/drive/site.js';
import type { Tools } from '../../../scripts/drive/table.js';

export interface Bench {
  reader: Reader;
  tools: Tools;
  editor: Editor;
}

/** @param ready The heading of the page's element; absent: it has none that is shown. */
export async function benchAt(
  site: Site,
  path: string,
  ready?: string,
  { google, language = 'en' }: { google?: true; language?: Language } = {},
): Promise<Bench> {
  const reader = await site.device(language, { viewport: { width: 1300, height: 900 } });
  if (google) await reader.context.addInitScript(provideGoogle);
  await reader.open(path);
  if (ready !== undefined) await reader.reaches(ready);
  await mark(reader);
  const editor = editorOf(reader);
  await editor.open();
  return { reader, editor, tools: toolsOf(site, reader) };
}

export const field = ({ reader }: Bench, label: string): Locator => reader.form.getByLabel(label, { exact: true });
export const gone = (locator: Locator): Promise<void> => locator.waitFor({ state: 'detached' });
