/** What fields tell a browser: how to correct, to capitalise, to fill in, to check. */
import { expect, test } from 'vitest';
import { answers, button, email, heading, scripted, show, signIn } from '../support/element.js';
import { everything, fill, inputs, labelled, present, sent, withSettings } from '../support/account.js';

/** Field → `autocapitalize`, `autocomplete`. */
const wanted: Record<string, [string, string]> = {
  identifier: ['none', 'username'],
  password: ['none', 'new-password'],
  email: ['none', 'email'],
  username: ['none', 'username'],
  firstName: ['words', 'given-name'],
  lastName: ['words', 'family-name'],
  customerId: ['none', 'off'],
  subscriptionId: ['none', 'off'],
  street: ['words', 'address-line1'],
  streetNumber: ['none', 'off'],
  postcode: ['none', 'postal-code'],
  city: ['words', 'address-level2'],
};

test.each(['sso-register', 'sso-account-connect', 'sso-password-forgotten'] as const)(
  'the fields of %s name what they are for, and are not corrected',
  async (tag) => {
    const element = await present(tag, withSettings(everything));
    await expect.poll(() => inputs(element).length).toBeGreaterThan(0);
    for (const input of inputs(element).filter(({ type }) => type !== 'checkbox')) {
      const given = ['autocapitalize', 'autocomplete'].map((name) => input.getAttribute(name));
      expect([input.name, given]).toEqual([input.name, wanted[input.name]]);
      expect(input.getAttribute('autocorrect')).toBe('off');
    }
  },
);

test('so do those that a step asks for', async () => {
  const element = await show(scripted({ 'login/start': answers['additional-data'] }));
  await signIn();
  await expect.element(heading('We need a few more details')).toBeVisible();
  const given = inputs(element).map((input) => [input.name, input.autocapitalize, input.autocomplete]);
  expect(given).toEqual(['firstName', 'lastName', 'username'].map((name) => [name, ...(wanted[name] ?? [])]));
});

/** Registers with an address, typed or set as a password manager does. */
async function register(address: string, set: boolean) {
  const client = withSettings({}, { 'registration/start': sent('registration') });
  await present('sso-register', client);
  await fill({ Password: 'a pass phrase', ...(!set && { 'E-mail address': address }) });
  if (set) (labelled('E-mail address').element() as HTMLInputElement).value = address;
  await button('Register').click();
  return client;
}

test.each([
  ['reader@müller.example', false],
  ['reader@müller.example', true],
  ['reader@例え.テスト', true],
  [` ${email}\u200b`, true],
])('the address %j, set by a script: %s, is sent as it stands and shown so', async (address, set) => {
  const client = await register(address, set);
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration/start')[0]?.body?.['email']).toBe(address);
});

test.each(['reader', 'reader@', '@example.org', 'rea der@example.org', 'a@b@c'])(
  '%j is no address, and nothing is sent',
  async (address) => {
    const client = await register(address, false);
    await expect
      .element(labelled('E-mail address'))
      .toHaveAccessibleDescription('Enter a complete e-mail address, such as name@example.com.');
    expect(client.to('registration')).toEqual([]);
  },
);
