import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
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
} from '../support/element.js';

const text = (length: number) => 'x'.repeat(length);

/** What is typed → the first field in error, with its text. */
const faults: [string, string, string, 'identifier' | 'password', string][] = [
  ['nothing', '', '', 'identifier', 'E-mail address or user name is missing.'],
  ['only spaces as a name', '   ', 'secret', 'identifier', 'E-mail address or user name is missing.'],
  ['no password', 'reader', '', 'password', 'Password is missing.'],
  ['a name of 101 characters', text(101), 'secret', 'identifier', 'At most 100 characters.'],
  ['a password of 101 characters', 'reader', text(101), 'password', 'At most 100 characters.'],
];

test.each(faults)('%s is shown before anything is sent', async (_what, name, word, faulty, message) => {
  const client = scripted();
  const element = await show(client);
  const events = eventsOf(element);
  await signIn(name, word);
  const input = (faulty === 'identifier' ? identifier : secret).element();
  await expect.poll(focused).toBe(input);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  const description = element.shadowRoot!.getElementById(input.getAttribute('aria-describedby')!)!;
  expect(description.textContent).toBe(message);
  await expect.element(page.getByText(message).first()).toBeVisible();
  expect([client.to('login').length, events.length]).toEqual([0, 0]);
});

test('no field is in error before a submit', async () => {
  const element = await show(scripted());
  await identifier.fill('a');
  await identifier.fill('');
  await secret.fill('b');
  expect(element.shadowRoot!.querySelector('[aria-invalid]')).toBeNull();
});

test('as many as 100 characters are sent', async () => {
  const client = scripted({ 'login/start': answers.session });
  await show(client);
  await signIn(text(100), text(100));
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')).toHaveLength(1);
});

test('a password of spaces is a password', async () => {
  const client = scripted({ 'login/start': answers.session });
  await show(client);
  await signIn('reader', '    ');
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ password: '    ' });
});

test('a field that is mended loses its error at once, the other keeps its own', async () => {
  const element = await show(scripted());
  await button('Sign in').click();
  await expect.poll(() => element.shadowRoot!.querySelectorAll('[part=error]').length).toBe(2);
  await identifier.fill(email);
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => element.shadowRoot!.querySelectorAll('[part=error]').length).toBe(1);
  expect(identifier.element().hasAttribute('aria-invalid')).toBe(false);
  expect(identifier.element().hasAttribute('aria-describedby')).toBe(false);
  expect(secret.element().getAttribute('aria-invalid')).toBe('true');
});

test('a field that is changed from empty to too long changes its error', async () => {
  await show(scripted());
  await button('Sign in').click();
  await identifier.fill(text(101));
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByText('At most 100 characters.')).toBeVisible();
});

const faulty = { fields: { username: 'taken' } };
test('a field that the gateway finds at fault is marked, described and sent again once changed', async () => {
  const client = scripted({
    'login/start': answers['additional-data'],
    'login/additional-data': [problem('username-taken', faulty), answers.session],
  });
  const element = await show(client);
  await signIn();
  const name = page.getByLabelText('User name');
  await page.getByLabelText('First name').fill('Ada');
  await page.getByLabelText('Last name').fill('Lovelace');
  await name.fill('taken');
  await button('Accept and continue').click();
  await expect.element(name).toHaveAttribute('aria-invalid', 'true');
  await expect
    .poll(() => element.shadowRoot!.querySelector('[part=error]')?.textContent)
    .toBe('Choose a different user name.');
  await expect.element(page.getByText('This user name is already taken.')).toBeVisible();
  await name.fill('free');
  await button('Accept and continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/additional-data')[1]!.body).toMatchObject({ username: 'free', firstName: 'Ada' });
});

test.each([
  ['invalid', 'Code was not accepted.'],
  ['too-long', 'At most 6 characters.'],
  ['missing', 'Code is missing.'],
])('a code that the gateway finds %s has its text', async (fault, message) => {
  const element = await show(
    scripted({
      'login/start': answers['two-factor'],
      'login/two-factor': problem('invalid-data', { fields: { code: fault } }),
    }),
  );
  await signIn();
  await page.getByLabelText('Code').fill('1234567');
  await button('Continue').click();
  await expect.poll(() => element.shadowRoot!.querySelector('[part=error]')?.textContent).toBe(message);
});

test.each([
  ['reset-password', 'password', 'invalid', 'New password was not accepted.'],
  ['reset-password', 'password', 'missing', 'New password is missing.'],
  ['additional-data', 'username', 'invalid', 'User name was not accepted.'],
  ['additional-data', 'firstName', 'missing', 'First name is missing.'],
] as const)('at the step %s a %s that the gateway finds %s is named', async (step, name, fault, message) => {
  const element = await show(
    scripted({
      'login/start': answers[step],
      [`login/${step}`]: problem('invalid-data', { fields: { [name]: fault } }),
    }),
  );
  await signIn();
  const form = () => element.shadowRoot!.querySelector(`:has(> [part=field] [name=${name}])`);
  await expect.poll(form).not.toBeNull();
  for (const input of form()!.querySelectorAll<HTMLInputElement>('input[required]')) input.value = text(8);
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect.poll(() => element.shadowRoot!.querySelector('[part=error]')?.textContent).toBe(message);
});
