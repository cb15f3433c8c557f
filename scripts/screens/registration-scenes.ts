/** Pictures of the registration, with its code and its link. */
import {
  confirmRegistrationElsewhere,
  requestPasswordCode,
  smsSettings,
  submitCode,
  submitRegistration,
} from '../drive/account-forms.js';
import { linkFor } from '../drive/inbox.js';
import { accountHeadings, accountTexts as words } from '../drive/account-texts.js';
import type { Page } from 'playwright';
import type { ReaderTools } from '../drive/reader-tools.js';
import { alert, email, form, heading } from './form.js';
import type { Scene } from './scene.js';

/** Registers, up to the step that asks for the code. */
async function toCode(page: Page, tools: ReaderTools): Promise<void> {
  await submitRegistration(tools, email);
  await heading(page, tools.t(accountHeadings.code));
}

export const registrationScenes: readonly Scene[] = [
  {
    name: 'register',
    path: '/register',
    play: (page, { t }) => heading(page, t(accountHeadings.register)),
  },
  {
    name: 'register-everything',
    path: '/register',
    settings: { ...smsSettings, ssoName: 'REGISTRATION_OPTIONAL', forceUsername: true },
    play: (page) => form(page).getByRole('checkbox').waitFor(),
  },
  {
    name: 'register-errors',
    path: '/register',
    settings: { ...smsSettings },
    async play(page, { driver, t }) {
      await driver.type(t(words.email), 'ada.lovelace');
      await driver.type(t(words.mobile), '030 123');
      await driver.press(t(words.submitRegister));
      await form(page).locator('[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'email-taken',
    path: '/register',
    async play(page, tools) {
      await submitRegistration(tools, 'reader@example.org');
      await alert(page);
    },
  },
  {
    name: 'verify',
    path: '/register',
    play: toCode,
  },
  {
    name: 'verify-sms',
    path: '/password',
    settings: { ...smsSettings },
    async play(page, tools) {
      await requestPasswordCode(tools, 'reader@example.org');
      await heading(page, tools.t(accountHeadings.code));
    },
  },
  {
    name: 'verify-wrong',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      // Never right: codes have digits alone.
      await submitCode(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'verify-expired',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await tools.demo.advance(901);
      await submitCode(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'confirm-link',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(accountHeadings.link));
    },
  },
  {
    name: 'confirm-link-elsewhere',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await page.context().clearCookies();
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(accountHeadings.link));
      await confirmRegistrationElsewhere(tools, 'somebody@example.org');
      await alert(page);
    },
  },
];
