/** "Sign in with Google" in the element that holds all processes. */
import { beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, heading } from '../../support/element.js';
import { connecting, present, visit, withSettings } from '../../support/account.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import { atRest } from '../../support/at-rest.js';

beforeAll(() => provideGoogle());
const settings = { googleClientId, ...connecting('customerId') };
const tabs = { 'show-tabs': '' };
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true });

test.each(['password-forgotten', 'account-connect'])(
  'it is offered at sign-in, where the page was opened on %s',
  async (view) => {
    visit(`?sso=${view}`);
    const element = await present('sso-auth', withSettings(settings, { 'login/google': answers.session }), tabs);
    await expect.element(heading()).toBeVisible();
    await atRest();
    expect(element.querySelector('[slot=google]')).toBeNull();
    await tab('Sign in').click();
    await button('Google').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  },
);

test.each([tabs, {}])('it is offered at registration, with %o', async (more) => {
  const client = withSettings(settings, { 'login/google': answers.session });
  await present('sso-auth', client, { ...more, view: 'register' });
  await button('Google').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/google')).toHaveLength(1);
});

test('its button stays one and the same from sign-in to registration and back, and is not shown elsewhere', async () => {
  const element = await present('sso-auth', withSettings(settings), tabs);
  await expect.element(button('Google')).toBeVisible();
  const offered = element.querySelector('[slot=google]');
  await tab('Register').click();
  await expect.element(heading('Register')).toBeVisible();
  await expect.element(button('Google')).toBeVisible();
  await tab('Connect subscription').click();
  await expect.element(heading('Connect your subscription')).toBeVisible();
  await expect.element(page.getByText('Google')).not.toBeVisible();
  await tab('Sign in').click();
  await expect.element(button('Google')).toBeVisible();
  expect([...element.querySelectorAll('[slot=google]')]).toEqual([offered]);
});

test('where the settings do not offer it, no process has it', async () => {
  visit('?sso=password-forgotten');
  const element = await present('sso-auth', withSettings(connecting('customerId')), tabs);
  await expect.element(heading('Forgot your password?')).toBeVisible();
  await tab('Sign in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  // Only the settings offer it.
  await expect.element(tab('Connect subscription')).toBeVisible();
  await atRest();
  expect(element.querySelector('[slot=google]')).toBeNull();
});
