/** The e-mail address on its way from one process to another: it arrives once, where it fits, and nowhere later. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, email, heading, identifier, scripted, show, signIn } from '../../support/element.js';
import { connecting, labelled, present, withSettings } from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';

const tabs = { 'show-tabs': '' };
const all = connecting('customerId');
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true });
const kept = () => Object.fromEntries(Object.entries(sessionStorage));

test('a change of process within <sso-auth> leaves nothing in the browser’s storage', async () => {
  await present('sso-auth', withSettings(all), tabs);
  await identifier.fill(email);
  await tab('Register').click();
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  expect(kept()).toEqual({});
});

test('where the page prevents the change, the e-mail address is carried over all the same', async () => {
  const element = await present('sso-auth', withSettings(all), tabs);
  element.addEventListener('sso-navigate', (event) => event.preventDefault());
  await identifier.fill(email);
  await tab('Register').click();
  await present('sso-register', withSettings({}));
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  expect(kept()).toEqual({});
});

test('what the reader typed takes precedence over the attribute, and is carried over once', async () => {
  await show(scripted());
  await identifier.fill('typed@publisher.test');
  await button('Register').click();
  await present('sso-register', withSettings({}), { email: 'page@publisher.test' });
  await expect.element(labelled('E-mail address')).toHaveValue('typed@publisher.test');
  expect(kept()).toEqual({});
});

test.each([
  ['Register', 'Register'],
  ['Connect subscription', 'Connect your subscription'],
])('at "%s" a user name is no e-mail address, and is there again at sign-in', async (name, title) => {
  await present('sso-auth', withSettings(all), tabs);
  await identifier.fill('ada');
  await tab(name).click();
  await expect.element(heading(title)).toBeVisible();
  await expect.element(labelled('E-mail address')).toHaveValue('');
  await tab('Sign in').click();
  await expect.element(identifier).toHaveValue('ada');
});

test('a user name is carried over to password forgotten', async () => {
  await present('sso-auth', withSettings(all), tabs);
  await identifier.fill('ada');
  await button('Forgot your password?').click();
  await expect.element(heading('Forgot your password?')).toBeVisible();
  await expect.element(identifier).toHaveValue('ada');
});

test('a user name is not put into the e-mail field of the next page', async () => {
  await show(scripted());
  await identifier.fill('ada');
  await button('Register').click();
  await present('sso-register', withSettings({}));
  await expect.element(labelled('E-mail address')).toHaveValue('');
});

test('an e-mail address that the reader has taken out stays out', async () => {
  await present('sso-auth', withSettings(all), { ...tabs, email });
  await expect.element(identifier).toHaveValue(email);
  await identifier.fill('');
  await tab('Register').click();
  await expect.element(heading('Register')).toBeVisible();
  await expect.element(labelled('E-mail address')).toHaveValue('');
});

test('after a sign-in nothing is carried over to the next reader', async () => {
  await show(scripted({ 'login/start': answers.session }));
  await identifier.fill('other@publisher.test');
  await button('Register').click();
  expect(Object.keys(kept())).toHaveLength(1);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(kept()).toEqual({});
});

test('after a sign-out nothing is carried over to the next reader', async () => {
  document.cookie = 'sso_session=1; path=/';
  const session = { kind: 'session', customer: { id: '7' } } as Reply;
  const client = scripted({ 'GET session': session, 'DELETE session': { kind: 'done' } as Reply });
  const element = await present('sso-session', client);
  await expect.poll(() => element.signedIn).toBe(true);
  await show(scripted());
  await identifier.fill(email);
  await button('Register').click();
  expect(Object.keys(kept())).toHaveLength(1);
  await element.signOut();
  expect(kept()).toEqual({});
});
