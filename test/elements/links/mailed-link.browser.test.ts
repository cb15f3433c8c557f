import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, email, focused, heading, mark, problem } from '../../support/element.js';
import { fill, inputs, labelled, place, present, sent, visit, withSettings } from '../../support/account.js';
import type { Tag } from '../../support/account.js';

const link = '?token=step-token&verificationToken=123456&sso_seal=a.seal';
const brought = { token: 'step-token', code: '123456', seal: 'a.seal' };
const cases: [Tag, string][] = [
  ['sso-register', 'registration'],
  ['sso-password-forgotten', 'password-forgotten'],
];
/** Process → what one press does, and what is asked of a reader who opened the link elsewhere: text, label, token. */
const says: Record<string, { press: string; asks: string; label: string; autocomplete: string; mismatch: string }> = {
  registration: {
    press: 'One click confirms your e-mail address.',
    asks: 'You opened this link on another device. Enter the e-mail address it was sent to.',
    label: 'E-mail address',
    autocomplete: 'email',
    mismatch: 'This link was sent to another e-mail address.',
  },
  'password-forgotten': {
    press: 'One click, then choose a new password.',
    asks: 'You opened this link on another device. Enter the e-mail address or user name you used to request it.',
    label: 'E-mail address or user name',
    autocomplete: 'username',
    mismatch: 'This link was requested with another e-mail address or user name.',
  },
};

test.each(cases)(
  '<%s> takes what a link brought out of the address at once, and posts nothing on load',
  async (tag) => {
    visit(link);
    mark();
    const client = withSettings({});
    const element = await present(tag, client);
    expect(location.search).toBe('');
    await expect.element(heading('Confirm it is you')).toBeVisible();
    expect(client.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(element.shadowRoot!.innerHTML).not.toMatch(/step-token|123456|a\.seal/);
  },
);

test.each([...cases, ['sso-auth', 'registration'], ['sso-account-connect', 'registration']] as const)(
  '<%s> has cleared the address of the link when it comes into the page: no request of the page says where it came from',
  async (tag, process) => {
    visit(linkFor(process));
    mark();
    const client = withSettings(connectable);
    const from: string[] = [];
    const shown = present(tag, (...call) => {
      from.push(location.search);
      return client(...call);
    });
    expect(location.search).not.toMatch(/token|seal/i);
    await shown;
    await expect.element(heading()).toBeVisible();
    expect([from.length > 0, from.filter((search) => /token|seal/i.test(search))]).toEqual([true, []]);
  },
);

test.each(cases)('<%s> asks for one press, which spends the code', async (tag, process) => {
  visit(link);
  mark();
  const client = withSettings({}, { [`${process}/verify-link`]: answers.session });
  const element = await present(tag, client);
  await expect.element(page.getByText(says[process]!.press, { exact: true })).toBeVisible();
  expect(inputs(element)).toHaveLength(0);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(process).map(({ path, body }) => [path, body])).toEqual([
    [`${process}/verify-link`, { ...place, ...brought }],
  ]);
});

test.each(cases)('without the marker cookie <%s> asks first whom the link is for', async (tag, process) => {
  visit(link);
  const client = withSettings({}, { [`${process}/verify-link`]: answers.session });
  const element = await present(tag, client);
  const { asks, label, autocomplete } = says[process]!;
  await expect.element(page.getByText(asks, { exact: true })).toBeVisible();
  expect(inputs(element).map((input) => [input.name, input.autocomplete])).toEqual([['email', autocomplete]]);
  await button('Confirm').click();
  await expect.poll(() => focused()).toBe(labelled(label).element());
  await labelled(label).fill(email);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(process).map(({ body }) => body)).toEqual([{ ...place, ...brought, email }]);
});

test('where the gateway does not know this browser the e-mail is asked for then', async () => {
  visit(link);
  mark();
  const client = withSettings({}, { 'registration/verify-link': [problem('email-needed'), answers.session] });
  await present('sso-register', client);
  await button('Confirm').click();
  await expect.element(labelled('E-mail address')).toBeVisible();
  expect(alert.elements()).toHaveLength(0);
  expect(focused()).toBe(heading().element());
  await labelled('E-mail address').fill(email);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration').map(({ body }) => body!['email'])).toEqual([undefined, email]);
});

