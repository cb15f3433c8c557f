import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
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
  submit,
} from '../../support/element.js';

test('Enter twice sends once', async () => {
  const client = scripted({ 'login/start': never });
  await show(client);
  await identifier.fill(email);
  await secret.fill('secret');
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.element(button('Please wait…')).toBeVisible();
  expect(client.to('login/start')).toHaveLength(1);
});

test('a double click sends once, and so does a click while a call is under way', async () => {
  const client = scripted({ 'login/start': never });
  await show(client);
  await identifier.fill(email);
  await secret.fill('secret');
  await submit.dblClick({ force: true });
  await submit.click({ force: true });
  await expect.element(button('Please wait…')).toBeVisible();
  expect(client.to('login/start')).toHaveLength(1);
});

test('a second button of a step sends nothing while the first is under way', async () => {
  const client = scripted({ 'login/start': answers['session-limit'], 'login/end-sessions': never });
  await show(client);
  await signIn();
  await button('Sign out').nth(0).click();
  await button('Sign out').nth(1).click({ force: true });
  await button('Please wait…').click({ force: true });
  expect(client.to('login/end-sessions').map(({ body }) => body!['session'])).toEqual(['first']);
});

test('while a call is under way the submit button reads "Please wait…" and keeps the focus', async () => {
  const { promise, answer } = later();
  const element = await show(scripted({ 'login/start': promise }));
  const form = element.shadowRoot!.querySelector('form')!;
  await signIn();
  await expect.element(submit).toHaveTextContent('Please wait…');
  await expect.element(submit).toHaveAttribute('aria-disabled', 'true');
  expect(form.getAttribute('aria-busy')).toBe('true');
  expect(focused()).toBe(submit.element());
  answer(problem('wrong-credentials'));
  await expect.element(submit).toHaveTextContent('Sign in');
  await expect.element(submit).toHaveAttribute('aria-disabled', 'false');
  expect(form.getAttribute('aria-busy')).toBe('false');
});

test('style sheets see screen, call and problem as states of the element', async () => {
  const [first, second] = [later(), later()];
  const element = await show(scripted({ 'login/start': [first.promise, second.promise] }));
  const names = ['credentials', 'busy', 'problem', 'two-factor', 'done'];
  const states = () => names.filter((name) => element.matches(`:state(${name})`));
  expect(states()).toEqual(['credentials']);
  await signIn();
  expect(states()).toEqual(['credentials', 'busy']);
  first.answer(problem('wrong-credentials'));
  await expect.element(alert).toBeVisible();
  expect(states()).toEqual(['credentials', 'problem']);
  await button('Sign in').click();
  second.answer(answers['two-factor']);
  await expect.element(heading('Confirm it is you')).toBeVisible();
  expect(states()).toEqual(['two-factor']);
});
