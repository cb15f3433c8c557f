import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  alert,
  answers,
  button,
  email,
  heading,
  identifier,
  password,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';
import { fill, labelled, present, sent, withSettings } from '../../support/account.js';

/** What can pass by itself → its text. */
const passing = [
  ['offline', 'No connection. Your entries are still here.'],
  ['timeout', 'This is taking too long. Your entries are still here.'],
  ['upstream-timeout', 'This is taking too long. Your entries are still here.'],
  ['upstream-failed', 'That did not work. Your entries are still here.'],
  ['gateway-failed', 'That did not work. Your entries are still here.'],
  ['bad-answer', 'That did not work. Your entries are still here.'],
  ['not-a-gateway', 'That did not work. Your entries are still here.'],
] as const;

test.each(passing)('after %s one button sends the same again', async (code, text) => {
  const client = scripted({ 'login/start': [problem(code), answers.session] });
  await show(client);
  await signIn();
  await expect.element(alert).toHaveTextContent(text);
  await expect.element(identifier).toHaveValue(email);
  await expect.element(secret).toHaveValue(password);
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  const [first, second, ...more] = client.to('login/start').map(({ body }) => body);
  expect(first).toMatchObject({ identifier: email, password });
  expect(second).toEqual(first);
  expect(more).toEqual([]);
});

test.each([
  'wrong-credentials',
  'account-inactive',
  'account-deactivated',
  'account-blocked',
  'rate-limited',
  'locked',
  'invalid-data',
])('after %s no button offers to send the same again', async (code) => {
  await show(scripted({ 'login/start': problem(code) }));
  await signIn();
  await expect.element(alert).toBeVisible();
  expect(button('Try again').elements()).toHaveLength(0);
});

test('a reader whose first try succeeded unseen is asked to sign in, with the e-mail kept', async () => {
  const client = scripted({
    'login/start': answers['two-factor'],
    'login/two-factor': [problem('timeout'), problem('flow-used')],
  });
  await show(client);
  await signIn();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await button('Try again').click();
  await expect.element(alert).toHaveTextContent('You have already completed this step. Sign in again.');
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  expect(client.to('login/two-factor').map(({ body }) => body!['code'])).toEqual(['123456', '123456']);
});

test('a session that could not be ended is the only one ended at the next try', async () => {
  const client = scripted({
    'login/start': answers['session-limit'],
    'login/end-sessions': [problem('offline'), answers.session],
  });
  await show(client);
  await signIn();
  await button('Sign out').nth(1).click();
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/end-sessions').map(({ body }) => body!['session'])).toEqual(['second', 'second']);
});

test('all sessions are ended at the next try where all were meant', async () => {
  const client = scripted({
    'login/start': answers['session-limit'],
    'login/end-sessions': [problem('offline'), problem('offline'), answers.session],
  });
  await show(client);
  await signIn();
  await button('Sign out').nth(1).click();
  await expect.element(alert).toBeVisible();
  await button('Sign out everywhere else and sign in here').click();
  await expect.poll(() => client.to('login/end-sessions').length).toBe(2);
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/end-sessions').map(({ body }) => body!['session'])).toEqual(['second', undefined, undefined]);
});

test('after a code that could not be sent again "Try again" requests it again, and what was typed is kept', async () => {
  const client = withSettings(
    {},
    {
      'registration/start': sent('registration', { resendAfter: 0 }),
      'registration/resend': [problem('timeout'), sent('registration', { sent: 2 })],
    },
  );
  await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: password });
  await button('Register').click();
  await labelled('Code').fill('12');
  await button('Send a new code').click();
  await expect.element(alert).toHaveTextContent('This is taking too long. Your entries are still here.');
  await button('Try again').click();
  await expect.element(page.getByText('Codes sent: 2')).toBeVisible();
  await expect.element(labelled('Code')).toHaveValue('12');
  expect(client.to('registration').map(({ path }) => path)).toEqual([
    'registration/start',
    'registration/resend',
    'registration/resend',
  ]);
});
