import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { answers, button, heading, identifier, scripted, secret, show, signIn } from '../../support/element.js';
import type { SsoLogin } from '../../../src/entries/login.js';

const inputs = (element: SsoLogin) => [...element.shadowRoot!.querySelectorAll<HTMLInputElement>('input,select')];
const anatomy = (element: SsoLogin) =>
  inputs(element).map((each) => [each.name, each.type, each.getAttribute('autocomplete'), each.required]);

type StepName =
  'two-factor' | 'add-two-factor' | 'reset-password' | 'additional-data' | 'optional-names' | 'terms' | 'session-limit';
const username = ['', 'text', 'username', false];
/** Screen → its controls: name, type, autocomplete token, required. */
const controls: [StepName, string, (string | boolean)[][]][] = [
  ['two-factor', 'Confirm it is you', [username, ['code', 'text', 'one-time-code', true]]],
  ['add-two-factor', 'Set up two-factor sign-in', [username, ['code', 'text', 'one-time-code', true]]],
  ['reset-password', 'Choose a new password', [username, ['password', 'password', 'new-password', true]]],
  [
    'additional-data',
    'We need a few more details',
    [
      username,
      ['salutation', 'select-one', 'honorific-prefix', false],
      ['firstName', 'text', 'given-name', true],
      ['lastName', 'text', 'family-name', true],
      ['username', 'text', 'username', true],
    ],
  ],
  [
    'optional-names',
    'We need a few more details',
    [username, ['firstName', 'text', 'given-name', false], ['lastName', 'text', 'family-name', false]],
  ],
  ['terms', 'Our terms have changed', [username]],
  ['session-limit', 'You are signed in on too many devices', [username]],
];

const reach = async (name: StepName, title: string): Promise<SsoLogin> => {
  const element = await show(scripted({ 'login/start': answers[name] }));
  await signIn('reader');
  await expect.element(heading(title)).toBeVisible();
  return element;
};

test('the first screen is a real form that a password manager knows', async () => {
  const element = await show(scripted());
  const form = element.shadowRoot!.querySelector('form')!;
  expect([form.method, form.noValidate]).toEqual(['post', true]);
  expect(anatomy(element)).toEqual([
    ['identifier', 'text', 'username', true],
    ['password', 'password', 'current-password', true],
  ]);
  expect(form.querySelectorAll('button:not([type])')).toHaveLength(1);
});

test.each(controls)(
  '%s has exactly its controls, and names whom its secret belongs to',
  async (name, title, expected) => {
    const element = await reach(name, title);
    expect(element.shadowRoot!.querySelector('form')!.method).toBe('post');
    expect(anatomy(element)).toEqual(expected);
    expect(inputs(element)[0]!.value).toBe('reader');
    for (const each of inputs(element).slice(1)) expect(each.labels).toHaveLength(1);
  },
);

test('a code is asked in one field with a numeric keyboard', async () => {
  const element = await reach('two-factor', 'Confirm it is you');
  expect(inputs(element)[1]!.inputMode).toBe('numeric');
});

test.each(controls)(
  '%s has no inline style, no length limit, and nothing too small to read or touch',
  async (name, title) => {
    const element = await reach(name, title);
    const root = element.shadowRoot!;
    expect(root.querySelectorAll('[style],style,[maxlength],[onpaste]')).toHaveLength(0);
    const touched = root.querySelectorAll<HTMLElement>('input:not([aria-hidden]),select,button,a:not([part=terms] a)');
    expect(touched.length).toBeGreaterThan(1);
    for (const each of touched) {
      expect(each.getBoundingClientRect().height, each.outerHTML).toBeGreaterThanOrEqual(44);
      expect(parseFloat(getComputedStyle(each).fontSize), each.outerHTML).toBeGreaterThanOrEqual(16);
    }
  },
);

test('the first screen has no inline style, no length limit, and nothing too small to read or touch', async () => {
  const root = (await show(scripted())).shadowRoot!;
  expect(root.querySelectorAll('[style],style,[maxlength]')).toHaveLength(0);
  const drawn = root.querySelectorAll('input,button');
  expect(drawn.length).toBeGreaterThan(2);
  for (const each of drawn) {
    const { width, height } = each.getBoundingClientRect();
    expect(Math.min(width, height), each.outerHTML).toBeGreaterThanOrEqual(44);
    expect(parseFloat(getComputedStyle(each).fontSize)).toBeGreaterThanOrEqual(16);
  }
});

test('two forms on a page share no id, and each label names its own field', async () => {
  const pair = [await show(scripted()), await show(scripted())];
  const ids = pair.flatMap((element) => [...element.shadowRoot!.querySelectorAll('[id]')].map(({ id }) => id));
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(4);
  for (const element of pair)
    for (const label of element.shadowRoot!.querySelectorAll('label'))
      expect((label.control as HTMLInputElement).labels![0]).toBe(label);
});

test('what was copied can be pasted into the password', async () => {
  await show(scripted());
  await identifier.fill('pasted text');
  await userEvent.tripleClick(identifier);
  await userEvent.copy();
  await userEvent.click(secret);
  await userEvent.paste();
  await expect.element(secret).toHaveValue('pasted text');
});

test('the password can be shown and hidden again, and keeps its text', async () => {
  await show(scripted());
  await secret.fill('visible?');
  const toggle = page.getByRole('button', { name: 'Show password' });
  await toggle.click();
  await expect.element(secret).toHaveAttribute('type', 'text');
  await expect.element(toggle).toHaveAttribute('aria-pressed', 'true');
  await toggle.click();
  await expect.element(secret).toHaveAttribute('type', 'password');
  await expect.element(secret).toHaveValue('visible?');
});

test('the keyboard alone signs in: each control is reached in reading order', async () => {
  const client = scripted({ 'login/start': answers['change-email'] });
  const element = await show(client);
  const at = () => {
    const active = element.shadowRoot!.activeElement!;
    return active.getAttribute('name') ?? active.getAttribute('part');
  };
  const order: (string | null)[] = [];
  for (let n = 0; n < 6; n += 1) {
    await userEvent.keyboard('{Tab}');
    order.push(at());
  }
  expect(order).toEqual(['identifier', 'password', 'toggle', 'button submit', 'link', 'link']);
  await userEvent.click(identifier);
  await userEvent.keyboard('reader{Tab}secret{Enter}');
  await expect.element(button('Back to sign-in')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ identifier: 'reader', password: 'secret' });
});
