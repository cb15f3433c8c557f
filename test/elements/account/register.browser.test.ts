import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  alert,
  answers,
  button,
  email,
  eventsOf,
  flow,
  focused,
  heading,
  later,
  problem,
  scripted,
} from '../../support/element.js';
import { accessible, byLink } from '../../support/accessible.js';
import {
  everything,
  fill,
  inputs,
  labelled,
  optInHash,
  optInText,
  place,
  plain,
  present,
  sent,
  termText,
  withSettings,
  elsewhere,
  waitingLink,
} from '../../support/account.js';
import type { Reply, SsoSuccessEvent } from '../../../src/entries/all.js';

const start = (reply: Parameters<typeof withSettings>[1]) => () => withSettings({}, reply);
const typed = { email, password: 'a pass phrase' };

accessible('sso-register', [
  { name: 'the form', client: () => withSettings(everything), shown: '[name=optIn]' },
  { name: 'the form with a mobile number', client: () => withSettings({ codeChannel: 'sms' }), shown: '[type=tel]' },
  { name: 'field errors', client: () => withSettings(everything), typed: {}, shown: '[part=error]' },
  {
    name: 'a call under way',
    client: start({ 'registration/start': later().promise }),
    typed,
    shown: '[aria-busy=true]',
  },
  {
    name: 'an e-mail that is taken',
    client: start({ 'registration/start': problem('email-taken') }),
    typed,
    shown: '[part=offers]',
  },
  {
    name: 'a consent that has changed',
    client: () => withSettings(everything, { 'registration/start': problem('opt-in-changed') }),
    typed: { ...typed, username: 'ada', firstName: 'Ada', lastName: 'Lovelace' },
    shown: '[role=alert]',
  },
  { name: 'the code', client: start({ 'registration/start': sent('registration') }), typed, shown: '[name=code]' },
  {
    name: 'another code by SMS',
    client: start({ 'registration/start': sent('registration', { channel: 'sms', resendAfter: 0, sent: 2 }) }),
    typed,
    shown: '[part=sent]',
  },
  {
    name: 'a link',
    client: () => withSettings({}, { flow: waitingLink('registration') }),
    before: byLink('registration'),
    shown: ':host(:state(confirm-link)) form',
  },
  {
    name: 'a link in another browser',
    client: () => withSettings({}, { flow: waitingLink('registration', elsewhere('registration')) }),
    before: byLink('registration'),
    shown: '[name=email]',
  },
  { name: 'settings that cannot be read', client: () => withSettings(problem('offline')), shown: '[part=notice]' },
  { name: 'done', client: start({ 'registration/start': answers.session }), typed, shown: ':host(:state(done)) h2' },
]);

test('a reader registers: the form, the code, signed in', async () => {
  const client = withSettings(everything, {
    'registration/start': sent('registration'),
    'registration/verify': answers.session,
  });
  const element = await present('sso-register', client, { source: 'newsletter', 'return-url': '#read' });
  const events = eventsOf(element);
  await expect.element(heading('Register')).toBeVisible();
  await fill({
    'E-mail address': email,
    Password: ' two words ',
    'User name': 'ada',
    'First name': 'Ada',
    'Last name': "O'Hara",
  });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(focused()).toBe(heading().element());
  await expect.element(page.getByText(`For ${email}`)).toBeVisible();
  await labelled('Code').fill('12 34-56');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  const more = { ...place, source: 'newsletter', returnUrl: '#read' };
  expect(client.to('registration').map(({ path, body }) => [path, body])).toEqual([
    [
      'registration/start',
      {
        ...more,
        email,
        password: ' two words ',
        username: 'ada',
        firstName: 'Ada',
        lastName: "O'Hara",
        optIn: false,
        optInHash,
      },
    ],
    ['registration/verify', { ...more, flow, code: '12 34-56' }],
  ]);
  expect(events.map(({ type }) => type).slice(-5)).toEqual([
    'sso-submit',
    'sso-step',
    'sso-submit',
    'sso-step',
    'sso-success',
  ]);
  expect((events.at(-1) as SsoSuccessEvent).process).toBe('registration');
  expect(inputs(element)).toHaveLength(0);
});

test('until the settings are loaded no field is shown, and the text asks to wait', async () => {
  const { promise, answer } = later();
  const element = await present('sso-register', withSettings(promise));
  await expect.element(page.getByRole('status')).toHaveTextContent('Please wait…');
  expect(inputs(element)).toHaveLength(0);
  answer({});
  await expect.element(labelled('E-mail address')).toBeVisible();
});

test('settings that cannot be read are a notice, and one button asks for them again', async () => {
  const client = withSettings({}, { settings: [problem('timeout'), {}] });
  await present('sso-register', client);
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  await button('Try again').click();
  await expect.element(labelled('E-mail address')).toBeVisible();
});

test('the opt-in is unticked, in a box of its own, and never required', async () => {
  const element = await present('sso-register', withSettings(everything));
  const box = page.getByRole('checkbox');
  await expect.element(box).not.toBeChecked();
  const input = box.element() as HTMLInputElement;
  expect(input.required).toBe(false);
  expect(plain(element.shadowRoot!.querySelector(`label[for=${input.id}]`))).toBe(optInText);
  expect(element.shadowRoot!.querySelectorAll('[type=checkbox]')).toHaveLength(1);
});

test.each([true, false])(
  'the choice of the opt-in, %s, is posted with the hash of the wording beside the box',
  async (ticked) => {
    const client = withSettings({ optIn: everything.optIn }, { 'registration/start': sent('registration') });
    await present('sso-register', client);
    await fill({ 'E-mail address': email, Password: 'a pass phrase' });
    if (ticked) await page.getByRole('checkbox').click();
    await button('Register').click();
    await expect.element(heading('Enter the code')).toBeVisible();
    expect(client.to('registration')[0]!.body).toEqual({
      ...place,
      email,
      password: 'a pass phrase',
      optIn: ticked,
      optInHash,
    });
  },
);

