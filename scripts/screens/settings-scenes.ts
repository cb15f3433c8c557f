/** Pictures of the settings form: on its page, and in the drawer beside a page. */
import type { Page } from 'playwright';
import { editorOf, words, type Editor } from '../drive/editor.js';
import type { Tools } from '../drive/table.js';
import { pageLooks } from './looks.js';
import type { Scene } from './scene.js';

const looks = pageLooks(['light-360', 'dark-1440']);

const text = (en: string, de: string) => ({ en, de });
const preview = {
  title: text('Preview', 'Vorschau'),
  process: text('Form', 'Formular'),
  connection: text('Connect a subscription', 'Abo verknüpfen'),
  language: text('Language', 'Sprache'),
  german: text('German', 'Deutsch'),
  width: text('Width', 'Breite'),
  phone: text('360 pixels', '360 Pixel'),
  scheme: text('Colours', 'Farben'),
  dark: text('Dark', 'Dunkel'),
} as const;
const emergency = text('Emergency mode', 'Notfallmodus');
const byCompany = text('On (your company)', 'An (Ihr Unternehmen)');

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
  scene('settings-question', '/settings', async (at, { t }) => {
    await at.edit();
    await at.hands.choose(t(emergency), t(byCompany));
    await at.hands.press(t(words.save));
    await at.form.getByRole('dialog').waitFor();
  }),
  scene('settings-preview', '/settings', async (at, { t }, page) => {
    await at.edit();
    const panel = page.getByRole('region', { name: t(preview.title), exact: true });
    const choose = (list: keyof typeof preview, option: keyof typeof preview) =>
      panel.getByLabel(t(preview[list]), { exact: true }).selectOption(t(preview[option]));
    await choose('process', 'connection');
    await choose('language', 'german');
    await choose('width', 'phone');
    await choose('scheme', 'dark');
    await page.locator('[slot=preview] sso-account-connect').getByRole('heading', { name: 'Abo verknüpfen' }).waitFor();
    await panel.evaluate((element) => element.scrollIntoView());
  }),
];
