/** What frameworks make of values that are absent or false. */
import { expect, test, vi } from 'vitest';
import '../../../src/entries/all.js';
import type { SsoLogin } from '../../../src/entries/all.js';
import { scripted, show } from '../../support/element.js';
import { present, withSettings } from '../../support/account.js';

const tabs = (element: HTMLElement) => element.shadowRoot?.querySelector('[part=tabs]');

test.each([
  ['false', false],
  ['', true],
  ['true', true],
  ['show-tabs', true],
])('the attribute show-tabs=%j is %s', async (value, on) => {
  const element = await present('sso-auth', withSettings({}), { 'show-tabs': value });
  expect([element.showTabs, !!tabs(element)]).toEqual([on, on]);
  element.removeAttribute('show-tabs');
  await element.updateComplete;
  expect([element.showTabs, !!tabs(element)]).toEqual([false, false]);
});

test.each([
  ['false', false],
  [false, false],
  [null, false],
  [undefined, false],
  ['', true],
  ['true', true],
  [true, true],
])('the property showTabs set to %j is %s', async (value, on) => {
  const element = await present('sso-auth', withSettings({}));
  Reflect.set(element, 'showTabs', value);
  await element.updateComplete;
  expect([element.showTabs, !!tabs(element)]).toEqual([on, on]);
});

const texts = [
  'endpoint',
  'email',
  'source',
  'returnUrl',
  'verificationUrl',
  'loginUrl',
  'registerUrl',
  'connectUrl',
  'passwordUrl',
  'connectLink',
] as const satisfies (keyof SsoLogin)[];

test.each([null, undefined, ''])('every text that is set to %j is absent', async (value) => {
  const fetch = vi.spyOn(window, 'fetch').mockImplementation(() => Promise.resolve(Response.json({})));
  const element = await show();
  for (const name of texts) Reflect.set(element, name, value);
  await element.updateComplete;
  expect(element.gateway).toBe(`${location.origin}/sso`);
  expect(Object.keys(element.commonFields)).toEqual(['language', 'page']);
  expect(element.shadowRoot?.querySelector('a[part=link]')).toBeNull();
  expect(element.shadowRoot?.querySelector('input')?.value).toBe('');
  fetch.mockRestore();
});

test.each([null, undefined, 'nonsense'])('a view that is set to %j is login', async (value) => {
  const element = await present('sso-auth', withSettings({}), { view: 'register' });
  Reflect.set(element, 'view', value);
  await element.updateComplete;
  expect(element.view).toBe('login');
});

test('a client that is set to null is none', async () => {
  const fetch = vi.spyOn(window, 'fetch').mockImplementation(() => Promise.resolve(Response.json({})));
  const element = await show(scripted());
  Reflect.set(element, 'client', null);
  await element.updateComplete;
  await expect.poll(() => fetch.mock.calls.length).toBeGreaterThan(0);
  fetch.mockRestore();
});
