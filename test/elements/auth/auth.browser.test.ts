import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  alert,
  answers,
  button,
  email,
  eventsOf,
  focused,
  heading,
  identifier,
  later,
  problem,
  secret,
  signIn,
} from '../../support/element.js';
import { accessible } from '../../support/accessible.js';
import {
  connecting,
  everything,
  fill,
  labelled,
  plain,
  present,
  sent,
  visit,
  waitingLink,
  withSettings,
} from '../../support/account.js';
import type { SsoAuth, SsoNavigateEvent } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

const tabs = { 'show-tabs': '' };
const all = connecting('customerId');
const views = [
  ['login', 'Sign in'],
  ['register', 'Register'],
  ['account-connect', 'Connect your subscription'],
  ['password-forgotten', 'Forgot your password?'],
] as const;

accessible(
  'sso-auth',
  views.flatMap(([view]) =>
    [tabs, {}].map((more) => ({
      name: `${view} ${'show-tabs' in more ? 'with' : 'without'} tabs`,
      client: () => withSettings(everything),
      attributes: { view, ...more },
      shown: view === 'password-forgotten' ? ':host(:state(address)) form' : '[name=password]',
    })),
  ),
);

const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true });
const current = (element: SsoAuth) => plain(element.shadowRoot!.querySelector('[aria-current]'));

test.each(views)('the view %s shows "%s"', async (view, title) => {
  const element = await present('sso-auth', withSettings(all), { view });
  await expect.element(heading(title)).toBeVisible();
  expect(element.view).toBe(view);
});

test('without a view, or with an unknown one, it shows sign-in', async () => {
  const element = await present('sso-auth', withSettings(all));
  await expect.element(heading('Sign in')).toBeVisible();
  element.setAttribute('view', 'toString');
  await element.updateComplete;
  await expect.element(heading('Sign in')).toBeVisible();
  expect(element.view).toBe('login');
});

test.each(views)('?sso=%s in the address shows "%s"', async (view, title) => {
  visit(`?sso=${view}`);
  await present('sso-auth', withSettings(all), { view: 'register' });
  await expect.element(heading(title)).toBeVisible();
});

test.each(['', 'constructor', 'login2', '<b>'])('?sso=%s in the address is ignored', async (name) => {
  visit(`?sso=${encodeURIComponent(name)}`);
  const element = await present('sso-auth', withSettings(all), { view: 'register' });
  await expect.element(heading('Register')).toBeVisible();
  expect(element.view).toBe('register');
});

test('the attribute changed by the page changes the process', async () => {
  const element = await present('sso-auth', withSettings(all));
  element.setAttribute('view', 'password-forgotten');
  await expect.element(heading('Forgot your password?')).toBeVisible();
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  expect(element.getAttribute('view')).toBe('register');
});

test('a tab changes the process and the address, and the focus moves to the heading', async () => {
  const element = await present('sso-auth', withSettings(all), tabs);
  expect(current(element)).toBe('Sign in');
  await tab('Register').click();
  await expect.element(heading('Register')).toBeVisible();
  await expect.poll(() => focused()).toBe(heading().element());
  expect([new URLSearchParams(location.search).get('sso'), current(element)]).toEqual(['register', 'Register']);
  await tab('Connect subscription').click();
  await expect.element(heading('Connect your subscription')).toBeVisible();
  await expect.poll(() => focused()).toBe(heading().element());
  expect(element.view).toBe('account-connect');
});

test('a tab can be opened elsewhere: it has an address', async () => {
  visit('?edition=berlin');
  await present('sso-auth', withSettings(all), tabs);
  const { search } = new URL((tab('Register').element() as HTMLAnchorElement).href);
  expect(new URLSearchParams(search).get('sso')).toBe('register');
  await tab('Register').click();
  await expect.poll(() => new URLSearchParams(location.search).get('sso')).toBe('register');
  expect(new URLSearchParams(location.search).get('edition')).toBe('berlin');
});

test('the tab of account connect is there only where it is enabled', async () => {
  await present('sso-auth', withSettings({ accountConnect: { enabled: false } }), tabs);
  await expect.element(tab('Register')).toBeVisible();
  await atRest();
  expect(tab('Connect subscription').elements()).toHaveLength(0);
});

test.each([tabs, {}])('connect-link hides and shows the link to account connect, with %o', async (more) => {
  const name = 'Connect subscription';
  const found = () => page.getByText(name, { exact: true }).elements().length;
  const element = await present('sso-auth', withSettings(all), { ...more, 'connect-link': 'hidden' });
  await expect.element(heading('Sign in')).toBeVisible();
  await atRest();
  expect(found()).toBe(0);
  element.remove();
  await present('sso-auth', withSettings({ accountConnect: { enabled: false } }), { ...more, 'connect-link': 'shown' });
  await expect.poll(found).toBe(1);
});