test.each(cases)(
  'in <%s> another name than the one that the link is for shows a problem, and can be corrected',
  async (tag, process) => {
    visit(link);
    const refused = problem('email-mismatch');
    const client = withSettings({}, { [`${process}/verify-link`]: [refused, answers.session] });
    await present(tag, client);
    const { label, mismatch } = says[process]!;
    await labelled(label).fill('other@publisher.test');
    await button('Confirm').click();
    await expect.element(alert).toHaveTextContent(mismatch);
    expect(focused()).toBe(alert.element());
    await expect.element(labelled(label)).toHaveValue('other@publisher.test');
    await labelled(label).fill(email);
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  },
);

test.each([
  ['sso-register', 'registration', 'link-invalid', 'This link is no longer valid. Start again.', 'Register'],
  [
    'sso-register',
    'registration',
    'link-used',
    'This link has already been used or replaced by a newer one. Sign in or start again. Sign in',
    'Register',
  ],
  // Nobody typed its code: a gateway that says this means the link.
  ['sso-register', 'registration', 'wrong-code', 'This link is no longer valid. Start again.', 'Confirm it is you'],
  [
    'sso-password-forgotten',
    'password-forgotten',
    'reset-finished',
    'Your password has already been changed. Sign in with the new one. Sign in',
    'Forgot your password?',
  ],
  ['sso-register', 'registration', 'flow-expired', 'The time for this step is up. Start again.', 'Register'],
  ['sso-register', 'registration', 'flow-unknown', 'We cannot continue from here. Start again.', 'Register'],
  [
    'sso-password-forgotten',
    'password-forgotten',
    'link-invalid',
    'This link is no longer valid. Start again.',
    'Forgot your password?',
  ],
] as [Tag, string, string, string, string][])(
  'in <%s> a link of %s that is answered with %s says so, and leads to a new start',
  async (tag, process, code, text, title) => {
    visit(link);
    mark();
    await present(tag, withSettings({}, { [`${process}/verify-link`]: problem(code) }));
    await button('Confirm').click();
    await expect.element(alert).toHaveTextContent(text);
    await expect.element(heading(title)).toBeVisible();
  },
);

test('the names of the two parameters are those of the settings', async () => {
  visit('?step=step-token&secret=123456&sso_seal=a.seal');
  mark();
  const client = withSettings(
    { linkParameters: { token: 'step', code: 'secret' } },
    { 'registration/verify-link': answers.session },
  );
  await present('sso-register', client);
  expect(location.search).toBe('');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration')[0]!.body).toEqual({ ...place, ...brought });
});

test("what the page's own address has in its query stays", async () => {
  visit('?edition=berlin&token=step-token&verificationToken=123456&sso_seal=a.seal');
  await present('sso-register', withSettings({}), { 'verification-url': '?edition=berlin' });
  expect(location.search).toBe('?edition=berlin');
});

test('a query without a seal is none of ours', async () => {
  visit('?token=of-the-page');
  await present('sso-register', withSettings({}));
  await expect.element(heading('Register')).toBeVisible();
  expect(location.search).toBe('?token=of-the-page');
});

const connectable = { accountConnect: { enabled: true, identifiers: ['customerId'] } };
/** A link that says which process it is for, as the gateway's do. */
const linkFor = (process: string) =>
  `?token=step-token&verificationToken=123456&sso_seal=${process === 'registration' ? 'r' : 'p'}-a.seal`;
const named = (process: string) => ({ ...brought, seal: `${process === 'registration' ? 'r' : 'p'}-a.seal` });

test('account connect, which has no links, leaves an address alone that names no process', async () => {
  visit(link);
  await present('sso-account-connect', withSettings(connectable));
  await expect.element(heading('Connect your subscription')).toBeVisible();
  expect(location.search).toBe(link);
});

test('<sso-auth> clears an address that names no process, though its sign-in has no links', async () => {
  visit(link);
  await present('sso-auth', withSettings({}));
  await expect.element(heading('Sign in')).toBeVisible();
  expect(location.search).toBe('?sso=login');
});

const links = [
  ['register', 'registration'],
  ['password-forgotten', 'password-forgotten'],
] as const;
const landings = ['', '&sso=login', '&sso=register', '&sso=account-connect', '&sso=password-forgotten', '&sso=x'];

