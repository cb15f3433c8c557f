/** How a person works the settings form, on its page or in the drawer. Written by hand, not taken from src. */
import type { Locator, Page } from 'playwright';
import type { Language, Texts } from '../../demo/texts/language.js';
import { text } from './login-texts.js';
import { pointerDriver, type FormDriver } from './form-driver.js';

export const settingsFormTexts = {
  drawer: text('Settings of this site', 'Einstellungen dieser Seite'),
  close: text('Close', 'Schließen'),
  title: text('Sign-in settings', 'Einstellungen der Anmeldung'),
  edit: text('Edit', 'Bearbeiten'),
  save: text('Save', 'Speichern'),
  saved: text('Saved.', 'Gespeichert.'),
  undo: text('Undo the last change', 'Letzte Änderung rückgängig machen'),
  undone: text('The last change has been undone.', 'Die letzte Änderung ist rückgängig gemacht.'),
  domain: text('Allowed domains', 'Erlaubte Domains'),
  logins: text('Devices signed in at the same time', 'Gleichzeitig angemeldete Geräte'),
  tokenType: text('Send codes by', 'Codes senden per'),
  username: text('Require a user name', 'Benutzernamen verlangen'),
} as const;

export interface SettingsForm {
  form: Locator;
  driver: FormDriver;
  /** The drawer's own box. */
  drawer: Locator;
  opener: Locator;
  /** Opens the drawer, and waits for the form. */
  open(): Promise<void>;
  edit(): Promise<void>;
  /** Ticks a box or not; `group`: the heading above several. */
  tick(label: string, on: boolean, group?: string): Promise<void>;
  /** Writes one of a setting's texts. */
  write(setting: string, language: string, markup: string): Promise<void>;
  /** Saves, and confirms the dialog that names the consequence, where one must appear. */
  save(consequence?: string | RegExp): Promise<void>;
  undo(): Promise<void>;
}

export function settingsFormOf({ page, language }: { page: Page; language: Language }): SettingsForm {
  const t = (each: Texts) => each[language];
  const form = page.locator('sso-settings');
  const driver = pointerDriver(form);
  const within = (group?: string) =>
    group === undefined ? form : form.getByRole('group', { name: group, exact: true });
  const drawer = page.getByRole('complementary', { name: t(settingsFormTexts.drawer) });
  const opener = page.getByRole('button', { name: t(settingsFormTexts.drawer) });
  return {
    form,
    driver,
    drawer,
    opener,
    async open() {
      await opener.click();
      await form.getByRole('heading', { name: t(settingsFormTexts.title) }).waitFor();
    },
    async edit() {
      await driver.press(t(settingsFormTexts.edit));
      await form.getByLabel(t(settingsFormTexts.tokenType), { exact: true }).waitFor();
    },
    tick: (label, on, group) => within(group).getByRole('checkbox', { name: label, exact: true }).setChecked(on),
    write: (setting, name, markup) => within(setting).getByLabel(name, { exact: true }).fill(markup),
    async save(consequence) {
      await driver.press(t(settingsFormTexts.save));
      if (consequence !== undefined) {
        const question = form.getByRole('dialog');
        await question.getByText(consequence).waitFor();
        await question.getByRole('button').last().click();
      }
      await form.getByRole('status').getByText(t(settingsFormTexts.saved)).waitFor();
    },
    async undo() {
      await driver.press(t(settingsFormTexts.undo));
      await form.getByRole('status').getByText(t(settingsFormTexts.undone)).waitFor();
    },
  };
}
