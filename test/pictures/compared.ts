/** The pictures that are compared, each for what no other test would notice. */
import { expect } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { alert, button, email, heading, problem, scripted, show, signIn } from '../support/element.js';
import { connecting, everything, fill, optInHash, present, sent, withSettings } from '../support/account.js';
import { createEndpoint, present as presentForm } from '../settings-editor/support.js';

interface Picture {
  /** Why a picture is compared where assertions would not do. */
  why: string;
  /** Brings the page to what is to be seen; returns the element. */
  show: () => Promise<Element>;
  /** Of the frame, in pixels; absent: 360. */
  width?: number;
  media?: { colorScheme?: 'dark'; forcedColors?: 'active' };
  /** Of the page; absent: `ltr`. */
  direction?: 'rtl';
  language?: 'de';
}

const refused = async (): Promise<Element> => {
  const element = await show(scripted({ 'login/start': problem('wrong-credentials') }));
  await signIn(email, 'wrong');
  // The ways on come a moment after the text.
  await expect.element(alert.getByRole('button')).toBeVisible();
  return element;
};

export const compared = {
  'login-light': {
    why: 'what most readers see first: distances, sizes, colours',
    show: () => show(scripted(), { 'register-url': '/register' }),
  },
  'login-dark': {
    why: 'every colour has a second value, which no other test draws',
    media: { colorScheme: 'dark' },
    show: () => show(scripted(), { 'register-url': '/register' }),
  },
  'login-error': {
    why: 'the alert above the form, and that it pushes nothing together',
    show: refused,
  },
  'login-forced-colors': {
    why: 'outlines and the button must be there where the system chooses all colours',
    media: { forcedColors: 'active' },
    show: refused,
  },
  'login-rtl': {
    why: 'the bar of the alert and the eye in the password change sides',
    direction: 'rtl',
    show: refused,
  },
  'register-de-narrow': {
    why: 'the longest labels and the most fields on a small phone',
    language: 'de',
    width: 320,
    show: async () => {
      const { names, forceUsername } = everything;
      const optIn = { ask: true, text: ['Ja, ich möchte Angebote per E-Mail erhalten.'], hash: optInHash };
      const element = await present('sso-register', withSettings({ names, forceUsername, optIn }));
      await expect.element(page.getByRole('checkbox')).toBeVisible();
      return element;
    },
  },
  'register-errors': {
    why: 'errors below their fields, and the focus on the first one',
    show: async () => {
      const element = await present('sso-register', withSettings({}));
      await button('Register').click();
      await expect
        .element(page.getByRole('textbox', { name: 'E-mail address' }))
        .toHaveAttribute('aria-invalid', 'true');
      return element;
    },
  },
  'code-step': {
    why: 'the code between the text that explains it and the two ways on, which no other screen has',
    show: async () => {
      const client = withSettings({}, { 'registration/start': sent('registration', { resendAfter: 0 }) });
      const element = await present('sso-register', client);
      await fill({ 'E-mail address': email, Password: 'a pass phrase' });
      await button('Register').click();
      await expect.element(heading('Enter the code')).toBeVisible();
      return element;
    },
  },
  'auth-tabs-de': {
    why: 'three German tabs that must fit into one row on a phone',
    language: 'de',
    width: 360,
    show: async () => {
      const element = await present('sso-auth', withSettings(connecting('customerId')), { 'show-tabs': '' });
      await expect.element(page.getByRole('navigation').first().getByRole('link').nth(2)).toBeVisible();
      return element;
    },
  },
  'settings-section': {
    why: 'the first section of the settings form: its columns and help texts',
    width: 800,
    show: async () => {
      createEndpoint();
      const element = await presentForm();
      await expect.element(button('Edit')).toBeVisible();
      await userEvent.click(button('Edit'));
      await expect.element(button('Save')).toBeVisible();
      return element.shadowRoot!.querySelector('fieldset, section')!;
    },
  },
} as const satisfies Record<string, Picture>;

export type Name = keyof typeof compared;
export const picture = (name: Name): Picture => compared[name];
