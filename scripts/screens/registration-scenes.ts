/** Pictures of the registration, with its code and its link. */
import { bySms, enter, forget, linkFor, register, titles, texts as words } from '../drive/accounts.js';
import type { Page } from 'playwright';
import type { Tools } from '../drive/table.js';
import { alert, email, form, heading } from './form.js';
import type { Scene } from './scene.js';

/** Registers, up to the step that asks for the code. */
async function toCode(page: Page, tools: Tools): Promise<void> {
  await register(tools, email);
  await heading(page, tools.t(titles.code));
}

export const registrationScenes: readonly Scene[] = [
  {
    name: 'register',
    path: '/register',
    play: (page, { t }) => heading(page, t(titles.register)),
  },
  {
    name: 'register-everything',
    path: '/register',
    settings: { ...bySms, ssoName: 'REGISTRATION_OPTIONAL', forceUsername: true },
    play: (page) => form(page).getByRole('checkbox').waitFor(),
  },
  {
    name: 'register-errors',
    path: '/register',
    settings: { ...bySms },
    async play(page, { hands, t }) {
      await hands.type(t(words.email), 'ada.lovelace');
      await hands.type(t(words.mobile), '030 123');
      await hands.press(t(words.submitRegister));
      await form(page).locator('[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'email-taken',
    path: '/register',
    async play(page, tools) {
      await register(tools, 'reader@example.org');
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
    settings: { ...bySms },
    async play(page, tools) {
      await forget(tools, 'reader@example.org');
      await heading(page, tools.t(titles.code));
    },
  },
  {
    name: 'verify-wrong',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      // Never right: codes have digits alone.
      await enter(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'verify-expired',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await tools.demo.advance(901);
      await enter(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'confirm-link',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(titles.link));
    },
  },
  {
    name: 'confirm-link-elsewhere',
    path: '/register',
    async play(page, tools) {
      await toCode(page, tools);
      await page.context().clearCookies();
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(titles.link));
      await tools.hands.type(tools.t(words.email), 'somebody@example.org');
      await tools.hands.press(tools.t(words.confirm));
      await alert(page);
    },
  },
];
