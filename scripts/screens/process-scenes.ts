/** Pictures of account connect, the new password, all processes in one, and the account. */
import { codeFor, connect, enter, forget, titles } from '../drive/accounts.js';
import { signIn } from '../drive/table.js';
import { alert, email, form, heading } from './form.js';
import type { Scene } from './scene.js';

export const processScenes: readonly Scene[] = [
  {
    name: 'connect',
    path: '/connect',
    play: (page, { t }) => heading(page, t(titles.connect)),
  },
  {
    name: 'connect-mismatch',
    path: '/connect',
    async play(page, tools) {
      await connect(tools, email, { city: 'Hamburg' });
      await alert(page);
    },
  },
  {
    name: 'already-registered',
    path: '/connect',
    async play(page, tools) {
      await tools.demo.fault({ operation: 'loginIdentifier/start', status: 208 });
      await connect(tools, email);
      await alert(page);
    },
  },
  {
    name: 'connect-off',
    path: '/connect',
    settings: { allowRegistrationIdentifier: false },
    play: (page) => form(page).locator('[part=notice]').waitFor(),
  },
  {
    name: 'password-forgotten',
    path: '/password',
    play: (page, { t }) => heading(page, t(titles.forgot)),
  },
  {
    name: 'password-new',
    path: '/password',
    async play(page, tools) {
      await forget(tools, 'reader@example.org');
      await heading(page, tools.t(titles.code));
      await enter(tools, await codeFor(tools.demo, 'reader@example.org'));
      await heading(page, tools.t(titles.newPassword));
    },
  },
  {
    name: 'auth-tabs',
    path: '/auth',
    play: (page) => form(page).getByRole('navigation').getByRole('link').nth(2).waitFor(),
  },
  {
    name: 'auth-register',
    path: '/auth?sso=register',
    play: (page) => form(page).getByRole('checkbox').waitFor(),
  },
  {
    name: 'account',
    path: '/auth',
    async play(page, tools) {
      await signIn(tools, 'reader@example.org');
      await page.getByRole('status').filter({ hasText: 'reader@example.org' }).waitFor();
      await page.goto(page.url().replace(/\/(\?|$)/, '/account$1'));
      await page.locator('sso-session').getByRole('button').waitFor();
    },
  },
  {
    name: 'account-signed-out',
    path: '/account',
    play: (page) => page.locator('main [slot=signed-out]').waitFor(),
  },
  {
    name: 'signed-in',
    whole: true,
    async play(page, tools) {
      await signIn(tools, 'reader@example.org');
      await page.getByRole('status').filter({ hasText: 'reader@example.org' }).waitFor();
    },
  },
];
