/** A password that a reader chooses: its rule before typing, what is refused, and how hard it is to guess. */
import { expect, test } from 'vitest';
import { answers, button, email, focused, later, problem, scripted, show, signIn } from '../../support/element.js';
import { fill, labelled, plain, present, sent, withSettings } from '../../support/account.js';

type Shown = HTMLElement & { shadowRoot: ShadowRoot };
const find = (element: HTMLElement, selector: string) =>
  (element as Shown).shadowRoot.querySelector<HTMLInputElement>(selector)!;
/** What a screen reader says of the field beside its label. */
const description = (element: HTMLElement): string =>
  (find(element, '[name=password]').getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => plain(find(element, `#${id}`)))
    .join(' ');
/** Whether the browser has asked for the part with the estimate. */
const estimates = (): number =>
  performance.getEntriesByType('resource').filter(({ name }) => name.includes('password-strength')).length;

// The first test of the file: later ones find the part loaded.
test('how hard it is to guess is estimated once somebody types, and said in words', async () => {
  const element = await present('sso-register', withSettings({}));
  await fill({ 'E-mail address': 'lovelace@news.example' });
  const status = () => plain(find(element, '[part=strength][role=status]'));
  expect([estimates(), status()]).toEqual([0, '']);
  const { height } = element.getBoundingClientRect();
  await fill({ Password: 'lovelac' });
  await expect.poll(estimates).toBe(1);
  for (const [typed, said] of [
    ['lovelace1', 'Strength: weak'],
    ['qwertzuiop', 'Strength: weak'],
    ['kqzmvtrwsx', 'Strength: fair'],
    ['four sheep in a boat', 'Strength: strong'],
    ['short', ''],
  ] as const) {
    await fill({ Password: typed });
    await expect.poll(status).toBe(said);
  }
  expect(element.getBoundingClientRect().height).toBe(height);
  expect(find(element, '[aria-invalid]')).toBeNull();
});

test('the rule stands there before anything is typed, and password managers can read it', async () => {
  const element = await present('sso-register', withSettings({ passwordMinLength: 12 }));
  await expect.element(labelled('Password')).toBeVisible();
  expect(description(element)).toBe('At least 12 characters.');
  const input = find(element, '[name=password]');
  expect(input.getAttribute('passwordrules')).toBe('minlength: 12; maxlength: 100;');
  expect([input.minLength, input.maxLength, input.autocomplete]).toEqual([12, -1, 'new-password']);
});

test('settings that come late change the rule and move nothing', async () => {
  const settings = later();
  const element = await show(scripted({ settings: settings.promise, 'login/start': answers['reset-password'] }));
  await signIn(email, 'old');
  await expect.element(labelled('New password')).toBeVisible();
  expect(description(element)).toBe('At least 8 characters.');
  const height = element.getBoundingClientRect().height;
  settings.answer({ passwordMinLength: 15 } as never);
  await expect.poll(() => description(element)).toBe('At least 15 characters.');
  expect(element.getBoundingClientRect().height).toBe(height);
});

test.each([
  ['seven letters', 'abcdefg', 'Use at least 8 characters.'],
  ['seven pictures, which are fourteen units', '😀😁😂🤣😃😄😅', 'Use at least 8 characters.'],
  ['more than 100, which stay as they were pasted', 'x'.repeat(120), 'At most 100 characters.'],
])('%s are not sent', async (_, typed, text) => {
  const client = withSettings({}, { 'registration/start': sent('registration') });
  const element = await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: typed });
  await button('Register').click();
  await expect.poll(() => description(element)).toBe(`At least 8 characters. ${text}`);
  expect(focused()).toBe(find(element, '[name=password]'));
  expect(find(element, '[name=password]').value).toBe(typed);
  expect(client.to('registration')).toEqual([]);
  await fill({ Password: 'a pass phrase' });
  await expect.poll(() => description(element)).toBe('At least 8 characters.');
});

test.each([
  ['too-short', 'Use at least 8 characters.'],
  ['too-common', 'This password is easy to guess. Choose a different one.'],
  ['breached', 'This password is known from a data breach on another site. Choose a different one.'],
  ['invalid', 'Password was not accepted.'],
] as const)('the gateway’s word is final: %s', async (fault, text) => {
  const refused = problem('invalid-request', { fields: { password: fault } });
  const element = await present('sso-register', withSettings({}, { 'registration/start': refused }));
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.poll(() => description(element)).toBe(`At least 8 characters. ${text}`);
  expect(find(element, '[name=password]').value).toBe('a pass phrase');
});
