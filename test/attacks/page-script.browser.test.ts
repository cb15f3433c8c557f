/**
 * Attacks by scripts and markup of the page. They prove that markup which is named as a property of the document changes nothing that an element
 * believes, that messages make no calls without bound, and that a password cannot be reached from an element once it has been sent.
 */
import { expect, onTestFinished, test } from 'vitest';
import '../../src/entries/all.js';
import { answers, button, email, heading, scripted, show } from '../support/element.js';
import { fill, labelled, present, sent, withSettings } from '../support/account.js';

const password = 'a pass phrase that nobody sees';

/** Whether a text can be reached from a value: over its properties and those of its prototypes, getters included. */
function reaches(value: unknown, text: string, seen = new Set<unknown>(), depth = 0): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (value === null || typeof value !== 'object' || seen.has(value) || depth > 8) return false;
  if (value instanceof Node && depth > 0) return false;
  seen.add(value);
  for (
    let at: object | null = value;
    at && at !== HTMLElement.prototype && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  )
    for (const key of Reflect.ownKeys(at)) {
      let found: unknown;
      try {
        found = Reflect.get(value, key);
      } catch {
        continue;
      }
      if (reaches(found, text, seen, depth + 1)) return true;
    }
  return false;
}

/** Elements of the page that are named as properties of the document. */
function named(...names: string[]): void {
  for (const name of names) {
    const image = document.createElement('img');
    image.setAttribute('name', name);
    const { body } = document;
    body.append(image);
    onTestFinished(() => image.remove());
  }
}

test('two hundred messages make two calls', async () => {
  document.cookie = 'sso_session=1; path=/';
  const client = scripted({ session: answers.session });
  const element = await present('sso-session', client);
  await expect.poll(() => element.signedIn).toBe(true);
  const before = client.to('session').length;
  const channel = new BroadcastChannel('sso-elements');
  onTestFinished(() => channel.close());
  for (let message = 0; message < 200; message += 1) channel.postMessage('changed');
  await expect.poll(() => client.to('session').length - before).toBe(2);
  // What comes after a pause is another change.
  channel.postMessage('changed');
  await expect.poll(() => client.to('session').length - before).toBe(3);
});

test('markup with the names of document’s properties changes nothing', async () => {
  document.cookie = 'sso_session=1; path=/';
  named('cookie', 'activeElement', 'documentElement');
  const element = await present('sso-session', scripted({ session: answers.session }));
  await expect.poll(() => element.signedIn).toBe(true);
  const login = await show(scripted(), { autofocus: '' });
  await expect.poll(() => login.shadowRoot?.activeElement?.getAttribute('name')).toBe('identifier');
});

test('the password of a registration cannot be reached from the element at the code, and is there for who comes back', async () => {
  const client = withSettings(
    {},
    { 'registration/start': sent('registration'), 'DELETE flow': { kind: 'done' } as never },
  );
  const element = await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: password });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(reaches(element, email)).toBe(true);
  expect(reaches(element, password)).toBe(false);
  await button('Change your details').click();
  await expect.element(labelled('Password')).toHaveValue(password);
});

test('after a success, and in another process, there is no password to come back to', async () => {
  const client = withSettings(
    {},
    { 'registration/start': sent('registration'), 'DELETE flow': { kind: 'done' } as never },
  );
  const element = await present('sso-auth', client, { view: 'register' });
  await fill({ 'E-mail address': email, Password: password });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  element.view = 'password-forgotten';
  await expect.element(heading('Forgot your password?')).toBeVisible();
  element.view = 'register';
  await expect.element(labelled('E-mail address')).toBeVisible();
  await expect.element(labelled('Password')).toHaveValue('');
});
