import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, email, heading, show, signIn } from '../../support/element.js';
import { fill, labelled, plain, present } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { done, sentCode, site } from '../../support/site.browser.js';

const ids = {
  allowRegistrationIdentifier: true,
  registrationIdentifiers: { requestCustomerId: true, requestSubscriptionId: true },
};
const elements: [Tag, string][] = [
  ['sso-register', 'Register'],
  ['sso-account-connect', 'Connect your subscription'],
  ['sso-password-forgotten', 'Forgot your password?'],
  ['sso-auth', 'Sign in'],
];
const closed: [string, object, string][] = [
  ['another domain', { allowedDomains: 'publisher.test' }, 'You cannot sign in on this site'],
  ['SSO switched off', { disableSsoFunctionality: true }, 'You cannot sign in at the moment'],
  ['a company emergency', { emergencyMode: 'CONTRACT_COMPANY_MODE' }, 'No need to sign in right now'],
  ['an emergency', { emergencyMode: 'PLENIGO_MODE' }, 'No need to sign in right now'],
];

test.each(elements.flatMap(([tag]) => closed.map((row) => [tag, ...row] as const)))(
  '<%s> with %s (%o) is the notice "%s"',
  async (tag, _what, change, title) => {
    site.simulator.configure({ ...ids, ...change });
    const element = await present(tag);
    await expect.element(heading(title)).toBeVisible();
    expect(element.shadowRoot!.querySelector('form')).toBeNull();
  },
);

test.each(elements)('<%s> is shown where the domain of the page is listed', async (tag, title) => {
  site.simulator.configure({ ...ids, allowedDomains: `publisher.test, ${location.hostname}` });
  await present(tag);
  await expect.element(heading(title)).toBeVisible();
});

test.each([0, 1, undefined])('with %s parallel logins a second one has to end the first', async (maxSessions) => {
  const { maxSessions: _, ...settings } = site.simulator.settings.settings;
  site.simulator.configure({ settings: { ...settings, ...(maxSessions !== undefined && { maxSessions }) } });
  const first = await show();
  await signIn();
  await done();
  first.remove();
  site.cookies.clear();
  await show();
  await signIn();
  await expect.element(heading('You are signed in on too many devices')).toBeVisible();
  await button('Sign out everywhere else and sign in here').click();
  await done();
});

const atLogin: [string, 'required' | 'optional' | 'not'][] = [
  ['REQUIRED', 'required'],
  ['LOGIN_REQUIRED', 'required'],
  ['REGISTRATION_OPTIONAL_LOGIN_REQUIRED', 'required'],
  ['OPTIONAL', 'optional'],
  ['LOGIN_OPTIONAL', 'optional'],
  ['REGISTRATION_REQUIRED_LOGIN_OPTIONAL', 'optional'],
  ['NONE', 'not'],
  ['REGISTRATION_REQUIRED', 'not'],
  ['REGISTRATION_OPTIONAL', 'not'],
];
test.each(atLogin)('with the policy %s names are %s asked at login', async (ssoName, demand) => {
  site.simulator.configure({ ssoName: ssoName as 'NONE' });
  const element = await show();
  await signIn();
  if (demand === 'not') {
    await done();
    return;
  }
  await expect.element(heading('We need a few more details')).toBeVisible();
  const inputs = [...element.shadowRoot!.querySelectorAll('input')].filter(({ name }) => name.endsWith('Name'));
  expect(inputs.map(({ name, required }) => [name, required])).toEqual([
    ['firstName', demand === 'required'],
    ['lastName', demand === 'required'],
  ]);
  for (const input of inputs) input.value = demand === 'required' ? 'Ada' : '';
  await button('Continue').click();
  await done();
});

test('a user name that must be is asked after a login that lacks one', async () => {
  site.simulator.configure({ forceUsername: true });
  await show();
  await signIn();
  await labelled('User name').fill('ada');
  await button('Continue').click();
  await done();
  expect(site.simulator.customer('ada')).toMatchObject({ email });
});

test('changed terms are shown at the next login, and accepted by posting', async () => {
  site.simulator.configure({ ssoRecheckTerms: true, ssoTermText: '<p>New terms</p>' });
  await show();
  await signIn();
  await expect.element(page.getByText('New terms')).toBeVisible();
  await button('Accept and continue').click();
  await done();
});

test('changed terms that are not to be asked again are not', async () => {
  site.simulator.configure({ ssoRecheckTerms: false, ssoTermText: '<p>New terms</p>' });
  await show();
  await signIn();
  await done();
});

test.each([
  [false, ['NONE', 'MRS', 'COMPANY'], ['Prefer not to say', 'Ms']],
  [false, ['MR', 'DIVERSE'], ['', 'Mr', 'Mx']],
  [true, ['NONE', 'MRS'], []],
] as const)('salutations hidden: %s, allowed: %o, are offered as %o', async (hideSalutation, allowed, offered) => {
  site.simulator.configure({ hideSalutation, allowedSalutations: [...allowed], ssoName: 'REQUIRED' });
  const element = await show();
  await signIn();
  await expect.element(heading('We need a few more details')).toBeVisible();
  expect([...element.shadowRoot!.querySelectorAll('option')].map(plain)).toEqual(offered);
});

test('an opt-in that was given is stored, and one that was not is not', async () => {
  site.simulator.configure({ ssoOptIn: true, ssoOptInText: '<p>Offers</p>' });
  for (const [ticked, address] of [
    [true, 'yes@publisher.test'],
    [false, 'no@publisher.test'],
  ] as const) {
    const element = await present('sso-register');
    await fill({ 'E-mail address': address, Password: 'a long pass phrase' });
    if (ticked) await page.getByRole('checkbox').click();
    await button('Register').click();
    await expect.element(heading('Enter the code')).toBeVisible();
    await labelled('Code').fill(sentCode());
    await button('Confirm').click();
    await done();
    expect(site.exchanges.filter(({ path }) => path.endsWith('/optIns'))).toHaveLength(1);
    element.remove();
    site.cookies.clear();
  }
});

test('by SMS the code goes to the number that was typed', async () => {
  site.simulator.configure({ tokenType: 'SMS', tokenSmsCountries: ['DE'] });
  await present('sso-register');
  await fill({
    'E-mail address': 'sms@publisher.test',
    Password: 'a long pass phrase',
    'Mobile number': '01512 3456789',
  });
  await button('Register').click();
  await expect.element(page.getByText('We sent you a code by text message. Enter it here.')).toBeVisible();
  expect(site.simulator.inbox.at(-1)).toMatchObject({ channel: 'sms', to: '+4915123456789' });
  await labelled('Code').fill(sentCode().replace(/^.../, '$&-'));
  await button('Confirm').click();
  await done();
});

test('a forgotten password is replaced through the gateway', async () => {
  const element = await present('sso-password-forgotten');
  await page.getByLabelText('E-mail address or user name').fill(email);
  await button('Send code').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  await labelled('Code').fill('000000');
  await button('Confirm').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('This code is not correct.');
  await labelled('Code').fill(` ${sentCode()} `);
  await button('Confirm').click();
  await labelled('New password').fill('another pass phrase');
  await button('Save password and sign in').click();
  await done();
  element.remove();
  site.cookies.clear();
  await show();
  await signIn(email, 'another pass phrase');
  await done();
});
