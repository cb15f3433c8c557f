import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { SsoProblemEvent } from '../../../src/entries/login.js';
import {
  alert,
  answers,
  button,
  email,
  eventsOf,
  focused,
  heading,
  identifier,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';

const mismatch = 'These details do not match, or you need a new password.';

test('a wrong password is one alert that has the focus, and what was typed is kept', async () => {
  const element = await show(scripted({ 'login/start': problem('wrong-credentials', { reference: 'r-1' }) }));
  await signIn();
  await expect.element(alert).toHaveTextContent(mismatch);
  expect(focused()).toBe(alert.element());
  await expect.element(identifier).toHaveValue(email);
  await expect.element(secret).toHaveValue('a long pass phrase');
  expect(element.shadowRoot!.querySelector('[aria-invalid]')).toBeNull();
  // It comes with the texts of later screens, and is the only way on: to send the same again helps nobody.
  await expect.element(alert.getByRole('button', { name: 'Forgot your password?' })).toBeVisible();
  expect(alert.getByRole('button').elements()).toHaveLength(1);
});

test('sso-problem carries code and reference, and nothing that was typed', async () => {
  const element = await show(scripted({ 'login/start': problem('wrong-credentials', { reference: 'r-1' }) }));
  const events = eventsOf(element);
  await signIn();
  await expect.element(alert).toBeVisible();
  const event = events.at(-1) as SsoProblemEvent;
  expect(event).toBeInstanceOf(SsoProblemEvent);
  const { process, step, code, reference } = event;
  expect({ process, step, code, reference }).toEqual({
    process: 'login',
    step: 'credentials',
    code: 'wrong-credentials',
    reference: 'r-1',
  });
  expect(Object.keys(event).filter((name) => name !== 'isTrusted')).toEqual(['process', 'step', 'code', 'reference']);
});

test('the same problem again takes the focus again and fires again', async () => {
  const element = await show(
    scripted({ 'login/start': [problem('wrong-credentials'), problem('wrong-credentials'), answers.session] }),
  );
  const events = eventsOf(element);
  const problems = () => events.filter(({ type }) => type === 'sso-problem').length;
  await signIn();
  await expect.poll(problems).toBe(1);
  await secret.fill('another');
  await button('Sign in').click();
  await expect.poll(problems).toBe(2);
  expect(focused()).toBe(alert.element());
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('the alert goes when the reader tries again', async () => {
  await show(scripted({ 'login/start': [problem('wrong-credentials'), new Promise(() => undefined)] }));
  await signIn();
  await expect.element(alert).toBeVisible();
  await button('Sign in').click();
  await expect.element(alert).not.toBeInTheDocument();
});

test('a wrong code shows a problem in its step, which stays as it is', async () => {
  const client = scripted({
    'login/start': answers['two-factor'],
    'login/two-factor': [problem('wrong-code'), answers.session],
  });
  await show(client);
  await signIn();
  await page.getByLabelText('Code').fill('000000');
  await button('Continue').click();
  await expect.element(alert).toHaveTextContent('This code is not correct. Check it or wait for the next one.');
  await expect.element(page.getByLabelText('Code')).toHaveValue('000000');
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test.each([
  ['flow-expired', 'The time for this step is up. Sign in again.'],
  ['flow-used', 'You have already completed this step. Sign in again.'],
  ['flow-exhausted', 'Too many wrong codes. Sign in again.'],
  ['flow-unknown', 'We cannot continue from here. Sign in again.'],
])('%s goes back to the first screen, with its text, the e-mail kept and the link that helps', async (code, text) => {
  const client = scripted({
    'login/start': [answers['two-factor'], answers.session],
    'login/two-factor': problem(code),
  });
  await show(client);
  await signIn();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(alert).toHaveTextContent(text);
  expect(focused()).toBe(alert.element());
  await expect.element(identifier).toHaveValue(email);
  await secret.fill('again');
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[1]!.body).not.toHaveProperty('flow');
});

test.each([
  ['domain-not-allowed', 'You cannot sign in on this site'],
  ['login-unavailable', 'You cannot sign in at the moment'],
  ['login-emergency', 'No need to sign in right now'],
])('%s is a notice of its own, from which the form is reached again with the e-mail kept', async (code, title) => {
  await show(scripted({ 'login/start': problem(code) }));
  await signIn();
  await expect.element(heading(title)).toBeVisible();
  expect(focused()).toBe(heading().element());
  await button('Try again').click();
  await expect.element(identifier).toHaveValue(email);
});
