import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  answers,
  alert,
  button,
  email,
  flow,
  focused,
  heading,
  identifier,
  problem,
  scripted,
  show,
  signIn,
} from '../support/element.js';

const limit = (more: object = {}) =>
  scripted({ 'login/start': answers['session-limit'], 'login/end-sessions': answers.session, ...more });
const rows = () =>
  page
    .getByRole('listitem')
    .elements()
    .map((row) => row.textContent.replace(/\s+/g, ' ').trim());
const timeOf = (language: string, at: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    .format(new Date(at))
    .replace(/\s+/g, ' ');

test('each session is listed with its browser, system and local time', async () => {
  await show(limit());
  await signIn();
  await expect.element(heading('You are signed in on too many devices')).toBeVisible();
  expect(rows()).toEqual([
    `Firefox · Windows ${timeOf('en', '2026-03-01T14:05:00Z')} Sign out`,
    `Safari · iOS ${timeOf('en', '2026-03-02T09:30:00Z')} Sign out`,
    'Unknown device Sign out',
  ]);
  expect(rows()[0]).toMatch(/Mar 1, 2026/);
});

test('times and names are those of the language', async () => {
  document.documentElement.lang = 'de';
  const element = await show(limit(), { email });
  element.shadowRoot!.querySelector<HTMLInputElement>('[name=password]')!.value = 'secret';
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect.element(heading('Sie sind auf zu vielen Geräten angemeldet')).toBeVisible();
  expect(rows()).toEqual([
    `Firefox · Windows ${timeOf('de', '2026-03-01T14:05:00Z')} Abmelden`,
    `Safari · iOS ${timeOf('de', '2026-03-02T09:30:00Z')} Abmelden`,
    'Unbekanntes Gerät Abmelden',
  ]);
  expect(rows()[0]).toMatch(/01\.03\.2026/);
});

test('a time that is none is left out', async () => {
  const sessions = [{ id: 'a', browser: 'Chrome', createdAt: 'yesterday' }];
  await show(limit({ 'login/start': { kind: 'sessionLimit', process: 'login', flow, sessions } }));
  await signIn();
  await expect.element(button('Sign out')).toBeVisible();
  expect(rows()).toEqual(['Chrome Sign out']);
});

test.each([
  [0, 'first', /^Firefox · Windows .*2026/],
  [1, 'second', /^Safari · iOS .*2026/],
  [2, 'third', /^Unknown device$/],
])(
  'the button of session %i is named "Sign out", is described by it, and ends it alone',
  async (at, id, description) => {
    const client = limit();
    const element = await show(client);
    await signIn();
    await expect.element(button('Sign out').nth(at)).toBeVisible();
    const describedBy = button('Sign out').nth(at).element().getAttribute('aria-describedby')!;
    expect(element.shadowRoot!.getElementById(describedBy)!.textContent.replace(/\s+/g, ' ').trim()).toMatch(
      description,
    );
    await button('Sign out').nth(at).click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to('login/end-sessions').map(({ body }) => [body!['session'], body!['flow']])).toEqual([[id, flow]]);
  },
);

test('a session that is already gone shows a problem, and another can be ended', async () => {
  const client = limit({ 'login/end-sessions': [problem('session-unknown'), answers.session] });
  await show(client);
  await signIn();
  await button('Sign out').nth(0).click();
  await expect.element(alert).toHaveTextContent('This device is already signed out. Choose a different one.');
  expect(focused()).toBe(alert.element());
  await button('Sign out').nth(1).click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test.each([
  'two-factor',
  'add-two-factor',
  'reset-password',
  'additional-data',
  'change-email',
  'session-limit',
] as const)('the way back from %s ends the flow at the gateway and keeps the e-mail', async (name) => {
  const client = scripted({ 'login/start': answers[name], 'DELETE flow': { kind: 'done' } });
  await show(client);
  await signIn();
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(focused()).toBe(heading().element());
  await expect.element(identifier).toHaveValue(email);
  expect(client.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    `flow?flow=${flow}`,
  ]);
});
