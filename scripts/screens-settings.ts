/** Pictures of the settings form: on its page, and in the drawer beside a page. */
import type { Page } from 'playwright';
import { editorOf, words, type Editor } from '../test/journeys/editor.js';
import type { Tools } from '../test/journeys/table.js';
import type { Look, Scene } from './screens.js';

const heights = { 360: 800, 768: 1024, 1440: 900 } as const;
const schemes = ['light', 'dark'] as const;
/** In English everywhere; in German, whose words are longer, where it is narrow and where it is wide. */
const german = ['light-360', 'dark-1440'];
const looks: readonly Look[] = ([360, 768, 1440] as const).flatMap((width) =>
  schemes.map((colorScheme): Look => {
    const name = `${colorScheme}-${width}`;
    return {
      name,
      colorScheme,
      width,
      height: heights[width],
      languages: german.includes(name) ? ['en', 'de'] : ['en'],
    };
  }),
);

const editor = (page: Page, { t }: Tools): Editor =>
  editorOf({ page, language: t({ en: 'en', de: 'de' }) as 'en' | 'de' });
const toTop = ({ form }: Editor) => form.evaluate((element) => element.scrollIntoView());
const scene = (
  name: string,
  path: string,
  play: (editor: Editor, tools: Tools, page: Page) => Promise<void>,
): Scene => ({
  name,
  path,
  looks,
  view: true,
  play: (page, tools) => play(editor(page, tools), tools, page),
});

export const settingsScenes: readonly Scene[] = [
  scene('settings', '/settings', async ({ form }, { t }) => {
    await form.getByRole('button', { name: t(words.edit), exact: true }).waitFor();
  }),
  scene('settings-edit', '/settings', async (at) => {
    await at.edit();
    await toTop(at);
  }),
  scene('settings-error', '/settings', async (at, { t }) => {
    await at.edit();
    await at.hands.type(t(words.domain), 'https://www.müller.example/news');
    await at.hands.type(t(words.logins), '500');
    await at.hands.press(t(words.save));
    await at.form.getByRole('button', { name: /www\.müller\.example/ }).waitFor();
    await at.form.getByLabel(t(words.domain)).evaluate((field) => field.scrollIntoView({ block: 'center' }));
  }),
  scene('settings-conflict', '/settings', async (at, { t, demo }) => {
    await at.edit();
    await at.hands.type(t(words.logins), '5');
    await at.tick(t(words.username), true);
    await demo.configure({ maxSessions: 3, allowedDomains: 'example.org' });
    await at.hands.press(t(words.save));
    await at.form.getByRole('table').waitFor();
    await toTop(at);
  }),
  scene('settings-drawer', '/register', async (at, { t }, page) => {
    await at.open();
    await at.edit();
    await at.hands.choose(t(words.tokenType), 'SMS');
    await at.save();
    await page.locator('sso-register [name=mobileNumber]').waitFor();
    // What a person on a phone would look at.
    await page.locator('sso-register').evaluate((element) => element.scrollIntoView());
  }),
];
