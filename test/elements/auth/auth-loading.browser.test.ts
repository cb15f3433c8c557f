import { expect, test } from 'vitest';
import { heading } from '../../support/element.js';
import { present, withSettings } from '../../support/account.js';

/** Whether a module of the sources has been requested in this page. */
const requested = (name: string) =>
  performance.getEntriesByType('resource').some((entry) => new URL(entry.name).pathname.endsWith(`/src/${name}.ts`));

test('sign-in is drawn without what the other processes need, which comes when they are entered', async () => {
  const element = await present('sso-auth', withSettings({}));
  await expect.element(heading('Sign in')).toBeVisible();
  expect([requested('screens/lazy-account-screens'), requested('screens/lazy-login-screens')]).toEqual([false, false]);
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  expect(requested('screens/lazy-account-screens')).toBe(true);
  expect(requested('client/phone-number')).toBe(false);
});
