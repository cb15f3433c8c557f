import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { answers, button, email, flow, focused, heading, scripted, show, signIn } from '../support/element.js';
import type { Reply } from '../../src/entries/login.js';

const place = { language: 'en', page: `${location.origin}${location.pathname}` };
const fill = async (fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByLabelText(label, { exact: true }).fill(text);
};

/** Answer to the first submit → heading, what is typed, button → call and the whole body that it carries. */
const steps: [keyof typeof answers, string, Record<string, string>, string, string, object][] = [
  ['two-factor', 'Confirm it is you', { Code: '123 456' }, 'Continue', 'login/two-factor', { code: '123 456' }],
  [
    'add-two-factor',
    'Set up two-factor sign-in',
    { Code: '123456' },
    'Continue',
    'login/two-factor',
    { code: '123456' },
  ],
  [
    'reset-password',
    'Choose a new password',
    { 'New password': ' new pass phrase ' },
    'Save password and sign in',
    'login/reset-password',
    { password: ' new pass phrase ' },
  ],
  [
    'additional-data',
    'We need a few more details',
    { 'First name': 'Ada', 'Last name': 'Lovelace', 'User name': 'ada' },
    'Accept and continue',
    'login/additional-data',
    { salutation: 'none', firstName: 'Ada', lastName: 'Lovelace', username: 'ada' },
  ],
  ['optional-names', 'We need a few more details', {}, 'Continue', 'login/additional-data', {}],
  [
    'optional-names',
    'We need a few more details',
    { 'Last name (optional)': 'L' },
    'Continue',
    'login/additional-data',
    { lastName: 'L' },
  ],
  ['terms', 'Our terms have changed', {}, 'Accept and continue', 'login/additional-data', {}],
  [
    'session-limit',
    'You are signed in on too many devices',
    {},
    'Sign out everywhere else and sign in here',
    'login/end-sessions',
    {},
  ],
];

test.each(steps)(
  '%s, headed "%s", with %o posts exactly its own data',
  async (name, title, typed, label, call, body) => {
    const client = scripted({ 'login/start': answers[name] as Reply, [call]: answers.session });
    await show(client, { source: 'newsletter', 'return-url': '/article' });
    await signIn();
    await expect.element(heading(title)).toBeVisible();
    expect(focused()).toBe(heading(title).element());
    await expect.element(page.getByText(`For ${email}`)).toBeVisible();
    await fill(typed);
    await button(label).click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(focused()).toBe(heading().element());
    const more = { source: 'newsletter', returnUrl: '/article' };
    expect(client.to('login').map(({ method, path, body: sent }) => [method, path, sent])).toEqual([
      ['POST', 'login/start', { ...place, ...more, identifier: email, password: 'a long pass phrase' }],
      ['POST', call, { ...place, ...more, flow, ...body }],
    ]);
  },
);

test('without source and return address none is sent', async () => {
  const client = scripted({ 'login/start': answers.session });
  await show(client);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login')[0]!.body).toEqual({ ...place, identifier: email, password: 'a long pass phrase' });
});

test('a step of several answers goes on through all of them', async () => {
  const client = scripted({
    'login/start': answers['two-factor'],
    'login/two-factor': answers['reset-password'],
    'login/reset-password': answers.terms,
    'login/additional-data': answers['session-limit'],
    'login/end-sessions': answers.session,
  });
  await show(client);
  await signIn();
  await fill({ Code: '123456' });
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByLabelText('New password')).toHaveValue('');
  await fill({ 'New password': 'the next phrase' });
  await userEvent.keyboard('{Enter}');
  await button('Accept and continue').click();
  await button('Sign out everywhere else and sign in here').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ path }) => path)).toEqual([
    'login/start',
    'login/two-factor',
    'login/reset-password',
    'login/additional-data',
    'login/end-sessions',
  ]);
});

