/** The box "Stay signed in": where it stands, what is sent of it, and how long it keeps its tick. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { addTexts, type Reply } from '../../../src/entries/all.js';
import {
  connecting,
  elsewhere,
  fill,
  present,
  sent,
  stepOf,
  visit,
  waitingLink,
  withSettings,
} from '../../support/account.js';
import { accessible, byLink } from '../../support/accessible.js';
import {
  alert,
  answers,
  button,
  email,
  focused,
  heading,
  identifier,
  later,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';
import { googleClientId, provideGoogle } from '../../support/google.js';

const offered = { offerStaySignedIn: true };
const offering = (script: Parameters<typeof scripted>[0] = {}, more: object = {}) =>
  withSettings({ ...offered, ...more }, script);
const box = page.getByRole('checkbox');
const named = page.getByLabelText('Stay signed in', { exact: true });
const reset = stepOf('password-forgotten', 'reset-password');

beforeAll(() => provideGoogle());
let shown: HTMLElement | undefined;
afterEach(() => {
  shown?.remove();
  addTexts('en', { stay: 'Stay signed in' });
});

accessible('sso-auth', [{ name: 'sign-in with the box', client: offering, shown: '[name=stay]' }]);
accessible('sso-register', [{ name: 'registration with the box', client: offering, shown: '[name=stay]' }]);

test.each([{}, { offerStaySignedIn: false }, { offerStaySignedIn: 'yes' }])(
  'with the settings %j there is no box, and nothing is sent of it',
  async (settings) => {
    const client = withSettings(settings, { 'login/start': answers.session });
    await show(client);
    await signIn();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to('login/start')[0]!.body).not.toHaveProperty('stay');
    expect(box.elements()).toEqual([]);
  },
);

test.each([true, false])('the box stands between password and button; its tick, %s, is sent', async (ticks) => {
  const client = offering({ 'login/start': answers.session });
  const element = await show(client);
  await expect.element(named).not.toBeChecked();
  const names = [...element.shadowRoot!.querySelector('form')!.elements].map((each) => each.getAttribute('name'));
  expect(names).toEqual(['identifier', 'password', null, 'stay', null]);
  if (ticks) await page.getByText('Stay signed in').click();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ stay: ticks });
});

test('the keyboard reaches and ticks it', async () => {
  await show(offering());
  await expect.element(named).toBeVisible();
  await secret.click();
  await userEvent.keyboard('{Tab}{Tab}');
  expect(focused()).toBe(named.element());
  await userEvent.keyboard(' ');
  await expect.element(named).toBeChecked();
});

test('it is large enough for a finger, and as wide as its row', async () => {
  const element = await show(offering());
  await expect.element(named).toBeVisible();
  const { height, width } = element.shadowRoot!.querySelector('[part=stay]')!.getBoundingClientRect();
  expect(height).toBeGreaterThanOrEqual(44);
  expect(width).toBe(element.shadowRoot!.querySelector('form')!.getBoundingClientRect().width);
});

test('settings that come late add the box, and leave what was typed and where the focus is', async () => {
  const settings = later();
  await show(scripted({ settings: settings.promise }));
  await identifier.fill(email);
  await secret.fill('typed');
  expect(box.elements()).toEqual([]);
  settings.answer(offered as Reply);
  await expect.element(named).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  await expect.element(secret).toHaveValue('typed');
  expect(focused()).toBe(secret.element());
});

test('the tick stays beside a problem, and for a reader who is sent back to the form', async () => {
  const client = offering({
    'login/start': [problem('wrong-credentials'), answers['two-factor'], answers.session],
    'login/two-factor': problem('flow-expired'),
  });
  await show(client);
  await named.click();
  await signIn();
  await expect.element(alert).toBeVisible();
  await expect.element(named).toBeChecked();
  await signIn();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(named).toBeChecked();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start').map(({ body }) => body!['stay'])).toEqual([true, true, true]);
});

test('the next one who signs in begins without a tick', async () => {
  shown = await present('sso-auth', offering({ 'login/start': answers['two-factor'] }));
  await named.click();
  await signIn();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  visit('?');
  shown.remove();
  document.body.append(shown);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(named).not.toBeChecked();
});

test.each([true, false])('the tick, %s, goes along with Google', async (ticks) => {
  const client = offering({ 'login/google': answers.session }, { googleClientId });
  shown = await present('sso-auth', client);
  await expect.element(named).toBeVisible();
  if (ticks) await named.click();
  await button('Google').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/google')[0]!.body).toMatchObject({ idToken: 'id-token', stay: ticks });
});

test.each([
  ['sso-register', 'registration', 'Register', {}],
  ['sso-account-connect', 'account-connect', 'Connect subscription', { 'Customer number': '7' }],
] as const)('<%s> has the box, and keeps its tick for who corrects something', async (tag, process, press, more) => {
  const client = offering({ [`${process}/start`]: sent(process) }, connecting('customerId'));
  shown = await present(tag, client);
  await expect.element(named).not.toBeChecked();
  await fill({ 'E-mail address': email, Password: 'two words', ...more });
  await named.click();
  await button(press).click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to(process)[0]!.body).toMatchObject({ stay: true });
  await button('Change your details').click();
  await expect.element(named).toBeChecked();
});

test('a new password comes with the box, at the end of the way', async () => {
  const process = 'password-forgotten';
  const client = offering({
    [`${process}/start`]: sent(process),
    [`${process}/verify`]: reset,
    [`${process}/reset-password`]: answers.session,
  });
  shown = await present('sso-password-forgotten', client);
  await identifier.fill(email);
  expect(box.elements()).toEqual([]);
  await button('Send code').click();
  await page.getByLabelText('Code').fill('123456');
  expect(box.elements()).toEqual([]);
  await button('Confirm').click();
  await page.getByLabelText('New password', { exact: true }).fill('two words');
  await named.click();
  await button('Save password and sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(`${process}/reset-password`)[0]!.body).toMatchObject({ stay: true });
});

test('a new password that sign-in asks for comes without: the reader has chosen', async () => {
  await show(offering({ 'login/start': answers['reset-password'] }));
  await signIn();
  await expect.element(page.getByLabelText('New password', { exact: true })).toBeVisible();
  expect(box.elements()).toEqual([]);
});

test.each([
  ['another browser', elsewhere('registration'), 1],
  ['the browser that began', {}, 0],
])('a mailed link of a registration in %s', async (_where, asks, boxes) => {
  byLink('registration')();
  const client = offering({ flow: waitingLink('registration', asks), 'registration/verify-link': answers.session });
  shown = await present('sso-register', client);
  await expect.element(button('Confirm')).toBeVisible();
  await expect.poll(() => box.elements().length).toBe(boxes);
  if (!boxes) return;
  await fill({ 'E-mail address': email, Password: 'two words' });
  await named.click();
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify-link')[0]!.body).toMatchObject({ stay: true });
});

test('its text is German on a German page, and the publisher’s where there is one', async () => {
  document.documentElement.lang = 'de';
  await show(offering());
  await expect.element(page.getByLabelText('Angemeldet bleiben', { exact: true })).toBeVisible();
  document.documentElement.lang = 'en';
  await expect.element(named).toBeVisible();
  addTexts('en', { stay: 'Not on a shared device: stay signed in' });
  await show(offering());
  await expect.element(page.getByLabelText('Not on a shared device: stay signed in')).toBeVisible();
});
