import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, email, flow, focused, heading, problem } from '../../support/element.js';
import {
  elsewhere,
  everything,
  fill,
  inputs,
  labelled,
  optInHash,
  place,
  present,
  sent,
  visit,
  waitingLink,
  withSettings,
} from '../../support/account.js';
import type { Tag } from '../../support/account.js';

type Linked = 'registration' | 'password-forgotten';
const cases: [Tag, Linked][] = [
  ['sso-register', 'registration'],
  ['sso-password-forgotten', 'password-forgotten'],
];
const secret = 'the chosen password';
/** Process → what one press does, and what is asked of a reader who opened the link elsewhere. */
const says = {
  registration: {
    press: 'One click confirms your e-mail address.',
    asks: 'You opened this link on another device. Enter the e-mail address and the password that you chose when you registered.',
    fields: [
      ['email', 'username'],
      ['password', 'current-password'],
    ],
    typed: { 'E-mail address': email, Password: secret },
    body: { flow, email, password: secret },
    mismatch: 'These are not the details this link was requested with. Nothing has been confirmed.',
  },
  'password-forgotten': {
    press: 'One click, then choose a new password.',
    asks: 'You opened this link on another device. Enter the e-mail address or user name you used to request it.',
    fields: [['email', 'username']],
    typed: { 'E-mail address or user name': email },
    body: { flow, email },
    mismatch: 'This link was requested with another e-mail address or user name.',
  },
} as const;
const arrive = (process: Linked) => visit(`?sso_link=${process}`);
/** A gateway with a link that waits; without `asks` in the browser that began. */
const gateway = (process: Linked, script: object = {}, asks: object = {}) =>
  withSettings(connectable, { flow: waitingLink(process, asks), ...script });
const connectable = { accountConnect: { enabled: true, identifiers: ['customerId'] } };

test.each([...cases, ['sso-auth', 'registration'], ['sso-account-connect', 'registration']] as const)(
  '<%s> takes the arrival by a link out of the address when it comes into the page',
  async (tag, process) => {
    arrive(process);
    const client = gateway(process);
    const from: string[] = [];
    const shown = present(tag, (...call) => {
      from.push(location.search);
      return client(...call);
    });
    expect(location.search).not.toMatch(/sso_link/);
    await shown;
    await expect.element(heading()).toBeVisible();
    expect([from.length > 0, from.filter((search) => search.includes('sso_link'))]).toEqual([true, []]);
  },
);

test.each(cases)('<%s> asks for one press, which spends the code, and posts nothing before', async (tag, process) => {
  arrive(process);
  const client = gateway(process, { [`${process}/verify-link`]: answers.session });
  const element = await present(tag, client);
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await expect.element(page.getByText(says[process].press, { exact: true })).toBeVisible();
  expect([inputs(element).length, client.calls.filter(({ method }) => method !== 'GET')]).toEqual([0, []]);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(process).map(({ path, body }) => [path, body])).toEqual([
    [`${process}/verify-link`, { ...place, flow }],
  ]);
});

test.each(cases)(
  'in another browser <%s> says when and where it was begun, and asks with what',
  async (tag, process) => {
    arrive(process);
    const client = gateway(process, { [`${process}/verify-link`]: answers.session }, elsewhere(process));
    const element = await present(tag, client);
    const { asks, fields, typed, body } = says[process];
    await expect.element(page.getByText(asks, { exact: true })).toBeVisible();
    await expect.element(page.getByText(/Started on 4 May 2026.* in Firefox \(Windows\)\./)).toBeVisible();
    expect(inputs(element).map((input) => [input.name, input.autocomplete])).toEqual(fields);
    await button('Confirm').click();
    await expect.poll(() => focused()).toBe(labelled(Object.keys(typed)[0]!).element());
    await fill(typed);
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to(process).map((call) => call.body)).toEqual([{ ...place, ...body }]);
  },
);

test('a consent that was asked elsewhere is asked again, unticked', async () => {
  for (const optIn of [false, true]) {
    arrive('registration');
    const asks = { ...elsewhere('registration'), optIn: true };
    const script = { flow: waitingLink('registration', asks), 'registration/verify-link': answers.session };
    const client = withSettings(everything, script);
    const element = await present('sso-register', client);
    const box = page.getByRole('checkbox');
    await expect.element(box).not.toBeChecked();
    await fill(says.registration.typed);
    if (optIn) await box.click();
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to('registration')[0]!.body).toEqual({ ...place, ...says.registration.body, optIn, optInHash });
    element.remove();
  }
});

test.each(cases)(
  'in <%s> who says that it was somebody else begins anew, and the link is given up',
  async (tag, process) => {
    arrive(process);
    const client = gateway(process, { 'DELETE flow': { kind: 'done' } }, elsewhere(process));
    const element = await present(tag, client);
    await button('That was not me: start again').click();
    await expect.element(heading(tag === 'sso-register' ? 'Register' : 'Forgot your password?')).toBeVisible();
    const given = client.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect([given, element.matches(':state(confirm-link)')]).toEqual([[`flow?flow=${flow}`], false]);
  },
);

