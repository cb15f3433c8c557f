import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, email, flow, focused, heading, problem } from '../../support/element.js';
import { accessible } from '../../support/accessible.js';
import {
  connecting,
  everything,
  fill,
  inputs,
  labelled,
  place,
  plain,
  present,
  sent,
  withSettings,
} from '../../support/account.js';

const ids = connecting('customerId', 'subscriptionId');
const typed = { customerId: '100', subscriptionId: '7', email, password: 'a pass phrase' };
const answering = (reply: Parameters<typeof withSettings>[1]) => () => withSettings(ids, reply);

accessible('sso-account-connect', [
  { name: 'the form', client: () => withSettings(everything), shown: '[name=city]' },
  {
    name: 'the form with a mobile number',
    client: () => withSettings({ ...ids, codeChannel: 'sms' }),
    shown: '[type=tel]',
  },
  { name: 'field errors', client: () => withSettings(everything), typed: {}, shown: '[part=error]' },
  {
    name: 'identifiers that do not fit',
    client: answering({ 'account-connect/start': problem('identifiers-mismatch') }),
    typed,
    shown: '[role=alert]',
  },
  {
    name: 'a subscription that is connected',
    client: answering({ 'account-connect/start': problem('already-registered') }),
    typed,
    shown: '[part=offers]',
  },
  {
    name: 'the code',
    client: answering({ 'account-connect/start': sent('account-connect') }),
    typed,
    shown: '[name=code]',
  },
  { name: 'switched off', client: () => withSettings({}), shown: '[part=notice]' },
  { name: 'set up wrongly', client: () => withSettings(connecting('city')), shown: '[part=notice]' },
]);

test('all identifiers are asked in the order of the invoice, in these words', async () => {
  const element = await present('sso-account-connect', withSettings(everything));
  await expect.element(heading('Connect your subscription')).toBeVisible();
  const labels = [...element.shadowRoot!.querySelectorAll('[part=label]')].map(plain);
  expect(labels.slice(0, 6)).toEqual([
    'Customer number',
    'Subscription number',
    'Street',
    'House number',
    'Postcode',
    'Town or city',
  ]);
  expect(labels.slice(6)).toEqual(['E-mail address', 'Password', 'User name', 'First name', 'Last name']);
});

test('the German words are the German ones', async () => {
  document.documentElement.lang = 'de';
  const element = await present('sso-account-connect', withSettings(everything));
  await expect.element(heading('Abo verknüpfen')).toBeVisible();
  expect([...element.shadowRoot!.querySelectorAll('[part=label]')].map(plain).slice(0, 6)).toEqual([
    'Kundennummer',
    'Abonummer',
    'Straße',
    'Hausnummer',
    'Postleitzahl',
    'Ort',
  ]);
});

test.each([
  [['customerId'], ['Customer number']],
  [['subscriptionId'], ['Subscription number']],
  [
    ['customerId', 'subscriptionId'],
    ['Customer number', 'Subscription number'],
  ],
])('with %o on, exactly these IDs are asked, and must be given', async (on, labels) => {
  const element = await present('sso-account-connect', withSettings(connecting(...on)));
  await expect.element(heading('Connect your subscription')).toBeVisible();
  const asked = inputs(element).filter(({ name }) => name.endsWith('Id'));
  expect(asked.map(({ labels }) => plain(labels?.[0]))).toEqual(labels);
  expect(asked.map(({ required, inputMode }) => [required, inputMode])).toEqual(on.map(() => [true, 'numeric']));
});

test('switched off, it is a notice with the contact', async () => {
  const client = withSettings({ contact: 'mailto:help@publisher.test' });
  const element = await present('sso-account-connect', client);
  await expect.element(heading('You cannot connect a subscription here')).toBeVisible();
  await expect.element(page.getByText('Do you already have a subscription? Please contact us.')).toBeVisible();
  expect(page.getByRole('link', { name: 'Contact us' }).element().getAttribute('href')).toBe(
    'mailto:help@publisher.test',
  );
  expect(element.shadowRoot!.querySelector('form')).toBeNull();
});

test('without either ID it is a notice for the reader and a precise error for the developer', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const element = await present('sso-account-connect', withSettings(connecting('street', 'postcode')));
  await expect.element(page.getByText('This form is not completely set up yet. Please contact us.')).toBeVisible();
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/account connect needs an ID/), element);
  expect(element.shadowRoot!.querySelector('form')).toBeNull();
  error.mockRestore();
});

