/** Pictures of the settings form: on its page, and in the drawer beside a page. */
import type { Page } from 'playwright';
import type { Language } from '../../demo/texts/language.js';
import { germanFormTexts } from '../../src/settings-editor/locales/de.js';
import { englishFormTexts, type Text } from '../../src/settings-editor/locales/en.js';
import { accountHeadings } from '../drive/account-texts.js';
import type { ReaderTools } from '../drive/reader-tools.js';
import { type SettingsForm, settingsFormOf } from '../drive/settings-form.js';
import { pageLooks } from './looks.js';
import type { Scene } from './scene.js';

const looks = pageLooks(['light-360', 'dark-1440']);

/** What a picture is of does not depend on what a text says: the form's own words are looked up. */
type Words = (text: Text) => string;

const toTop = ({ form }: SettingsForm) => form.evaluate((element) => element.scrollIntoView());
const scene = (
  name: string,
  path: string,
  play: (editor: SettingsForm, words: Words, tools: ReaderTools, page: Page) => Promise<void>,
): Scene => ({
  name,
  path,
  looks,
  view: true,
  play(page, tools) {
    const language = tools.t({ en: 'en', de: 'de' }) as Language;
    const texts = { en: englishFormTexts, de: germanFormTexts }[language];
    return play(settingsFormOf({ page, language }), (text) => texts[text], tools, page);
  },
});

export const settingsScenes: readonly Scene[] = [
  scene('settings', '/settings', async ({ form }, words) => {
    await form.getByRole('button', { name: words('edit'), exact: true }).waitFor();
  }),
  scene('settings-edit', '/settings', async (at) => {
    await at.edit();
    await toTop(at);
  }),
  scene('settings-error', '/settings', async (at, words) => {
    await at.edit();
    await at.driver.type(words('allowedDomains'), 'https://www.müller.example/news');
    await at.driver.type(words('maxSessions'), '500');
    await at.driver.press(words('save'));
    await at.form.getByRole('button', { name: /www\.müller\.example/ }).waitFor();
    await at.form.getByLabel(words('allowedDomains')).evaluate((field) => field.scrollIntoView({ block: 'center' }));
  }),
  scene('settings-conflict', '/settings', async (at, words, { demo }) => {
    await at.edit();
    await at.driver.type(words('maxSessions'), '5');
    await at.tick(words('forceUsername'), true);
    await demo.configure({ maxSessions: 3, allowedDomains: 'example.org' });
    await at.driver.press(words('save'));
    await at.form.getByRole('table').waitFor();
    await toTop(at);
  }),
  scene('settings-drawer', '/register', async (at, words, _tools, page) => {
    await at.open();
    await at.edit();
    await at.driver.choose(words('tokenType'), words('tokenType.SMS'));
    await at.save();
    await page.locator('sso-register [name=mobileNumber]').waitFor();
    // What a person on a phone would look at.
    await page.locator('sso-register').evaluate((element) => element.scrollIntoView());
  }),
  scene('settings-question', '/settings', async (at, words) => {
    await at.edit();
    await at.driver.choose(words('emergencyMode'), words('emergencyMode.CONTRACT_COMPANY_MODE'));
    await at.driver.press(words('save'));
    await at.form.getByRole('dialog').waitFor();
  }),
  scene('settings-versions', '/settings', async (at, words) => {
    await at.edit();
    await at.driver.type(words('maxSessions'), '5');
    await at.save();
    await at.undo();
    const versions = at.form.getByText(words('history'), { exact: true });
    await versions.click();
    await at.form.getByRole('listitem').first().waitFor();
    await versions.evaluate((summary) => summary.scrollIntoView());
  }),
  scene('settings-unsaved', '/settings', async (at, words) => {
    await at.edit();
    await at.driver.type(words('maxSessions'), '5');
    await at.driver.press(words('cancel'));
    await at.form.getByRole('dialog').waitFor();
  }),
  scene('settings-preview', '/settings', async (at, words, _tools, page) => {
    await at.edit();
    const panel = page.getByRole('region', { name: words('preview.title'), exact: true });
    const choose = (list: Text, option: Text) =>
      panel.getByLabel(words(list), { exact: true }).selectOption(words(option));
    await choose('preview.process', 'preview.sso-account-connect');
    await choose('preview.language', 'language.de');
    await choose('preview.width', 'preview.phone');
    await choose('preview.scheme', 'preview.dark');
    const inGerman = { name: accountHeadings.connect.de };
    await page.locator('[slot=preview] sso-account-connect').getByRole('heading', inGerman).waitFor();
    await panel.evaluate((element) => element.scrollIntoView());
  }),
];
