import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { answers, alert, button, heading, later, problem, scripted, show, signIn } from '../../support/element.js';
import type { Reply, SsoLogin } from '../../../src/entries/login.js';
import { atRest } from '../../support/at-rest.js';

/** Stands in for Google's script: a button that answers with a token at once. The real one needs the network. */
const script = `
  let callback;
  window.google = { accounts: { id: {
    initialize: (options) => { callback = options.callback; },
    renderButton: (parent, { locale, click_listener: listener }) => {
      const button = document.createElement('button');
      button.textContent = 'Google ' + locale;
      button.onclick = () => { listener(); callback({ credential: 'id-token' }); };
      parent.append(button);
    },
  } } };`;
const address = 'https://accounts.google.com/gsi/client';
const serve = http.get(address, () => new HttpResponse(script, { headers: { 'content-type': 'text/javascript' } }));
const worker = setupWorker();

beforeAll(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
afterEach(() => {
  worker.resetHandlers();
});
afterAll(() => worker.stop());

const clientId = 'publisher.apps.googleusercontent.test';
const withGoogle = (more: Record<string, Reply | Reply[]> = {}) =>
  scripted({ settings: { googleClientId: clientId } as Reply, ...more });
const scripts = () => document.querySelectorAll(`script[src="${address}"]`).length;
const slotted = (element: SsoLogin) => element.querySelectorAll(':scope > [slot=google]').length;

test('a language that changes while the script is loaded leaves one button, in the new one', async () => {
  const loaded = later();
  worker.use(
    http.get(
      address,
      async () => (await loaded.promise, new HttpResponse(script, { headers: { 'content-type': 'text/javascript' } })),
    ),
  );
  const client = withGoogle();
  const element = await show(client);
  await expect.poll(scripts).toBe(1);
  document.documentElement.lang = 'de';
  await expect.poll(() => client.to('settings').length).toBe(2);
  await atRest();
  loaded.answer({});
  await expect.element(button('Google de')).toBeVisible();
  await atRest();
  expect(slotted(element)).toBe(1);
});

test("with the setting Google's button is in the light DOM, in the page's language, and its token signs in", async () => {
  worker.use(serve);
  const client = withGoogle({ 'login/google': answers.session });
  const element = await show(client, { source: 'newsletter' });
  await button('Google en').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(slotted(element)).toBe(1);
  expect(client.to('login').map(({ path, body }) => [path, body])).toEqual([
    [
      'login/google',
      { language: 'en', page: `${location.origin}${location.pathname}`, source: 'newsletter', idToken: 'id-token' },
    ],
  ]);
});

test('a sign-in with Google that is refused shows a problem, and password and e-mail still work', async () => {
  worker.use(serve);
  await show(withGoogle({ 'login/google': problem('third-party-refused'), 'login/start': answers.session }));
  await button('Google en').click();
  await expect
    .element(alert)
    .toHaveTextContent('Signing in with this provider did not work. Use your e-mail address and password.');
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('after a sign-in with Google that failed for the moment one button sends the same token again', async () => {
  worker.use(serve);
  const client = withGoogle({ 'login/google': [problem('timeout'), problem('offline'), answers.session] });
  await show(client);
  await button('Google en').click();
  await expect.element(alert).toHaveTextContent('This is taking too long.');
  await button('Try again').click();
  await expect.element(alert).toHaveTextContent('No connection.');
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ path, body }) => [path, body!['idToken']])).toEqual(
    Array(3).fill(['login/google', 'id-token']),
  );
});

test('after a failed sign-in by password "Try again" means that one, whatever was tried before', async () => {
  worker.use(serve);
  const client = withGoogle({
    'login/google': problem('timeout'),
    'login/start': [problem('offline'), answers.session],
  });
  await show(client);
  await button('Google en').click();
  await expect.element(alert).toHaveTextContent('This is taking too long.');
  await signIn();
  await expect.element(alert).toHaveTextContent('No connection.');
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ path }) => path)).toEqual(['login/google', 'login/start', 'login/start']);
});

test('later steps of a sign-in with Google are the same, and its button is not seen there', async () => {
  worker.use(serve);
  const client = withGoogle({ 'login/google': answers['two-factor'], 'login/two-factor': answers.session });
  await show(client);
  await button('Google en').click();
  await page.getByLabelText('Code').fill('123456');
  expect(button('Google en').elements()).toHaveLength(0);
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test.each([
  ['two-factor', 'Confirm it is you'],
  ['reset-password', 'Choose a new password'],
] as const)(
  'after Google the step %s is for nobody whom the page names, and the form that comes back is',
  async (step, title) => {
    worker.use(serve);
    const element = await show(withGoogle({ 'login/google': answers[step] }), { email: 'a@publisher.test' });
    await button('Google en').click();
    await expect.element(heading(title)).toBeVisible();
    expect(element.shadowRoot!.querySelectorAll('[part=identity], [part=username]')).toHaveLength(0);
    await button('Back to sign-in').click();
    await expect.element(page.getByLabelText('E-mail address or user name')).toHaveValue('a@publisher.test');
  },
);

test('the button follows the language, and there is never more than one', async () => {
  worker.use(serve);
  const element = await show(withGoogle());
  await expect.element(button('Google en')).toBeVisible();
  document.documentElement.lang = 'de';
  await expect.element(button('Google de')).toBeVisible();
  expect([slotted(element), scripts()]).toEqual([1, 1]);
});

test('the button goes when the settings no longer offer it', async () => {
  worker.use(serve);
  const element = await show(scripted({ settings: [{ googleClientId: clientId } as Reply, {}] }));
  await expect.element(button('Google en')).toBeVisible();
  document.documentElement.lang = 'de';
  await expect.poll(() => slotted(element)).toBe(0);
});

test('of two forms each signs in with its own button', async () => {
  worker.use(serve);
  const clients = [withGoogle({ 'login/google': answers.session }), withGoogle({ 'login/google': answers.session })];
  for (const client of clients) await show(client);
  await expect.poll(() => button('Google en').elements().length).toBe(2);
  await button('Google en').nth(0).click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(clients.map((client) => client.to('login').length)).toEqual([1, 0]);
});
