import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, email, flow, focused, heading, identifier, problem } from '../../support/element.js';
import { accessible, byLink } from '../../support/accessible.js';
import {
  connecting,
  inputs,
  labelled,
  place,
  plain,
  present,
  sent,
  stepOf,
  withSettings,
  elsewhere,
  waitingLink,
} from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';

const process = 'password-forgotten';
const reset = stepOf(process, 'reset-password');
const twoFactor = stepOf(process, 'two-factor');
const start = (reply: Reply) => () => withSettings({}, { [`${process}/start`]: reply });
const typed = { identifier: email };

accessible('sso-password-forgotten', [
  { name: 'the form', client: () => withSettings({}), shown: '[name=identifier]' },
  { name: 'field errors', client: () => withSettings({}), typed: {}, shown: '[part=error]' },
  { name: 'an unknown account', client: start(problem('unknown-account')), typed, shown: '[role=alert]' },
  { name: 'the code', client: start(sent(process)), typed, shown: '[name=code]' },
  { name: 'two-factor', client: start(twoFactor), typed, shown: ':host(:state(two-factor)) form' },
  { name: 'the new password', client: start(reset), typed, shown: '[autocomplete=new-password]' },
  { name: 'the session limit', client: start(answers['session-limit']), typed, shown: '[part~=end]' },
  {
    name: 'a link',
    client: () => withSettings({}, { flow: waitingLink('password-forgotten') }),
    before: byLink('password-forgotten'),
    shown: ':host(:state(confirm-link)) form',
  },
  {
    name: 'a link in another browser',
    client: () => withSettings({}, { flow: waitingLink('password-forgotten', elsewhere('password-forgotten')) }),
    before: byLink('password-forgotten'),
    shown: '[name=email]',
  },
]);

test.each([
  [
    'email',
    'We will send a code to the e-mail address of your account.',
    'We sent you a code by e-mail. Enter it here.',
  ],
  [
    'sms',
    'We will send a code to the mobile number of your account.',
    'We sent a code by text message to the mobile number of your account. Enter it here.',
  ],
])('by %s the text names where the code was sent', async (channel, before, after) => {
  await present(
    'sso-password-forgotten',
    withSettings({ codeChannel: channel }, { [`${process}/start`]: sent(process, { channel }) }),
  );
  await expect.element(page.getByText(before, { exact: true })).toBeVisible();
  await identifier.fill(email);
  await button('Send code').click();
  await expect.element(page.getByText(after, { exact: true })).toBeVisible();
});

/** A reader who asked for a code. */
async function asking(script: Parameters<typeof withSettings>[1] = {}, name = email) {
  const client = withSettings(connecting('customerId'), {
    [`${process}/start`]: sent(process, { resendAfter: 0 }),
    'DELETE flow': { kind: 'done' },
    ...script,
  });
  const element = await present('sso-password-forgotten', client);
  await identifier.fill(name);
  await button('Send code').click();
  return { client, element };
}
const confirm = async (code = '123456') => {
  await labelled('Code').fill(code);
  await button('Confirm').click();
};

test.each([email, 'ada'])('%s gets a code, a second factor and a new password, and is signed in', async (name) => {
  const { client, element } = await asking(
    {
      [`${process}/verify`]: twoFactor,
      [`${process}/two-factor`]: reset,
      [`${process}/reset-password`]: answers.session,
    },
    name,
  );
  await confirm('12 34 56');
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await labelled('Code').fill('654321');
  await button('Continue').click();
  await expect.element(heading('Choose a new password')).toBeVisible();
  await expect.element(page.getByText('You will be signed in with it straight away.')).toBeVisible();
  expect(focused()).toBe(heading().element());
  const [password, ...others] = inputs(element);
  expect(others).toEqual([]);
  expect([password!.name, password!.autocomplete, password!.type]).toEqual(['password', 'new-password', 'password']);
  const username = element.shadowRoot!.querySelector<HTMLInputElement>('[autocomplete=username]')!;
  expect([username.value, username.readOnly, username.tabIndex, username.ariaHidden]).toEqual([name, true, -1, 'true']);
  await labelled('New password').fill(' next one ');
  await button('Save password and sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(process).map(({ path, body }) => [path, body])).toEqual([
    [`${process}/start`, { ...place, identifier: name }],
    [`${process}/verify`, { ...place, flow, code: '12 34 56' }],
    [`${process}/two-factor`, { ...place, flow, code: '654321' }],
    [`${process}/reset-password`, { ...place, flow, password: ' next one ' }],
  ]);
});

test('further steps of a login follow the new password', async () => {
  const { client } = await asking({
    [`${process}/verify`]: reset,
    [`${process}/reset-password`]: stepOf(process, 'additional-data', { username: true }),
    [`${process}/additional-data`]: { ...answers['session-limit'], process } as object as Reply,
    [`${process}/end-sessions`]: answers.session,
  });
  await confirm();
  await labelled('New password').fill('next one');
  await button('Save password and sign in').click();
  await labelled('User name').fill('ada');
  await button('Continue').click();
  await button('Sign out everywhere else and sign in here').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(process).map(({ path }) => path.split('/')[1])).toEqual([
    'start',
    'verify',
    'reset-password',
    'additional-data',
    'end-sessions',
  ]);
});

test('a second factor that has to be set up is taken before the new password', async () => {
  const { client } = await asking({
    [`${process}/verify`]: { ...answers['add-two-factor'], process } as object as Reply,
    [`${process}/two-factor`]: reset,
  });
  await confirm();
  await expect.element(heading('Set up two-factor sign-in')).toBeVisible();
  await labelled('Code').fill('654321');
  await button('Continue').click();
  await expect.element(heading('Choose a new password')).toBeVisible();
  expect(client.to(`${process}/two-factor`).map(({ body }) => body)).toEqual([{ ...place, flow, code: '654321' }]);
});

