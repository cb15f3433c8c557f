import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createUnsignedIdToken } from '../../../src/simulator/index.js';
import { alert, button, email, eventsOf, heading, identifier, mark, show, signIn } from '../../support/element.js';
import { code, done, site } from '../../support/site.browser.js';
import type { SsoSuccessEvent } from '../../../src/entries/login.js';

const alertText = async (): Promise<string> => {
  await expect.element(alert).toBeVisible();
  return alert.element().textContent.replace(/\s+/g, ' ').trim();
};

test('a reader signs in, and goes on to the return address', async () => {
  const element = await show(undefined, { 'return-url': '/news/today' });
  element.addEventListener('sso-navigate', (event) => event.preventDefault());
  const events = eventsOf(element);
  await signIn();
  await done();
  await expect.poll(() => events.at(-1)).toMatchObject({ type: 'sso-navigate', to: 'return', url: '/news/today' });
  expect((events.at(-2) as SsoSuccessEvent).customerId).toBe('100001');
});

test('a tab that is looked at again shows the form, once the reader has signed out in another', async () => {
  await show();
  await signIn();
  await done();
  const look = () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  document.cookie = 'sso_session=1; path=/';
  look();
  await done();
  document.cookie = 'sso_session=; path=/; max-age=0';
  look();
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a return address off the configured paths is left out', async () => {
  const element = await show(undefined, { 'return-url': '/elsewhere' });
  const events = eventsOf(element);
  await signIn();
  await done();
  expect(events.at(-1)!.type).toBe('sso-success');
});

test('a wrong password and an unknown account have the same text', async () => {
  await show();
  await signIn(email, 'wrong');
  // What one can do about it comes with a part that is loaded then.
  await expect.element(alert).toHaveTextContent('Contact us');
  const wrong = await alertText();
  await signIn('nobody@publisher.test', 'wrong');
  await expect.poll(() => site.exchanges.at(-1)!.status).toBe(404);
  expect(await alertText()).toBe(wrong);
  await expect.element(identifier).toHaveValue('nobody@publisher.test');
});

test('a reader with two factors signs in with a code of the app, typed with a space', async () => {
  await show();
  await signIn('two@publisher.test');
  await page.getByLabelText('Code').fill('000000');
  await button('Continue').click();
  await expect.element(alert).toHaveTextContent('This code is not correct.');
  await page.getByLabelText('Code').fill(code().replace(/^.../, '$& '));
  await button('Continue').click();
  await done();
});

test('a second factor is set up', async () => {
  await show();
  await signIn('add@publisher.test');
  await expect.element(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await page.getByLabelText('Code').fill(code());
  await button('Continue').click();
  await done();
});

test('a password that must be changed is changed', async () => {
  await show();
  await signIn('reset@publisher.test');
  await page.getByLabelText('New password').fill('another pass phrase');
  await button('Save password and sign in').click();
  await done();
  expect(site.simulator.customer('reset@publisher.test')!.password).toBe('another pass phrase');
});

test('changed terms are shown without what does not belong there, and accepted', async () => {
  const element = await show();
  await signIn('terms@publisher.test');
  await expect.element(heading('Our terms have changed')).toBeVisible();
  const text = element.shadowRoot!.querySelector('[part=terms]')!;
  expect([text.textContent.trim(), text.querySelectorAll('a,script').length]).toEqual(['Terms of 2026 x', 0]);
  await button('Accept and continue').click();
  await done();
});

test('names and user name that are asked for are stored', async () => {
  await show();
  await signIn('name@publisher.test');
  await page.getByLabelText('Title').selectOptions('Ms');
  await page.getByLabelText('First name').fill('Ada');
  await page.getByLabelText('Last name').fill('Lovelace');
  await page.getByLabelText('User name', { exact: true }).fill('ada');
  await button('Continue').click();
  await done();
  const stored = { firstName: 'Ada', lastName: 'Lovelace', username: 'ada', salutation: 'MRS' };
  expect(site.simulator.customer('ada')).toMatchObject(stored);
});

test('a reader on too many devices ends one and is signed in', async () => {
  await show();
  const [before] = site.simulator.sessions('limit@publisher.test');
  await signIn('limit@publisher.test');
  await expect.element(page.getByText('Firefox · Windows')).toBeVisible();
  await button('Sign out').nth(0).click();
  await done();
  const after = site.simulator.sessions('limit@publisher.test').map(({ sessionId }) => sessionId);
  expect([after.length, after.includes(before!.sessionId)]).toEqual([2, false]);
});

test('an e-mail that must be changed offers the contact, and a deactivated account gets the answer of a wrong password', async () => {
  await show();
  await signIn('change@publisher.test');
  await expect
    .element(page.getByRole('link', { name: 'Contact us' }))
    .toHaveAttribute('href', 'mailto:help@publisher.test');
  await button('Back to sign-in').click();
  await signIn('blocked@publisher.test');
  await expect
    .element(alert)
    .toHaveTextContent('These details do not match, or you need a new password. Forgot your password? Contact us');
});

test('after a reload the step is resumed, with the masked address', async () => {
  const before = await show();
  await signIn('two@publisher.test');
  await expect.element(page.getByLabelText('Code')).toBeVisible();
  before.remove();
  mark();
  await show();
  await expect.element(page.getByText(/^For t•+@p•+\.test$/)).toBeVisible();
  await page.getByLabelText('Code').fill(code());
  await button('Continue').click();
  await done();
});

test('switched off at the merchant, the form gives way to a notice and comes back', async () => {
  site.simulator.configure({ disableSsoFunctionality: true });
  await show();
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  site.simulator.configure({ disableSsoFunctionality: false });
  await button('Try again').click();
  await signIn();
  await done();
});

test("Google's token signs in the customer of its address", async () => {
  const clientId = 'publisher.apps.googleusercontent.test';
  site.simulator.configure({
    ssoProviders: { active: true, googleSettings: { active: true, googleClientId: clientId } },
  });
  let signIn: (answer: { credential: string }) => void = () => undefined;
  window.google = {
    accounts: {
      id: {
        initialize: ({ callback }) => (signIn = callback),
        renderButton: (parent) => parent.append('Google'),
      },
    },
  };
  const element = await show();
  await expect.poll(() => element.querySelector('[slot=google]')?.textContent).toBe('Google');
  const events = eventsOf(element);
  signIn({ credential: createUnsignedIdToken({ aud: clientId, email: 'two@publisher.test' }) });
  await page.getByLabelText('Code').fill(code());
  await button('Continue').click();
  await done();
  expect(events.at(-1)).toMatchObject({ type: 'sso-success', customerId: '100003' });
  delete window.google;
});
