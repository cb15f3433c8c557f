import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, email, heading, password, problem, scripted, show, signIn } from '../../support/element.js';

afterEach(() => vi.restoreAllMocks());

interface Saved {
  id: string;
  password: string;
}
/** Stands in for the browser's interface to save passwords. */
function passwordSaving(): Saved[] {
  class Stub implements Saved {
    readonly id: string;
    readonly password: string;
    constructor(data: Saved) {
      ({ id: this.id, password: this.password } = data);
    }
  }
  const saved: Saved[] = [];
  vi.stubGlobal('PasswordCredential', Stub);
  vi.spyOn(navigator.credentials, 'store').mockImplementation(async (credential) => {
    saved.push(credential as unknown as Saved);
  });
  return saved;
}

test('a password that worked is passed to the browser to save, and one that did not is not', async () => {
  const saved = passwordSaving();
  await show(scripted({ 'login/start': [problem('wrong-credentials'), answers.session] }));
  await signIn(email, 'wrong');
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(saved).toEqual([]);
  await signIn(email, password);
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(saved.map(({ id, password: word }) => [id, word])).toEqual([[email, password]]);
});

test('after a forced reset the new password is offered', async () => {
  const saved = passwordSaving();
  await show(scripted({ 'login/start': answers['reset-password'], 'login/reset-password': answers.session }));
  await signIn(email, 'old');
  await page.getByLabelText('New password').fill('a new phrase');
  await button('Save password and sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(saved.map(({ id, password: word }) => [id, word])).toEqual([[email, 'a new phrase']]);
});

test('a browser without that interface, or one that refuses, changes nothing', async () => {
  vi.stubGlobal('PasswordCredential', undefined);
  const store = vi.spyOn(navigator.credentials, 'store').mockRejectedValue(new Error('refused'));
  await show(scripted({ 'login/start': answers.session }));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(store).not.toHaveBeenCalled();
});
