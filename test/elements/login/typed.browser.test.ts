import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SsoLogin } from '../../../src/entries/login.js';
import {
  alert,
  answers,
  button,
  email,
  focused,
  heading,
  identifier,
  later,
  never,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';

test('the form is there and works while the settings are still loading', async () => {
  const client = scripted({ settings: never, 'login/start': answers.session });
  await show(client);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('settings that come later leave text, focus and caret alone', async () => {
  const { promise, answer } = later();
  await show(scripted({ settings: promise }));
  await identifier.fill('reader@publisher.test');
  const input = identifier.element() as HTMLInputElement;
  input.setSelectionRange(3, 6);
  answer({ accountConnect: { enabled: true } } as Reply);
  await expect.element(button('Connect subscription')).toBeVisible();
  expect(focused()).toBe(input);
  expect([input.value, input.selectionStart, input.selectionEnd]).toEqual(['reader@publisher.test', 3, 6]);
});

test('the form begins with the e-mail of the attribute', async () => {
  await show(scripted(), { email });
  await expect.element(identifier).toHaveValue(email);
});

test('the form begins with the e-mail of the property, even when that is set later', async () => {
  const element = await show(scripted());
  element.email = email;
  await expect.element(identifier).toHaveValue(email);
});

test('properties that were set before the element was defined count', async () => {
  class Late extends SsoLogin {}
  const client = scripted();
  const element = Object.assign(document.createElement('sso-login-late'), { email, client });
  document.body.append(element);
  customElements.define('sso-login-late', Late);
  await expect.element(identifier).toHaveValue(email);
  expect(client.to('settings')).toHaveLength(1);
  element.remove();
});

test('what was typed is not overwritten by an e-mail that the page gives later', async () => {
  const element = await show(scripted());
  await identifier.fill('typed');
  element.email = email;
  await element.updateComplete;
  await expect.element(identifier).toHaveValue('typed');
});

test('a reader who types another name signs in with that, and later steps speak of it', async () => {
  const client = scripted({ 'login/start': answers['two-factor'] });
  await show(client, { email });
  await signIn('somebody');
  await expect.element(page.getByText('For somebody')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ identifier: 'somebody' });
});

test('a prefilled e-mail is kept after a problem', async () => {
  await show(scripted({ 'login/start': problem('wrong-credentials') }), { email });
  await secret.fill('wrong');
  await button('Sign in').click();
  await expect.element(alert).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  await expect.element(secret).toHaveValue('wrong');
});

test('values that a password manager writes without events are sent', async () => {
  const client = scripted({ 'login/start': answers.session });
  await show(client);
  (identifier.element() as HTMLInputElement).value = 'filled';
  (secret.element() as HTMLInputElement).value = '  by script  ';
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ identifier: 'filled', password: '  by script  ' });
});

test('nothing typed gates the submit button', async () => {
  await show(scripted());
  await expect.element(button('Sign in')).toBeEnabled();
  await expect.element(button('Sign in')).toHaveAttribute('aria-disabled', 'false');
});

test('back at the first screen the e-mail is kept, and the password is empty', async () => {
  const client = scripted({ 'login/start': answers['two-factor'], 'DELETE flow': { kind: 'done' } });
  await show(client);
  await signIn();
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  await expect.element(secret).toHaveValue('');
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(identifier.element());
});
