/** The captcha: when its slot is shown, what is sent of it, and what the page is told. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Reply, SsoCaptchaEvent } from '../../../src/entries/all.js';
import { fill, present, sent, withSettings } from '../../support/account.js';
import { accessible } from '../../support/accessible.js';
import {
  alert,
  answers,
  button,
  email,
  focused,
  heading,
  identifier,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';

const risk = { captcha: { provider: 'turnstile', siteKey: 'PUBLIC-1', when: 'risk' } };
const always = { captcha: { provider: 'turnstile', when: 'always' } };
const required = problem('captcha-required');
const label = page.getByText('Confirm that you are human.');
const text = 'Confirm below that you are human, then try again. Your entries are still here.';

let shown: HTMLElement[] = [];
let heard: SsoCaptchaEvent[] = [];
const hear = (event: SsoCaptchaEvent) => void heard.push(event);
document.addEventListener('sso-captcha', hear);
afterEach(() => {
  for (const element of shown) element.remove();
  [shown, heard] = [[], []];
  document.documentElement.lang = 'en';
});

/** What a widget leaves in the page. */
function widget(host: HTMLElement, name = 'cf-turnstile-response', value = 'token-1'): HTMLInputElement {
  const place = document.createElement('div');
  place.slot = 'captcha';
  place.innerHTML = `<button type="button">I am human</button><input type="hidden" name="${name}">`;
  host.append(place);
  const field = place.querySelector('input')!;
  field.value = value;
  return field;
}
const usedOf = () => heard.map(({ used }) => used);
async function presented(...given: Parameters<typeof present>): Promise<HTMLElement> {
  const element = await present(...given);
  shown.push(element);
  return element;
}

accessible('sso-auth', [
  { name: 'sign-in with a captcha', client: () => withSettings(always), shown: '[part=captcha]' },
]);

test('without one in the settings what the page slots is not shown, and not sent', async () => {
  const client = withSettings({}, { 'login/start': answers.session });
  const element = await show(client);
  widget(element);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).not.toHaveProperty('captcha');
  expect(heard).toEqual([]);
});

test('after `captcha-required` the slot is shown above the button, what was typed stays, and the text says what to do', async () => {
  const client = withSettings(risk, { 'login/start': [required, answers['two-factor']] });
  const element = await show(client);
  widget(element);
  expect(element.shadowRoot!.querySelector('slot[name=captcha]')).toBeNull();
  await signIn();
  await expect.element(label).toBeVisible();
  await expect.element(button('I am human')).toBeVisible();
  await expect.element(alert).toHaveTextContent(text);
  expect(focused()).toBe(alert.element());
  await expect.element(identifier).toHaveValue(email);
  expect((secret.element() as HTMLInputElement).value).not.toBe('');
  const parts = [...element.shadowRoot!.querySelectorAll('[part=captcha],[part~=submit]')].map((each) => each.tagName);
  expect(parts).toEqual(['DIV', 'BUTTON']);
  expect(heard.map(({ used, process, provider, siteKey }) => [used, process, provider, siteKey])).toEqual([
    [false, 'login', 'turnstile', 'PUBLIC-1'],
  ]);
  await button('Sign in').click();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  const [before, after] = client.to('login/start');
  expect(before!.body).not.toHaveProperty('captcha');
  expect(after!.body).toMatchObject({ captcha: 'token-1', identifier: email });
  expect(usedOf()).toEqual([false, true]);
  // The next form has none.
  expect(element.shadowRoot!.querySelector('slot[name=captcha]')).toBeNull();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.poll(() => client.to('login/two-factor').length).toBe(1);
  expect(client.to('login/two-factor')[0]!.body).not.toHaveProperty('captcha');
});

test('it stays while the form does, and the page is told after each use', async () => {
  const client = withSettings(risk, { 'login/start': [required, problem('wrong-credentials'), answers.session] });
  const element = await show(client);
  const field = widget(element);
  element.addEventListener('sso-captcha', ({ used }) => used && (field.value = 'token-2'));
  await signIn();
  await expect.element(label).toBeVisible();
  await button('Sign in').click();
  await expect.element(alert).toHaveTextContent('These details do not match, or you need a new password.');
  await expect.element(label).toBeVisible();
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start').map(({ body }) => body!['captcha'])).toEqual([undefined, 'token-1', 'token-2']);
  expect(usedOf()).toEqual([false, true, true]);
});

test.each(['cf-turnstile-response', 'h-captcha-response', 'g-recaptcha-response', 'frc-captcha-response'])(
  'always: the slot is shown at once, and the token read from %s',
  async (name) => {
    const client = withSettings(always, { 'login/start': answers.session });
    widget(await show(client), name, 'token-of-a-widget');
    await expect.element(label).toBeVisible();
    await signIn();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to('login/start')[0]!.body).toMatchObject({ captcha: 'token-of-a-widget' });
    expect(usedOf()).toEqual([false, true]);
  },
);

test.each(['', '.SOLVING', '.ERROR.UNREACHABLE'])('a field that has no token yet (%j) sends none', async (value) => {
  const client = withSettings(always, { 'login/start': answers.session });
  widget(await show(client), 'frc-captcha-response', value);
  await expect.element(label).toBeVisible();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).not.toHaveProperty('captcha');
});