test('the salutation is chosen among exactly those asked', async () => {
  const client = scripted({ 'login/start': answers['additional-data'], 'login/additional-data': answers.session });
  await show(client);
  await signIn();
  const select = page.getByLabelText('Title');
  await expect.element(select).toHaveValue('none');
  expect([...(select.element() as HTMLSelectElement).options].map(({ text }) => text)).toEqual([
    'Prefer not to say',
    'Ms',
    'Mx',
  ]);
  await select.selectOptions('Mx');
  await fill({ 'First name': 'A', 'Last name': 'B', 'User name': 'c' });
  await button('Accept and continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/additional-data')[0]!.body).toMatchObject({ salutation: 'diverse' });
});

test('a salutation that nobody chose is not sent where "Prefer not to say" is not offered', async () => {
  const step = {
    kind: 'step',
    process: 'login',
    flow,
    step: 'additional-data',
    asks: { names: 'optional', salutations: ['mr', 'mrs'] },
  };
  const client = scripted({ 'login/start': step as Reply, 'login/additional-data': answers.session });
  await show(client);
  await signIn();
  await expect.element(page.getByLabelText('Title')).toHaveValue('');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/additional-data')[0]!.body).not.toHaveProperty('salutation');
});

test('without salutations none is asked', async () => {
  await show(scripted({ 'login/start': answers['optional-names'] }));
  await signIn();
  await expect.element(page.getByLabelText('First name')).toBeVisible();
  expect(page.getByLabelText('Title').elements()).toHaveLength(0);
});

test('first set-up shows the picture, the key to type in groups of four, and a link for this device', async () => {
  await show(scripted({ 'login/start': answers['add-two-factor'] }));
  await signIn();
  await expect.element(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await expect.element(page.getByText('JBSW Y3DP EHPK 3PXP')).toBeVisible();
  const link = page.getByRole('link', { name: 'Open in your authenticator app' });
  expect(link.element().getAttribute('href')).toBe('otpauth://totp/reader?secret=JBSWY3DPEHPK3PXP');
});

test('where the picture could not be read it stands alone', async () => {
  const step = {
    kind: 'step',
    process: 'login',
    flow,
    step: 'add-two-factor',
    asks: { image: 'data:image/png;base64,' },
  };
  const element = await show(scripted({ 'login/start': step as Reply }));
  await signIn();
  await expect.element(page.getByLabelText('Code')).toBeVisible();
  expect(element.shadowRoot!.querySelectorAll('img')).toHaveLength(1);
  expect(element.shadowRoot!.querySelectorAll('code,a')).toHaveLength(0);
});

test('a change of e-mail is explained, with the contact where there is one', async () => {
  await show(scripted({ 'login/start': answers['change-email'] }));
  await signIn();
  await expect.element(heading('Your account needs a new e-mail address')).toBeVisible();
  expect(focused()).toBe(heading().element());
  expect(page.getByRole('link', { name: 'Contact us' }).element().getAttribute('href')).toBe(
    'mailto:help@publisher.test',
  );
});

test('a change of e-mail has a button back where there is no contact', async () => {
  const step = { kind: 'step', process: 'login', flow, step: 'change-email', asks: {} };
  const client = scripted({ 'login/start': step as Reply, 'DELETE flow': { kind: 'done' } });
  await show(client);
  await signIn();
  await expect.element(heading('Your account needs a new e-mail address')).toBeVisible();
  expect(page.getByRole('link').elements()).toHaveLength(0);
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a step that asks for nothing can be submitted, and accepts nothing', async () => {
  const nothing = { ...(answers.terms as object), asks: {} } as Reply;
  const client = scripted({ 'login/start': nothing, 'login/additional-data': answers.session });
  await show(client);
  await signIn();
  await expect.element(heading('Continue')).toBeVisible();
  expect(page.getByText(/accept|terms/i).elements()).toEqual([]);
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(Object.keys(client.to('login/additional-data')[0]!.body!).sort()).toEqual(['flow', 'language', 'page']);
});
