/** How `<sso-auth>` and the page's address go together: tabs are links, and only a change of `?sso=` changes the process. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { email, eventsOf, heading, scripted, show } from '../../support/element.js';
import { connecting, labelled, present, visit, withSettings } from '../../support/account.js';
import { atRest } from '../../support/at-rest.js';

const tabs = { 'show-tabs': '' };
const all = connecting('customerId');
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true });

const moved = () => new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));

/** Clicks with a key held; answers whether the element kept the browser from following the link. The test's page stays. */
function clickWith(link: Element, key: string): boolean {
  let prevented = false;
  const note = (event: Event) => {
    prevented = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener('click', note, { once: true });
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, [key]: true }));
  return prevented;
}
/** Other tests may have left there which flow this tab was at: only what is carried to another page counts. */
const carriedOn = () => Object.keys(sessionStorage).filter((key) => key.includes('email'));
const keys = ['ctrlKey', 'metaKey', 'shiftKey', 'altKey'];

test.each(keys)('a click on a tab with %s is the browser’s: nothing changes here', async (key) => {
  const element = await present('sso-auth', withSettings(all), tabs);
  await expect.element(tab('Register')).toBeVisible();
  const events = eventsOf(element);
  const before = location.href;
  expect(clickWith(tab('Register').element(), key)).toBe(false);
  await atRest();
  expect([element.view, location.href, events, carriedOn()]).toEqual(['login', before, [], []]);
});

test.each(keys)('a click on a link below the form with %s is the browser’s, too', async (key) => {
  const element = await show(scripted(), { 'register-url': '#register' });
  const link = page.getByRole('link', { name: 'Register', exact: true });
  await expect.element(link).toBeVisible();
  await page.getByLabelText('E-mail address or user name').fill(email);
  const events = eventsOf(element);
  expect([clickWith(link.element(), key), events, carriedOn()]).toEqual([false, [], []]);
});

test('a plain click on a tab stays in the page', async () => {
  const element = await present('sso-auth', withSettings(all), tabs);
  await expect.element(tab('Register')).toBeVisible();
  expect(clickWith(tab('Register').element(), 'none')).toBe(true);
  expect(element.view).toBe('register');
});

test('opened elsewhere, a tab keeps all that the address carries', async () => {
  visit('?edition=berlin&sso=login&next=%2Farticle#comments');
  const element = await present('sso-auth', withSettings(all), tabs);
  await expect.element(tab('Register')).toBeVisible();
  const { origin, pathname } = location;
  const wanted = (view: string) => `${origin}${pathname}?edition=berlin&sso=${view}&next=%2Farticle#comments`;
  expect((tab('Register').element() as HTMLAnchorElement).href).toBe(wanted('register'));
  await tab('Register').click();
  await expect.element(heading('Register')).toBeVisible();
  expect(location.href).toBe(wanted('register'));
  await element.updateComplete;
  expect((tab('Sign in').element() as HTMLAnchorElement).href).toBe(wanted('login'));
});

test('an anchor of the page leaves the process and what was typed as they are', async () => {
  const element = await present('sso-auth', withSettings(all));
  await expect.element(heading('Sign in')).toBeVisible();
  element.view = 'register';
  await labelled('E-mail address').fill('typed@publisher.test');
  const there = moved();
  location.hash = '#main';
  await there;
  await atRest();
  expect(element.view).toBe('register');
  await expect.element(labelled('E-mail address')).toHaveValue('typed@publisher.test');
  const back = moved();
  history.back();
  await back;
  await atRest();
  expect(element.view).toBe('register');
});

test('an address without a process is that of the attribute, also where the page was opened on another', async () => {
  visit('?sso=password-forgotten');
  const element = await present('sso-auth', withSettings(all), { view: 'register' });
  await expect.element(heading('Forgot your password?')).toBeVisible();
  history.pushState(null, '', '?');
  history.pushState(null, '', '?sso=login');
  element.view = 'login';
  await expect.element(heading('Sign in')).toBeVisible();
  history.back();
  await expect.element(heading('Register')).toBeVisible();
  history.back();
  await expect.element(heading('Forgot your password?')).toBeVisible();
});

test('a page that keeps the address itself is followed by the back button', async () => {
  const element = await present('sso-auth', withSettings(all));
  await expect.element(heading('Sign in')).toBeVisible();
  history.pushState(null, '', '?sso=register');
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  history.back();
  await expect.element(heading('Sign in')).toBeVisible();
});