test.each(links.flatMap(([view, process]) => landings.map((landing) => [process, landing, view] as const)))(
  'a link for %s that lands on <sso-auth> with "%s" leaves the address at once, and is what the element shows',
  async (process, landing, view) => {
    visit(linkFor(process) + landing);
    mark();
    const client = withSettings(connectable, { [`${process}/verify-link`]: answers.session });
    const element = await present('sso-auth', client);
    expect([location.search, element.view]).toEqual([`?sso=${view}`, view]);
    await expect.element(page.getByText(says[process]!.press, { exact: true })).toBeVisible();
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to(process).map(({ path, body }) => [path, body])).toEqual([
      [`${process}/verify-link`, { ...place, ...named(process) }],
    ]);
  },
);

const pairs: [Tag, Tag, string][] = [
  ['sso-register', 'sso-password-forgotten', 'password-forgotten'],
  ['sso-register', 'sso-password-forgotten', 'registration'],
  ['sso-password-forgotten', 'sso-register', 'registration'],
  ['sso-password-forgotten', 'sso-register', 'password-forgotten'],
  ['sso-account-connect', 'sso-register', 'registration'],
];

test.each(pairs)('of <%s> and <%s> on a page the one takes the link that it is for: %s', async (one, two, process) => {
  visit(linkFor(process));
  mark();
  const clients = [one, two].map(() => withSettings(connectable, { [`${process}/verify-link`]: answers.session }));
  for (const [n, tag] of [one, two].entries()) {
    void present(tag, clients[n]);
    expect(location.search).toBe('');
  }
  await expect.poll(() => button('Confirm').elements().length).toBe(1);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  const right =
    { 'sso-register': 'registration' }[one as string] ?? (one === 'sso-password-forgotten' ? one.slice(4) : '');
  expect(clients.map((client) => client.to(process).length)).toEqual(right === process ? [1, 0] : [0, 1]);
});

test('a link whose element comes to the page later is kept for it, out of the address', async () => {
  visit(linkFor('registration'));
  mark();
  await present('sso-account-connect', withSettings(connectable));
  await expect.element(heading('Connect your subscription')).toBeVisible();
  expect(location.search).toBe('');
  const client = withSettings({}, { 'registration/verify-link': answers.session });
  await present('sso-register', client);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration')[0]!.body).toEqual({ ...place, ...named('registration') });
});

test('a link of another process whose element is not there leaves the address, and pressing the button shows that it is invalid', async () => {
  visit(linkFor('password-forgotten'));
  mark();
  const client = withSettings({}, { 'registration/verify-link': problem('link-invalid') });
  await present('sso-register', client);
  expect(location.search).toBe('');
  await button('Confirm').click();
  await expect.element(alert).toHaveTextContent('This link is no longer valid. Start again.');
  await expect.element(heading('Register')).toBeVisible();
});

test.each([
  ['sso-register', 'registration', { 'E-mail address': email, Password: 'x' }, 'Register'],
  ['sso-password-forgotten', 'password-forgotten', { 'E-mail address or user name': email }, 'Send code'],
] as [Tag, string, Record<string, string>, string][])(
  '<%s> posts the address that the link is to lead to, whole',
  async (tag, process, values, submit) => {
    const client = withSettings({}, { [`${process}/start`]: sent(process as 'registration') });
    await present(tag, client, { 'verification-url': '/account?edition=berlin' });
    await expect.element(heading()).toBeVisible();
    await fill(values);
    await button(submit).click();
    await expect.element(heading('Enter the code')).toBeVisible();
    expect(client.to(process)[0]!.body!['verificationUrl']).toBe(`${location.origin}/account?edition=berlin`);
  },
);

test('account connect has no link: it posts no address', async () => {
  const client = withSettings(
    { accountConnect: { enabled: true, identifiers: ['customerId'] } },
    { 'account-connect/start': sent('account-connect') },
  );
  await present('sso-account-connect', client, { 'verification-url': '/account' });
  await fill({ 'Customer number': '100', 'E-mail address': email, Password: 'x' });
  await button('Connect subscription').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('account-connect')[0]!.body).not.toHaveProperty('verificationUrl');
});