test('the back button and the forward button change the process', async () => {
  const element = await present('sso-auth', withSettings(all), { ...tabs, view: 'register' });
  await expect.element(heading('Register')).toBeVisible();
  await tab('Sign in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  history.back();
  await expect.element(heading('Register')).toBeVisible();
  history.forward();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(element.view).toBe('login');
});

test('an element that has left the page no longer follows the address', async () => {
  const element = await present('sso-auth', withSettings(all));
  element.remove();
  visit('?sso=register');
  dispatchEvent(new PopStateEvent('popstate'));
  expect(element.view).toBe('login');
});

test.each([
  ['Register', 'E-mail address'],
  ['Connect subscription', 'E-mail address'],
])('the e-mail that was typed at sign-in is there at "%s", and back again', async (name, label) => {
  await present('sso-auth', withSettings(all), tabs);
  await identifier.fill(email);
  await secret.fill('not to be kept');
  await tab(name).click();
  await expect.element(labelled(label)).toHaveValue(email);
  await expect.element(labelled('Password')).toHaveValue('');
  await labelled(label).fill('other@publisher.test');
  await tab('Sign in').click();
  await expect.element(identifier).toHaveValue('other@publisher.test');
  await expect.element(secret).toHaveValue('');
});

test('the e-mail that was typed last counts, not the one that was refused before', async () => {
  const client = withSettings(all, { 'login/start': problem('wrong-credentials') });
  await present('sso-auth', client);
  await signIn('first@publisher.test', 'x');
  await expect.element(alert).toBeVisible();
  await identifier.fill(email);
  // The alert offers it, too, as soon as the texts of later screens are there, and grows by that: what is below moves.
  await expect.element(alert.getByRole('button', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByRole('navigation').getByRole('button', { name: 'Forgot your password?' }).click();
  await expect.element(heading('Forgot your password?')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  expect(alert.elements()).toHaveLength(0);
});

test('the e-mail is kept after the back button, too', async () => {
  await present('sso-auth', withSettings(all), tabs);
  await tab('Register').click();
  await labelled('E-mail address').fill(email);
  history.back();
  await expect.element(identifier).toHaveValue(email);
});

test('an e-mail that is taken can be used to sign in, within the element', async () => {
  const client = withSettings({}, { 'registration/start': problem('email-taken'), 'login/start': answers.session });
  const element = await present('sso-auth', client, { view: 'register' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await alert.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(identifier).toHaveValue(email);
  await expect.poll(() => focused()).toBe(heading().element());
  await secret.fill('secret');
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(element.view).toBe('login');
});

test('without tabs the processes are linked below the form', async () => {
  const element = await present('sso-auth', withSettings(all));
  await expect.element(heading('Sign in')).toBeVisible();
  expect(element.shadowRoot!.querySelector('[part=tabs]')).toBeNull();
  for (const [name, title, back] of [
    ['Register', 'Register', 'Already registered? Sign in'],
    ['Connect subscription', 'Connect your subscription', 'Already registered? Sign in'],
    ['Forgot your password?', 'Forgot your password?', 'Back to sign-in'],
  ] as const) {
    await button(name).click();
    await expect.element(heading(title)).toBeVisible();
    await button(back).click();
    await expect.element(heading('Sign in')).toBeVisible();
  }
});

test('beyond the first screen there are no tabs', async () => {
  const client = withSettings(all, { 'registration/start': sent('registration') });
  const element = await present('sso-auth', client, { ...tabs, view: 'register' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(element.shadowRoot!.querySelector('[part=tabs]')).toBeNull();
});

test('a page can prevent the change of process', async () => {
  const element = await present('sso-auth', withSettings(all), { 'register-url': '#away' });
  const before = location.href;
  const fired: SsoNavigateEvent[] = [];
  element.addEventListener('sso-navigate', (event) => {
    fired.push(event);
    event.preventDefault();
  });
  await page.getByRole('link', { name: 'Register', exact: true }).click();
  await atRest();
  expect(fired.map(({ to, url }) => [to, url])).toEqual([['register', '#away']]);
  expect([location.href, element.view]).toEqual([before, 'login']);
});

test('a change while a call is under way drops its answer', async () => {
  const { promise, answer } = later();
  const element = await present('sso-auth', withSettings(all, { 'login/start': promise }), {});
  const events = eventsOf(element);
  await signIn();
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  answer(answers.session);
  await atRest();
  await expect.element(heading('Register')).toBeVisible();
  expect(events.map(({ type }) => type)).not.toContain('sso-success');
});

test('each change fires sso-step with its process', async () => {
  const element = await present('sso-auth', withSettings(all), tabs);
  const fired: string[] = [];
  element.addEventListener('sso-step', ({ process, page: name }) => fired.push(`${process} ${name}`));
  await tab('Register').click();
  await expect.element(heading('Register')).toBeVisible();
  await tab('Sign in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(fired).toEqual(['registration defaultRegistrationForm', 'login defaultLoginForm']);
});

test('what the settings forbid one process does not forbid the next', async () => {
  const element = await present('sso-auth', withSettings({ accountConnect: { enabled: false } }), {
    view: 'account-connect',
  });
  await expect.element(heading('You cannot connect a subscription here')).toBeVisible();
  element.view = 'login';
  await expect.element(heading('Sign in')).toBeVisible();
  element.view = 'account-connect';
  await expect.element(heading('You cannot connect a subscription here')).toBeVisible();
});

test('a mailed link opens the process that sent it, and pressing the button spends the code', async () => {
  const client = withSettings(all, {
    'registration/start': sent('registration'),
    'registration/verify-link': answers.session,
    flow: waitingLink('registration'),
  });
  const first = await present('sso-auth', client, { view: 'register', 'verification-url': '?edition=berlin' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  const url = new URL(client.to('registration/start')[0]!.body!['verificationUrl']!);
  expect([...url.searchParams]).toEqual([
    ['edition', 'berlin'],
    ['sso', 'register'],
  ]);
  first.remove();
  visit(`${url.search}&sso_link=registration`);
  await present('sso-auth', client, { 'verification-url': '?edition=berlin' });
  expect(location.search).toBe(url.search);
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});