test('another code is sent for the same flow', async () => {
  const { client } = await asking({ [`${process}/resend`]: sent(process, { sent: 2 }) });
  await button('Send a new code').click();
  await expect.element(page.getByRole('status')).toHaveTextContent('Codes sent: 2');
  expect(client.to(`${process}/resend`).map(({ body }) => body)).toEqual([{ ...place, flow }]);
});

test('starting again gives the flow up and keeps the name', async () => {
  const { client } = await asking();
  await button('Start again').click();
  await expect.element(heading('Forgot your password?')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  expect(client.calls.at(-1)).toMatchObject({ method: 'DELETE', path: `flow?flow=${flow}` });
});

const at: Record<string, () => Promise<unknown>> = {
  start: async () => undefined,
  verify: () => confirm(),
  'two-factor': async () => {
    await labelled('Code').fill('654321');
    await button('Continue').click();
  },
  'reset-password': async () => {
    await labelled('New password').fill('next one');
    await button('Save password and sign in').click();
  },
};
const shown: Record<string, Reply> = { 'two-factor': twoFactor, 'reset-password': reset };
const form = 'Forgot your password?';

/** Step, problem → its text, and the heading of the screen that the reader is at then. */
const problems: [string, string, string, string][] = [
  ['start', 'unknown-account', 'We cannot find an account with this e-mail address or user name. Register', form],
  ['start', 'account-inactive', 'This account is not active yet. Please contact us.', form],
  ['start', 'account-deactivated', 'This account has been deactivated. Please contact us.', form],
  ['start', 'sms-unavailable', 'We cannot send codes by text message at the moment. Please contact us.', form],
  ['start', 'rate-limited', 'Too many attempts. You can try again in 60 s.', form],
  ['start', 'offline', 'No connection. Your entries are still here.', form],
  ['start', 'upstream-timeout', 'This is taking too long. Your entries are still here.', form],
  ['verify', 'wrong-code', 'This code is not correct. Check it or request a new one.', 'Enter the code'],
  ['verify', 'account-blocked', 'This account is blocked. Please contact us.', 'Enter the code'],
  ['verify', 'reset-finished', 'Your password has already been changed. Sign in with the new one. Sign in', form],
  ['verify', 'flow-used', 'You have already completed this step. Start again.', form],
  ['verify', 'flow-expired', 'The time for this step is up. Start again.', form],
  ['verify', 'flow-exhausted', 'Too many wrong codes. Start again.', form],
  ['verify', 'flow-unknown', 'We cannot continue from here. Start again.', form],
  ['two-factor', 'wrong-code', 'This code is not correct. Check it or wait for the next one.', 'Confirm it is you'],
  ['two-factor', 'flow-expired', 'The time for this step is up. Start again.', form],
  ['reset-password', 'flow-used', 'You have already completed this step. Start again.', form],
  [
    'reset-password',
    'reset-finished',
    'Your password has already been changed. Sign in with the new one. Sign in',
    form,
  ],
  ['reset-password', 'account-blocked', 'This account is blocked. Please contact us.', 'Choose a new password'],
  ['reset-password', 'flow-order', 'We cannot continue from here. Start again.', form],
  [
    'reset-password',
    'data-missing',
    'Some details are missing or not correct. Check your entries.',
    'Choose a new password',
  ],
];

test.each(problems)('at %s, %s shows "%s" at "%s"', async (step, code, text, title) => {
  const failed = problem(code, { retryAfter: 60 });
  await asking({
    ...(shown[step] && { [`${process}/start`]: shown[step] }),
    [`${process}/${step}`]: failed,
  });
  await at[step]!();
  await expect.element(alert).toBeVisible();
  await expect.poll(() => plain(alert.element().querySelector('[part=problem-text]'))).toBe(text);
  await expect.element(heading(title)).toBeVisible();
  expect(focused()).toBe(alert.element());
  if (title === form) await expect.element(identifier).toHaveValue(email);
});

test.each(['verify', 'reset-password'])(
  'after a reset that was finished already, %s offers to sign in, with the name carried over',
  async (step) => {
    const { element } = await asking({
      ...(shown[step] && { [`${process}/start`]: shown[step] }),
      [`${process}/${step}`]: problem('reset-finished'),
    });
    await at[step]!();
    await expect.element(alert).toBeVisible();
    await alert.getByRole('button', { name: 'Sign in', exact: true }).click();
    element.remove();
    await present('sso-auth', withSettings({}));
    await expect.element(heading('Sign in')).toBeVisible();
    await expect.element(identifier).toHaveValue(email);
  },
);

test('after another code was sent, the text for a wrong one says that only the newest works', async () => {
  await asking({
    [`${process}/resend`]: sent(process, { sent: 2 }),
    [`${process}/verify`]: problem('wrong-code'),
  });
  await button('Send a new code').click();
  await expect.element(page.getByText('Codes sent: 2')).toBeVisible();
  await confirm();
  await expect.element(alert).toHaveTextContent('This code is not correct. Only the newest one works.');
});

test('a blocked account offers the contact, and no password reset', async () => {
  const blocked = { [`${process}/verify`]: problem('account-blocked') };
  const contact = { contact: 'https://publisher.test/help' };
  const client = withSettings(contact, { [`${process}/start`]: sent(process), ...blocked });
  await present('sso-password-forgotten', client);
  await identifier.fill(email);
  await button('Send code').click();
  await confirm();
  await expect.element(alert).toHaveTextContent('This account is blocked. Please contact us. Contact us');
  await expect.element(alert.getByRole('link')).toHaveAttribute('href', contact.contact);
  expect(alert.getByRole('button').elements()).toEqual([]);
});
