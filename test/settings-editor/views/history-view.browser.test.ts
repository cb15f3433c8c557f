/** Who has changed which settings and when, as the form tells it. */
import { expect as chai, fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { anyBox, createEndpoint, focused, isSaved, labelled, present, press, type Endpoint } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
});

const at = '2026-11-01T10:00:00.000Z';
const versions = [
  { number: 3, at, by: 'Ada', keys: ['tokenType', 'laterSetting'], undoes: 2 },
  { number: 2, at, by: 'edited in the file', keys: ['allowedDomains'] },
  { number: 1, at, by: 'initial', keys: [] },
];
const asked = ({ sent }: Endpoint) => sent.filter(({ path }) => path.endsWith('/history')).length;
const summary = (name = 'Versions') => page.getByText(name, { exact: true });
const items = () => page.getByRole('list').getByRole('listitem');

test('the versions are asked for when they are opened, and told with who, when and what', async () => {
  const endpoint = createEndpoint({}, { versions });
  const element = await present();
  await expect.element(summary()).toBeVisible();
  expect(asked(endpoint)).toBe(0);
  await summary().click();
  await expect.element(items()).toHaveLength(3);
  const told = items()
    .elements()
    .map((each) => each.textContent.replace(/\s+/g, ' ').trim());
  expect(told[0]).toMatch(
    /^Version 3, saved by Ada on 1 Nov 2026.*\. Undoes version 2\. Changed: Send codes by, laterSetting$/,
  );
  expect(told[1]).toMatch(/^Version 2, edited in the store’s file, on .* Allowed domains$/);
  expect(told[2]).toMatch(/^Initial settings of /);
  expect(asked(endpoint)).toBe(1);
  await chai(element).to.be.accessible();
});

test('in German they are told in German', async () => {
  createEndpoint({}, { versions });
  await present({ lang: 'de' });
  await summary('Versionen').click();
  await expect.element(page.getByText('Macht Version 2 rückgängig', { exact: false })).toBeVisible();
});

test('they are opened by the keyboard, and are still open after an edit, with what was saved in it', async () => {
  const endpoint = createEndpoint({}, { versions });
  await present();
  await expect.element(summary()).toBeVisible();
  (summary().element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(items()).toHaveLength(3);
  await press('Edit');
  await labelled(anyBox).click();
  endpoint.versions = [{ number: 4, at, by: 'Grace', keys: ['forceUsername'] }, ...versions];
  await press('Save');
  await isSaved();
  await expect.element(items().nth(0)).toHaveTextContent(/^Version 4, saved by Grace/);
  expect(asked(endpoint)).toBe(2);
});

test('where they cannot be told, that is said, and they can be asked for again', async () => {
  const endpoint = createEndpoint();
  await present();
  await summary().click();
  await expect.element(page.getByText('The versions cannot be shown at the moment.')).toBeVisible();
  endpoint.versions = versions;
  await press('Try again');
  await expect.element(items()).toHaveLength(3);
  expect(focused()).toBe(summary().element());
});

test('what is no version is left out, and one that does not say what it changed is told without', async () => {
  const odd = [
    null,
    7,
    { number: 'x' },
    { number: 9, at: 'never', by: 'Ada' },
    { number: 2, at, by: 'Grace', keys: [7] },
  ];
  createEndpoint({}, { versions: [...odd, { number: 1, at, by: 'Ada' }] });
  await present();
  await summary().click();
  await expect.element(items()).toHaveLength(2);
  const told = items()
    .elements()
    .map((each) => each.textContent.replace(/\s+/g, ' ').trim());
  expect(told[0]).toMatch(/^Version 2, saved by Grace on [^.]*$/);
  expect(told[1]).toMatch(/^Version 1, saved by Ada on [^.]*$/);
});

test('the versions of another endpoint are asked for anew', async () => {
  const endpoint = createEndpoint({}, { versions });
  const element = await present();
  await summary().click();
  await expect.element(items()).toHaveLength(3);
  endpoint.versions = versions.slice(0, 1);
  element.endpoint = '/other';
  await expect.element(items()).toHaveLength(1);
  expect(endpoint.sent.filter(({ path }) => path === '/other/history')).toHaveLength(1);
});

test.each([
  ['versions are not counted', { version: undefined }],
  ['there is no change yet', { number: 1 }],
])('where %s, there are none to open', async (_why, more) => {
  createEndpoint({}, more);
  await present();
  await expect.element(page.getByRole('button', { name: 'Edit' })).toBeVisible();
  expect(summary().query()).toBeNull();
});