test('an imported customer connects by identifiers and code, is signed in, and every digit of the ID is sent', async () => {
  const client = withSettings(connecting('customerId', 'subscriptionId', 'postcode'), {
    'account-connect/start': sent('account-connect'),
    'account-connect/verify': answers.session,
  });
  await present('sso-account-connect', client);
  await fill({
    'Customer number': '100200300',
    'Subscription number': '9007199254740993',
    Postcode: '10115',
    'E-mail address': email,
    Password: 'a pass phrase',
  });
  await button('Connect subscription').click();
  await labelled('Code').fill('123456');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('account-connect').map(({ path, body }) => [path, body])).toEqual([
    [
      'account-connect/start',
      {
        ...place,
        customerId: '100200300',
        subscriptionId: '9007199254740993',
        postcode: '10115',
        email,
        password: 'a pass phrase',
      },
    ],
    ['account-connect/verify', { ...place, flow, code: '123456' }],
  ]);
});

test('IDs that were copied from a letter are sent without blanks, as plain digits', async () => {
  const client = withSettings(ids, { 'account-connect/start': sent('account-connect') });
  await present('sso-account-connect', client);
  await fill({
    'Customer number': ' 100\u00a0200 300',
    'Subscription number': '９007 199 254 740 993\u200b',
    'E-mail address': email,
    Password: ' a b c d',
  });
  await button('Connect subscription').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('account-connect')[0]!.body).toMatchObject({
    customerId: '100200300',
    subscriptionId: '9007199254740993',
    password: ' a b c d',
  });
});

test('identifiers that do not match are one problem that marks no field, and all that was typed stays', async () => {
  const client = withSettings(ids, { 'account-connect/start': problem('identifiers-mismatch') });
  const element = await present('sso-account-connect', client);
  await fill({
    'Customer number': '100',
    'Subscription number': '7',
    'E-mail address': email,
    Password: 'a pass phrase',
  });
  await button('Connect subscription').click();
  await expect
    .element(alert)
    .toHaveTextContent(
      'We cannot find a subscription with these details. Compare them with your invoice or our letter.',
    );
  expect(focused()).toBe(alert.element());
  expect(element.shadowRoot!.querySelector('[aria-invalid]')).toBeNull();
  expect(inputs(element).map(({ value }) => value)).toEqual(['100', '7', email, 'a pass phrase']);
});

test.each(['start', 'verify'])(
  'a problem already-registered at %s offers sign-in, with the e-mail carried over',
  async (at) => {
    const taken = problem('already-registered');
    const client = withSettings(ids, {
      'account-connect/start': at === 'start' ? taken : sent('account-connect'),
      'account-connect/verify': taken,
    });
    const element = await present('sso-account-connect', client);
    await fill({
      'Customer number': '100',
      'Subscription number': '7',
      'E-mail address': email,
      Password: 'a pass phrase',
    });
    await button('Connect subscription').click();
    if (at === 'verify') {
      await labelled('Code').fill('123456');
      await button('Confirm').click();
    }
    await expect.element(alert).toHaveTextContent('This subscription is already connected.');
    await alert.getByRole('button', { name: 'Sign in' }).click();
    element.remove();
    await present('sso-auth', withSettings({}));
    await expect.element(labelled('E-mail address or user name')).toHaveValue(email);
  },
);

test('the terms do not speak of registering where a subscription is connected', async () => {
  const element = await present('sso-account-connect', withSettings({ ...ids, terms: ['Our terms.'] }));
  await expect.element(page.getByText('Our terms.')).toBeVisible();
  const notice = element.shadowRoot!.querySelector('[part=terms-notice]')!;
  expect(plain(notice)).toBe('By continuing, you accept our terms: Our terms.');
});

test.each([
  ['customerId', 'Customer number', 'Customer number was not accepted.'],
  ['subscriptionId', 'Subscription number', 'Subscription number was not accepted.'],
])('a %s that the gateway cannot read is named', async (name, label, text) => {
  const refused = problem('invalid-request', { fields: { [name]: 'invalid' } });
  await present('sso-account-connect', withSettings(ids, { 'account-connect/start': refused }));
  await fill({
    'Customer number': 'K-1',
    'Subscription number': 'S-1',
    'E-mail address': email,
    Password: 'a pass phrase',
  });
  await button('Connect subscription').click();
  await expect.element(labelled(label)).toHaveAccessibleDescription(text);
});
