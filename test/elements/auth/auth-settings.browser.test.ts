/** What `<sso-auth>` makes of settings that fail, come late, or forbid one process alone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { button, focused, heading, later, problem } from '../../support/element.js';
import { connecting, everything, labelled, plain, present, withSettings } from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

const tabs = { 'show-tabs': '' };
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true });
const settings = (document: object) => document as Reply;
const off = connecting();
const connectOff = { accountConnect: { enabled: false } };
const noForm = 'You cannot sign in at the moment';
const notHere = 'You cannot connect a subscription here';
const failed = ['timeout', 'offline', 'upstream-failed'];

test.each(failed)(
  'settings that failed with %s at sign-in are read again for a process that needs them',
  async (code) => {
    const client = withSettings([problem(code), settings(everything)]);
    await present('sso-auth', client, tabs);
    await expect.element(heading('Sign in')).toBeVisible();
    await expect.poll(() => client.to('settings').length).toBe(1);
    await tab('Register').click();
    await expect.element(labelled('First name')).toBeVisible();
    expect(client.to('settings')).toHaveLength(2);
  },
);

test('settings that fail again show a notice with a button to try again and a link to sign-in', async () => {
  const client = withSettings([problem('timeout'), problem('timeout'), settings({})]);
  await present('sso-auth', client, tabs);
  await expect.element(heading('Sign in')).toBeVisible();
  await tab('Register').click();
  await expect.element(heading(noForm)).toBeVisible();
  await expect.poll(() => focused()).toBe(heading().element());
  await expect.element(tab('Sign in')).toBeVisible();
  await button('Try again').click();
  await expect.element(heading('Register')).toBeVisible();
});

test('after that notice the forward button shows a form as well', async () => {
  const client = withSettings([problem('timeout'), problem('timeout'), problem('timeout'), settings({})]);
  await present('sso-auth', client, tabs);
  await tab('Register').click();
  await expect.element(heading(noForm)).toBeVisible();
  history.back();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.poll(() => client.to('settings').length).toBe(3);
  history.forward();
  await expect.element(heading('Register')).toBeVisible();
});

test('settings under way are not requested a second time, and the focus moves to the form', async () => {
  const { promise, answer } = later();
  const client = withSettings(promise);
  const element = await present('sso-auth', client, tabs);
  await expect.element(heading('Sign in')).toBeVisible();
  const fired: string[] = [];
  element.addEventListener('sso-step', ({ page: name }) => fired.push(name));
  await tab('Register').click();
  await expect.element(page.getByText('Please wait…')).toBeVisible();
  expect([client.to('settings').length, fired]).toEqual([1, []]);
  answer(settings({}));
  await expect.element(heading('Register')).toBeVisible();
  await expect.poll(() => focused()).toBe(heading().element());
  expect([client.to('settings').length, fired]).toEqual([1, ['defaultRegistrationForm']]);
});

const closed: [string, object][] = [
  ['switched off', connectOff],
  ['without an ID', connecting('city')],
];

test.each(closed)(
  'account connect that is %s: the tab leads the focus to its notice, and the tabs stay',
  async (_what, document) => {
    await present('sso-auth', withSettings(document), { ...tabs, 'connect-link': 'shown' });
    await tab('Connect subscription').click();
    await expect.element(heading(notHere)).toBeVisible();
    await expect.poll(() => focused()).toBe(heading().element());
    await tab('Register').click();
    await expect.element(heading('Register')).toBeVisible();
  },
);

test.each(closed)(
  'account connect that is %s has a link to sign-in where there are no tabs',
  async (_what, document) => {
    const element = await present('sso-auth', withSettings(document), { view: 'account-connect' });
    await expect.element(heading(notHere)).toBeVisible();
    // The page was opened on it: the focus stays where it is.
    expect(focused()).toBe(window.document.body);
    await button('Already registered? Sign in').click();
    await expect.element(heading('Sign in')).toBeVisible();
    expect(element.view).toBe('login');
  },
);

test('<sso-account-connect> that is switched off has a link to sign-in, too', async () => {
  await present('sso-account-connect', withSettings(connectOff), { 'login-url': '#login' });
  await expect.element(heading(notHere)).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Already registered? Sign in' })).toBeVisible();
});

test.each([
  ['off', noForm],
  ['emergency', 'No need to sign in right now'],
])('%s concerns every process, so no other one is offered', async (availability, title) => {
  const element = await present('sso-auth', withSettings({ availability, ...off }), { ...tabs, view: 'register' });
  await expect.element(heading(title)).toBeVisible();
  expect(element.shadowRoot!.querySelector('nav')).toBeNull();
  expect(plain(element.shadowRoot)).not.toContain('Register');
});
