/** The accessibility check that every element's suite opens with: all screens in both languages and both colour schemes. */
import { expect as isAccessible } from '@open-wc/testing';
import { expect, test, vi } from 'vitest';
import type { Client } from '../../src/entries/all.js';
import { present, visit } from './account.js';
import type { Tag } from './account.js';
import { mark } from './element.js';

/** How one screen is reached. */
export interface Reached {
  name: string;
  client: () => Client;
  attributes?: Record<string, string>;
  /** Before the element is shown: an address, a cookie. */
  before?: () => void;
  /** Field name → what is typed before the submit; absent: the first screen is the one. */
  typed?: Record<string, string>;
  /** A selector that only this screen has. */
  shown: string;
  /** What stands in the element's light DOM. */
  content?: () => Node[];
}

/** Says whether each screen has no axe violation in English and German, light and dark. */
export function accessible(tag: Tag, screens: readonly Reached[]): void {
  const cases = screens.flatMap((screen) =>
    ['en', 'de'].flatMap((language) =>
      ['light', 'dark'].map((scheme) => [screen.name, language, scheme, screen] as const),
    ),
  );
  test.each(cases)(`<${tag}>: %s has no axe violation in %s, %s`, async (_name, language, scheme, screen) => {
    // What is wrong with the settings is told to the developer, with the element: not in this report.
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    document.documentElement.lang = language;
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = 'light-dark(#fff, #121212)';
    document.body.style.color = 'light-dark(#111, #eee)';
    screen.before?.();
    const element = await present(tag, screen.client(), screen.attributes, screen.content?.());
    const root = element.shadowRoot!;
    if (screen.typed) {
      await expect.poll(() => root.querySelector('form')).not.toBeNull();
      for (const [name, value] of Object.entries(screen.typed))
        root.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
      root.querySelector('form')!.requestSubmit();
    }
    await expect.poll(() => root.querySelector(screen.shown)).not.toBeNull();
    await isAccessible(element).to.be.accessible();
    error.mockRestore();
  });
}

/** The reader came by the link in a mail, in the browser that began the flow or in another one. */
export const byLink = (here: boolean) => (): void => {
  visit('?token=step-token&verificationToken=123456&sso_seal=seal');
  if (here) mark();
};
