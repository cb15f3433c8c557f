import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, button, heading, identifier, secret, show, signIn } from '../../support/element.js';
import { code, done, site, worker } from '../../support/site.browser.js';

test('where the answer to a first try was lost, the second asks to sign in, with the e-mail kept', async () => {
  await show();
  await signIn('reset@publisher.test');
  await page.getByLabelText('New password').fill('another pass phrase');
  site.simulator.fault({ lost: true, operation: 'login/verifyResetPassword' });
  await button('Save password and sign in').click();
  await button('Try again').click();
  await expect.element(alert).toHaveTextContent('Sign in again.');
  await expect.element(identifier).toHaveValue('reset@publisher.test');
  await secret.fill('another pass phrase');
  await button('Sign in').click();
  await done();
});

test('a code that comes too late goes back to the first screen', async () => {
  await show();
  await signIn('two@publisher.test');
  await expect.element(page.getByLabelText('Code')).toBeVisible();
  site.advance(16 * 60);
  await page.getByLabelText('Code').fill(code());
  await button('Continue').click();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(alert).toHaveTextContent('Sign in again.');
});

test.each([
  ['an outage of the hosted API', { status: 503 }],
  ['HTML from the hosted API', { broken: true }],
  ['a truncated answer of the hosted API', { truncated: true }],
  ['no connection to the hosted API', { network: true }],
] as const)('after %s the same can be tried again', async (_what, fault) => {
  await show();
  await expect.element(heading('Sign in')).toBeVisible();
  site.simulator.fault({ ...fault, operation: 'login/verify' });
  await signIn();
  await expect.element(alert).toHaveTextContent(/That did not work\. Your entries are still here\. \(Reference: \S+\)/);
  await button('Try again').click();
  await done();
});

test.each([
  ['no connection to the gateway', () => HttpResponse.error(), 'No connection.'],
  ['HTML in place of the gateway', () => HttpResponse.html('<h1>502</h1>', { status: 502 }), 'That did not work.'],
  [
    'a truncated answer of the gateway',
    () => new HttpResponse('{"kind":"ses', { headers: { 'content-type': 'application/json' } }),
    'That did not work.',
  ],
] as const)('after %s the same can be tried again', async (_what, answer, text) => {
  await show();
  worker.use(http.post('*/sso/login/start', answer, { once: true }));
  await signIn();
  await expect.element(alert).toHaveTextContent(text);
  await button('Try again').click();
  await done();
});

test('too many tries show the time to wait', async () => {
  await show();
  // Everybody's: one that is met by a sign-in alone could be the account's, and is not told.
  site.simulator.fault({ status: 429, errorCode: 99429, retryAfter: 40, times: 10 });
  await signIn();
  await expect.element(page.getByRole('timer')).toHaveTextContent(/You can try again in (40|39) s\./);
});