test.each(cases)('in <%s> what does not fit shows a problem, and can be corrected', async (tag, process) => {
  arrive(process);
  const script = { [`${process}/verify-link`]: [problem('email-mismatch'), answers.session] };
  await present(tag, gateway(process, script, elsewhere(process)));
  const { typed, mismatch } = says[process];
  const name = Object.keys(typed)[0]!;
  await fill({ ...typed, [name]: 'other@publisher.test' });
  await button('Confirm').click();
  await expect.element(alert).toHaveTextContent(mismatch);
  expect(focused()).toBe(alert.element());
  await expect.element(labelled(name)).toHaveValue('other@publisher.test');
  await labelled(name).fill(email);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

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
] as [Tag, Linked, string, string, string][])(
  'in <%s> a link of %s that is answered with %s says so, and leads to a new start',
  async (tag, process, code, text, title) => {
    arrive(process);
    await present(tag, gateway(process, { [`${process}/verify-link`]: problem(code) }));
    await button('Confirm').click();
    await expect.element(alert).toHaveTextContent(text);
    await expect.element(heading(title)).toBeVisible();
  },
);

test.each(cases)('where no link waits, <%s> says that it is no longer valid', async (tag, process) => {
  arrive(process);
  await present(tag, withSettings({}));
  await expect.element(alert).toHaveTextContent('This link is no longer valid. Start again.');
  await expect.element(heading(tag === 'sso-register' ? 'Register' : 'Forgot your password?')).toBeVisible();
});

test('the rest of the address stays', async () => {
  visit('?edition=berlin&sso_link=registration&token=of-the-page#top');
  await present('sso-register', gateway('registration'));
  expect(location.search + location.hash).toBe('?edition=berlin&token=of-the-page#top');
});

test.each(['?sso_link=login', '?sso_link='])('%s is an arrival by no link', async (search) => {
  visit(search);
  await present('sso-register', withSettings({}));
  await expect.element(heading('Register')).toBeVisible();
  expect([location.search, alert.elements()]).toEqual(['', []]);
});

const links = [
  ['register', 'registration'],
  ['password-forgotten', 'password-forgotten'],
] as const;
const landings = ['', '&sso=login', '&sso=register', '&sso=account-connect', '&sso=password-forgotten', '&sso=x'];

test.each(links.flatMap(([view, process]) => landings.map((landing) => [process, landing, view] as const)))(
  'a link for %s that lands on <sso-auth> with "%s" is what the element shows',
  async (process, landing, view) => {
    visit(`?sso_link=${process}${landing}`);
    const client = gateway(process, { [`${process}/verify-link`]: answers.session });
    const element = await present('sso-auth', client);
    expect([location.search, element.view]).toEqual([landing.replace('&', '?'), view]);
    await expect.element(page.getByText(says[process].press, { exact: true })).toBeVisible();
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to(process).map(({ path, body }) => [path, body])).toEqual([
      [`${process}/verify-link`, { ...place, flow }],
    ]);
  },
);

const pairs: [Tag, Tag, Linked][] = [
  ['sso-register', 'sso-password-forgotten', 'password-forgotten'],
  ['sso-register', 'sso-password-forgotten', 'registration'],
  ['sso-password-forgotten', 'sso-register', 'registration'],
  ['sso-password-forgotten', 'sso-register', 'password-forgotten'],
  ['sso-account-connect', 'sso-register', 'registration'],
];

test.each(pairs)('of <%s> and <%s> on a page the one takes the link that it is for: %s', async (one, two, process) => {
  arrive(process);
  const clients = [one, two].map(() => gateway(process, { [`${process}/verify-link`]: answers.session }));
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

test('a link whose element comes to the page later is kept for it', async () => {
  arrive('registration');
  await present('sso-account-connect', withSettings(connectable));
  await expect.element(heading('Connect your subscription')).toBeVisible();
  expect(location.search).toBe('');
  await present('sso-register', gateway('registration', { 'registration/verify-link': answers.session }));
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('a page without the element of the link shows its own process', async () => {
  arrive('password-forgotten');
  await present('sso-register', gateway('password-forgotten'));
  await expect.element(heading('Register')).toBeVisible();
  expect([location.search, alert.elements()]).toEqual(['', []]);
});

test('a link of the days when they led to the page itself leaves the address, whatever becomes of it', async () => {
  visit('?edition=berlin&token=step-token&verificationToken=123456&sso_seal=r-seal');
  const element = await present('sso-register', withSettings({}), { 'verification-url': '?edition=berlin' });
  expect(location.search).toBe('?edition=berlin');
  await expect.element(heading('Register')).toBeVisible();
  expect(element.shadowRoot!.innerHTML).not.toMatch(/step-token|123456|r-seal/);
});

test.each([
  ['sso-register', 'registration', { 'E-mail address': email, Password: 'a pass phrase' }, 'Register'],
  ['sso-password-forgotten', 'password-forgotten', { 'E-mail address or user name': email }, 'Send code'],
] as [Tag, Linked, Record<string, string>, string][])(
  '<%s> posts the address that the link is to lead to, whole',
  async (tag, process, values, submit) => {
    const client = withSettings({}, { [`${process}/start`]: sent(process) });
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
  await fill({ 'Customer number': '100', 'E-mail address': email, Password: 'a pass phrase' });
  await button('Connect subscription').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('account-connect')[0]!.body).not.toHaveProperty('verificationUrl');
});
