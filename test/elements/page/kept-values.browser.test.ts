/** What is kept of what a reader typed: where, and how long. */
import { expect, onTestFinished, test, vi } from 'vitest';
import '../../../src/entries/all.js';
import { answers, button, email, identifier, scripted, show } from '../../support/element.js';
import { labelled, present, withSettings } from '../../support/account.js';

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
