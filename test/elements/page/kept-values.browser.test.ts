/** What is kept of what a reader typed: where, and how long. */
import { expect, onTestFinished, test, vi } from 'vitest';
import '../../../src/entries/all.js';
import { answers, button, email, heading, identifier, scripted, show } from '../../support/element.js';
import { fill, labelled, present, sent, withSettings } from '../../support/account.js';

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

/** Leaves the sign-in for the registration with an address typed. */
async function leave() {
  const element = await show(scripted());
  await identifier.fill(email);
  await button('Register').click();
  return element;
}

test('the address goes along to the next process once, and does not stay', async () => {
  (await leave()).remove();
  await present('sso-register', withSettings({}));
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  expect(sessionStorage.getItem('sso-email')).toBeNull();
});

test('an address that was left behind is nobody’s after a minute', async () => {
  (await leave()).remove();
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 61_000);
  onTestFinished(() => clock.mockRestore());
  await present('sso-register', withSettings({}));
  await expect.element(labelled('E-mail address')).toHaveValue('');
  expect(sessionStorage.getItem('sso-email')).toBeNull();
});

test('a page that comes back from the back/forward cache takes back what it gave along', async () => {
  await leave();
  expect(sessionStorage.getItem('sso-email')).toContain(email);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(sessionStorage.getItem('sso-email')).toBeNull();
});

test('a success leaves no address behind', async () => {
  await leave();
  const element = await show(scripted({ 'login/start': answers.session }));
  element.remove();
  expect(sessionStorage.getItem('sso-email')).toBeNull();
});
