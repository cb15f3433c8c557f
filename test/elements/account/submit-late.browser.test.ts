/** What can happen between the press of the button and the call: another process is chosen, an attribute cannot be used. */
import { afterEach, expect, test, vi } from 'vitest';
import { button, email, heading, later } from '../../support/element.js';
import { connecting, fill, present, sent, withSettings } from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

afterEach(() => vi.restoreAllMocks());
const bySms = { codeChannel: 'sms', smsCountries: ['DE'] };

test('a form that was left while its number was checked is not sent, least of all to another process', async () => {
  const { promise, answer } = later();
  const client = withSettings([bySms as Reply, promise]);
  const element = await present('sso-auth', client, { view: 'register' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'Mobile number': '01512 3456789' });
  // The check waits for the settings, which are being read again.
  void element.refresh();
  await button('Register').click();
  element.view = 'login';
  await expect.element(heading('Sign in')).toBeVisible();
  answer(bySms as Reply);
  await atRest();
  expect(client.calls.filter(({ method }) => method === 'POST')).toEqual([]);
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a fault of the form that was left is not shown in the form that took its place', async () => {
  const { promise, answer } = later();
  const settings = { ...bySms, ...connecting('customerId') } as Reply;
  const element = await present('sso-auth', withSettings([settings, promise]), { view: 'register' });
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'Mobile number': '12' });
  void element.refresh();
  await button('Register').click();
  element.view = 'account-connect';
  await expect.element(heading('Connect your subscription')).toBeVisible();
  answer(settings);
  await atRest();
  expect(element.shadowRoot!.querySelector('[aria-invalid]')).toBeNull();
});

test.each(['https://', 'http://[', '//:x'])(
  'with the verification-url %s the mail carries only a code, and an error is logged',
  async (address) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = withSettings({}, { 'registration/start': sent('registration') });
    const element = await present('sso-register', client, { 'verification-url': address });
    await fill({ 'E-mail address': email, Password: 'a pass phrase' });
    await button('Register').click();
    await expect.element(heading('Enter the code')).toBeVisible();
    expect(client.to('registration/start')[0]!.body).not.toHaveProperty('verificationUrl');
    expect(error.mock.calls).toEqual([
      ['sso-elements: verification-url is no address; see docs/elements.md.', element],
    ]);
  },
);

test('<sso-auth> is drawn with a verification-url that is no address', async () => {
  await present('sso-auth', withSettings({}), { 'verification-url': 'https://', view: 'register' });
  await expect.element(heading('Register')).toBeVisible();
});