test.each([
  ['at once', () => 'from-the-page'],
  ['later', async () => 'from-the-page'],
])('the page can make the token %s: it counts before that in the slot, and is asked for once', async (_when, make) => {
  const client = withSettings(always, { 'login/start': answers.session });
  const element = await show(client);
  let times = 0;
  widget(element);
  element.getCaptcha = () => ((times += 1), make());
  await expect.element(label).toBeVisible();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start').map(({ body }) => body!['captcha'])).toEqual(['from-the-page']);
  expect(times).toBe(1);
});

test('a page that waits for its token has one submit, however often the button is pressed', async () => {
  const client = withSettings(always, { 'login/start': answers.session });
  const element = await show(client);
  let resolve: (token: string) => void = () => undefined;
  const promise = new Promise<string>((done) => (resolve = done));
  element.getCaptcha = () => promise;
  await expect.element(label).toBeVisible();
  await signIn();
  await button('Sign in').click();
  expect(client.to('login/start')).toEqual([]);
  resolve('slow');
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start').map(({ body }) => body!['captcha'])).toEqual(['slow']);
});

test('a page that fails to make one has what is in the slot', async () => {
  const client = withSettings(always, { 'login/start': answers.session });
  const element = await show(client);
  widget(element);
  element.getCaptcha = () => Promise.reject(new Error('blocked'));
  await expect.element(label).toBeVisible();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ captcha: 'token-1' });
});

test('settings from before it was set up are loaded again', async () => {
  const client = scripted({ settings: [{}, risk as Reply], 'login/start': [required, answers.session] });
  widget(await show(client));
  await signIn();
  await expect.element(label).toBeVisible();
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[1]!.body).toMatchObject({ captcha: 'token-1' });
});

test('two elements of a page have a token each', async () => {
  const one = withSettings(always, { 'login/start': answers.session });
  const two = withSettings(always, { 'password-forgotten/start': sent('password-forgotten') });
  const login = await presented('sso-auth', one);
  const forgotten = await presented('sso-password-forgotten', two);
  widget(login, 'cf-turnstile-response', 'of-login');
  widget(forgotten, 'cf-turnstile-response', 'of-forgotten');
  await expect.element(label.nth(1)).toBeVisible();
  await identifier.nth(1).fill(email);
  await button('Send code').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(two.to('password-forgotten/start')[0]!.body).toMatchObject({ captcha: 'of-forgotten' });
  expect(one.to('login/start')).toEqual([]);
});

test('slots of a page’s own element are looked through', async () => {
  const client = withSettings(always, { 'login/start': answers.session });
  const wrapper = document.createElement('div');
  const root = wrapper.attachShadow({ mode: 'open' });
  document.body.append(wrapper);
  shown.push(wrapper);
  const element = document.createElement('sso-login');
  element.client = client;
  element.append(Object.assign(document.createElement('slot'), { name: 'captcha', slot: 'captcha' }));
  root.append(element);
  widget(wrapper);
  await expect.element(label).toBeVisible();
  await expect.element(button('I am human')).toBeVisible();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ captcha: 'token-1' });
});

test('<sso-auth> shows it in each of its first forms, in the language of the page', async () => {
  document.documentElement.lang = 'de';
  const client = withSettings(always, { 'registration/start': [required, sent('registration')] });
  const element = await presented('sso-auth', client, { view: 'register' });
  widget(element);
  await expect.element(page.getByText('Bitte bestätigen Sie, dass Sie ein Mensch sind.')).toBeVisible();
  await fill({ 'E-Mail-Adresse': email, Passwort: 'two words' });
  await button('Registrieren').click();
  await expect
    .element(alert)
    .toHaveTextContent('Bitte bestätigen Sie unten, dass Sie ein Mensch sind, und versuchen Sie es dann noch einmal.');
  await button('Registrieren').click();
  await expect.element(heading('Code eingeben')).toBeVisible();
  expect(client.to('registration/start').map(({ body }) => body!['captcha'])).toEqual(['token-1', 'token-1']);
});

test('another code: asked for where it has to be, and sent with the next request', async () => {
  const process = 'password-forgotten';
  const client = withSettings(risk, {
    [`${process}/start`]: sent(process, { resendAfter: 0 }),
    [`${process}/resend`]: [required, sent(process, { resendAfter: 0, sent: 2 })],
    [`${process}/verify`]: answers.session,
  });
  const element = await presented('sso-password-forgotten', client);
  widget(element);
  await identifier.fill(email);
  await button('Send code').click();
  await button('Send a new code').click();
  await expect.element(label).toBeVisible();
  await button('Send a new code').click();
  await expect.element(page.getByText('Codes sent: 2')).toBeVisible();
  await page.getByLabelText('Code').fill('123456');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(`${process}/resend`).map(({ body }) => body!['captcha'])).toEqual([undefined, 'token-1']);
  expect(client.to(`${process}/verify`)[0]!.body).not.toHaveProperty('captcha');
});
