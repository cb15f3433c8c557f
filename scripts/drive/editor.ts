/** How a person works the settings form, on its page or in the drawer. Written by hand, not taken from src. */
import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { Texts } from '../../demo/language.js';
import { pointer, type Hands } from './hands.js';
import type { Reader } from './site.js';

const text = (en: string, de: string): Texts => ({ en, de });
export const words = {
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

export interface Editor {
  form: Locator;
  hands: Hands;
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
  /** Saves; answers a question with yes where one must come, which names the consequence. */
  save(consequence?: string | RegExp): Promise<void>;
  undo(): Promise<void>;
}

export function editorOf({ page, language }: Pick<Reader, 'page' | 'language'>): Editor {
  const t = (each: Texts) => each[language];
  const form = page.locator('sso-settings');
  const hands = pointer(form);
  const within = (group?: string) =>
    group === undefined ? form : form.getByRole('group', { name: group, exact: true });
  const drawer = page.getByRole('complementary', { name: t(words.drawer) });
  const opener = page.getByRole('button', { name: t(words.drawer) });
  return {
    form,
    hands,
    drawer,
    opener,
    async open() {
      await opener.click();
      await form.getByRole('heading', { name: t(words.title) }).waitFor();
    },
    async edit() {
      await hands.press(t(words.edit));
      await form.getByLabel(t(words.tokenType), { exact: true }).waitFor();
    },
    tick: (label, on, group) => within(group).getByRole('checkbox', { name: label, exact: true }).setChecked(on),
    write: (setting, name, markup) => within(setting).getByLabel(name, { exact: true }).fill(markup),
    async save(consequence) {
      await hands.press(t(words.save));
      if (consequence !== undefined) {
        const question = form.getByRole('dialog');
        await question.getByText(consequence).waitFor();
        await question.getByRole('button').last().click();
      }
      await form.getByRole('status').getByText(t(words.saved)).waitFor();
    },
    async undo() {
      await hands.press(t(words.undo));
      await form.getByRole('status').getByText(t(words.undone)).waitFor();
    },
  };
}

/** Marks the page, so that a reload would be noticed. */
export const mark = ({ page }: Pick<Reader, 'page'>): Promise<void> =>
  page.evaluate(() => document.documentElement.setAttribute('data-same', 'yes'));
/** The page is still the one that was marked. */
export const isSame = async ({ page }: Pick<Reader, 'page'>): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-same')), 'the page was left').toBe(
    'yes',
  );