test('nothing that the page does beforehand ticks the box', async () => {
  const { promise, answer } = later();
  const element = await present('sso-register', withSettings(promise), { 'opt-in': '', optin: 'true', checked: '' });
  answer(everything as object);
  await expect.element(page.getByRole('checkbox')).not.toBeChecked();
  expect(element.shadowRoot!.querySelector('input[checked]')).toBeNull();
});

test('the terms are a sentence by the submit button, without a box', async () => {
  const element = await present('sso-register', withSettings({ terms: everything.terms }));
  await expect.element(labelled('E-mail address')).toBeVisible();
  const notice = element.shadowRoot!.querySelector('[part=terms-notice]')!;
  expect(plain(notice)).toBe(`By continuing, you accept our terms: ${termText}`);
  expect(notice.nextElementSibling).toBe(button('Register').element());
  expect(element.shadowRoot!.querySelector('[type=checkbox]')).toBeNull();
});

test('the terms link to their full text in another tab', async () => {
  const terms = [{ tag: 'p', children: [{ tag: 'a', href: 'https://publisher.test/terms', children: ['Terms'] }] }];
  await present('sso-register', withSettings({ terms }));
  const link = page.getByRole('link', { name: 'Terms', exact: true });
  await expect.element(link).toHaveAttribute('href', 'https://publisher.test/terms');
  await expect.element(link).toHaveAttribute('target', '_blank');
});

test.each([
  ['an empty form', {}, 'E-mail address', 'E-mail address is missing.'],
  [
    'what is no address',
    { 'E-mail address': 'reader', Password: 'a pass phrase' },
    'E-mail address',
    'Enter a complete e-mail address, such as name@example.com.',
  ],
  [
    '101 characters',
    { 'E-mail address': email, Password: 'p'.repeat(101) },
    'Password',
    'At least 8 characters. At most 100 characters.',
  ],
] as [string, Record<string, string>, string, string][])(
  'with %s the field shows what is wrong, and nothing is sent',
  async (_what, values, label, text) => {
    const client = withSettings({});
    const element = await present('sso-register', client);
    await expect.element(labelled('E-mail address')).toBeVisible();
    await fill(values);
    await button('Register').click();
    await expect.poll(() => focused()).toBe(labelled(label).element());
    await expect.element(labelled(label)).toHaveAccessibleDescription(text);
    expect(client.to('registration')).toHaveLength(0);
    expect(element.shadowRoot!.querySelector('[role=alert]')).toBeNull();
  },
);

test('a field whose text is taken says what to do, and the alert why', async () => {
  const taken = problem('email-taken', { fields: { email: 'taken', username: 'taken' } });
  await present('sso-register', withSettings({ forceUsername: true }, { 'registration/start': taken }));
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'User name': 'ada' });
  await button('Register').click();
  await expect
    .element(labelled('E-mail address'))
    .toHaveAccessibleDescription('Enter a different e-mail address or sign in.');
  expect(focused()).toBe(labelled('E-mail address').element());
  await expect.element(labelled('User name')).toHaveAccessibleDescription('Choose a different user name.');
});

test('an e-mail that is taken offers sign-in and a new password, and carries the e-mail over', async () => {
  const client = withSettings({}, { 'registration/start': problem('email-taken', { fields: { email: 'taken' } }) });
  const element = await present('sso-register', client, { 'login-url': '#login', 'password-url': '#password' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.element(alert).toHaveTextContent('There is already an account with this e-mail address.');
  await expect.element(alert.getByRole('link', { name: 'Forgot your password?' })).toHaveAttribute('href', '#password');
  await alert.getByRole('link', { name: 'Sign in' }).click();
  expect(location.href).not.toContain(encodeURIComponent(email));
  element.remove();
  const login = await present('sso-auth', withSettings({}));
  await expect.element(labelled('E-mail address or user name')).toHaveValue(email);
  login.remove();
  await present('sso-register', withSettings({}));
  await expect.element(labelled('E-mail address')).toHaveValue('');
});

test('a field that the gateway found at fault is no longer in error once it is changed, and can be in error again', async () => {
  const taken = problem('username-taken', { fields: { username: 'taken' } });
  const client = withSettings({ forceUsername: true }, { 'registration/start': taken });
  await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'User name': 'ada' });
  await button('Register').click();
  const name = labelled('User name');
  await expect.element(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('ada2');
  await labelled('E-mail address').click();
  await expect.element(name).not.toHaveAttribute('aria-invalid');
  await button('Register').click();
  await expect.element(name).toHaveAttribute('aria-invalid', 'true');
});

test('a form that is older than the settings asks what they ask now, and keeps what was typed', async () => {
  const older = { names: { registration: 'none', login: 'none' } };
  const newer = { names: { registration: 'required', login: 'none' } };
  const client = scripted({
    settings: [older, newer] as Reply[],
    'registration/start': [problem('invalid-request', { fields: { firstName: 'missing' } }), sent('registration')],
  });
  await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.element(labelled('First name')).toHaveAccessibleDescription('First name is missing.');
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  await expect.element(labelled('Password')).toHaveValue('a pass phrase');
  await fill({ 'First name': 'Ada', 'Last name': 'Byron' });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  // The second time past the caches on the way.
  expect(client.to('settings').map(({ path }) => path)).toEqual([
    'settings?language=en',
    expect.stringMatching(/^settings\?language=en&not=/),
  ]);
});
