/** The form on its page: another endpoint, another language, what is focused and what is told. */
import { fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  alert,
  anyBox,
  button,
  createEndpoint,
  editing,
  type Endpoint,
  focused,
  isSaved,
  isTakenIn,
  labelled,
  present,
  press,
  puts,
  whole,
} from './support.js';

afterEach(async () => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
  await page.viewport(1280, 720);
});

const reads = ({ sent }: Endpoint) => sent.filter(({ method, path }) => method === 'GET' && !path.endsWith('/history'));

test('without an attribute the endpoint is where the handler answers by default', async () => {
  const endpoint = createEndpoint();
  const element = document.createElement('sso-settings');
  document.body.append(element);
  await expect.poll(() => reads(endpoint).map(({ path }) => path)).toEqual(['/sso-settings']);
  element.remove();
});

test('a slash at the end of the endpoint is not doubled', async () => {
  const endpoint = createEndpoint({}, { keys: ['ssoName'] });
  const element = await present();
  element.endpoint = '/office/';
  await expect.poll(() => reads(endpoint).at(-1)?.path).toBe('/office');
  await press('Undo the last change');
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
  const paths = endpoint.sent.map(({ path }) => path).filter((path) => path.startsWith('/office'));
  expect(new Set(paths)).toEqual(new Set(['/office', '/office/history', '/office/undo', '/office/preview']));
});

test('another endpoint drops no edit: it is saved where it is from, and then the other one is asked', async () => {
  const { endpoint, element } = await editing();
  await labelled(anyBox).click();
  element.endpoint = '/other';
  await element.updateComplete;
  await expect.element(labelled(anyBox)).toBeChecked();
  await press('Save');
  await expect.poll(() => reads(endpoint).at(-1)?.path).toBe('/other');
  expect(puts(endpoint).map(({ path }) => path)).toEqual(['/settings']);
  await expect.element(button('Edit')).toBeVisible();
});

test('of two questions about the settings the last one counts', async () => {
  const endpoint = createEndpoint();
  const element = await present();
  await expect.element(button('Edit')).toBeVisible();
  const held: (() => Promise<void>)[] = [];
  const { answer } = endpoint;
  endpoint.answer = () => {
    const response = answer();
    return new Promise((resolve) =>
      held.push(() => {
        resolve(response);
        return isTakenIn(response);
      }),
    ) as unknown as Response;
  };
  endpoint.settings = { ...whole, maxSessions: 77 };
  element.endpoint = '/first';
  await expect.poll(() => held.length).toBe(1);
  endpoint.settings = { ...whole, maxSessions: 88 };
  element.endpoint = '/second';
  await expect.poll(() => held.length).toBe(2);
  await held[1]!();
  await expect.element(page.getByText('88', { exact: true })).toBeVisible();
  await held[0]!();
  await expect.element(page.getByText('88', { exact: true })).toBeVisible();
});

test('settings that cannot be read again stay in sight, and that is said', async () => {
  createEndpoint({ maxSessions: 77 });
  const element = await present();
  await expect.element(button('Edit')).toBeVisible();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await element.refresh();
  await expect.element(alert()).toHaveTextContent('The settings could not be reloaded');
  await expect.element(page.getByText('77', { exact: true })).toBeVisible();
});

test('settings that come while an edit has begun do not end it', async () => {
  const { endpoint, element } = await editing();
  await press('Cancel');
  let release: () => void = () => undefined;
  const { answer } = endpoint;
  endpoint.answer = () => new Promise((resolve) => (release = () => resolve(answer()))) as unknown as Response;
  const asked = element.refresh();
  await press('Edit');
  await labelled(anyBox).click();
  release();
  await asked;
  await expect.element(labelled(anyBox)).toBeChecked();
});

test('after “Try again” the focus is led on, whatever came of it', async () => {
  createEndpoint();
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await present();
  await press('Try again');
  await expect.poll(() => focused()?.getAttribute('role')).toBe('alert');
  vi.stubGlobal('fetch', fetch);
  await press('Try again');
  await expect.poll(() => focused()?.textContent).toBe('Sign-in settings');
});

test('that something was saved is told in a status that was there before', async () => {
  const { element } = await editing();
  const status = element.renderRoot.querySelector('[role=status]');
  await labelled(anyBox).click();
  await press('Save');
  await isSaved();
  expect(element.renderRoot.querySelector('[role=status]')).toBe(status);
  expect(status?.textContent).toBe('Saved.');
});

test('going on with the Tab key, what has the focus lies above the bar with Save', async () => {
  await page.viewport(1300, 700);
  const { element } = await editing();
  const bar = element.renderRoot.querySelector('[part=form] > [part=actions]')!;
  const hidden: string[] = [];
  labelled('Send codes by').element().scrollIntoView();
  (labelled('Send codes by').element() as HTMLElement).focus();
  for (let step = 0; step < 32; step += 1) {
    await userEvent.keyboard('{Tab}');
    const at = focused()!;
    if (bar.contains(at)) break;
    if (at.tagName !== 'TEXTAREA' && at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1)
      hidden.push(at.id);
  }
  expect(hidden).toEqual([]);
  expect(bar.contains(focused())).toBe(true);
});

test('another language in the middle of an edit takes nothing from it, and an open question speaks it, too', async () => {
  const { endpoint, element } = await editing();
  await labelled(anyBox).click();
  await press('Cancel');
  await expect.element(page.getByRole('dialog', { name: 'Discard your changes?' })).toBeVisible();
  document.documentElement.lang = 'de';
  await expect.element(page.getByRole('dialog', { name: 'Ihre Änderungen verwerfen?' })).toBeVisible();
  await press('Weiter bearbeiten');
  await labelled('Erlaubte Domains').fill('half.exam');
  document.documentElement.lang = 'en';
  await expect.element(button('Save')).toBeVisible();
  await expect.element(labelled('Allowed domains')).toHaveValue('half.exam');
  await expect.element(labelled(anyBox)).toBeChecked();
  expect(element.unsaved).toBe(true);
  await press('Save');
  await isSaved();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ forceUsername: true, allowedDomains: 'half.exam' });
});

test('a page in a language that the form has no texts in shows it in English, dates included', async () => {
  createEndpoint();
  const element = await present({ lang: 'fr' });
  await expect.element(page.getByText('1 Nov 2026', { exact: false })).toBeVisible();
  document.documentElement.removeAttribute('lang');
  await element.updateComplete;
  await expect.element(button('Edit')).toBeVisible();
});

test('a text that nobody can preview is read as it is written', async () => {
  createEndpoint({ ssoTermText: { de: '<p>AGB</p>' } }, { preview: () => new Response('', { status: 500 }) });
  await present();
  await expect.element(page.getByText('<p>AGB</p>', { exact: true })).toBeVisible();
});

test('a text that is being typed has no preview of another one beside it', async () => {
  const { endpoint } = await editing();
  const terms = page.getByRole('group', { name: 'Text of the terms' });
  const sample = terms.getByText('As readers see it');
  await expect.element(sample.first()).toBeVisible();
  expect(sample.elements()).toHaveLength(2);
  endpoint.preview = () => new Promise(() => undefined);
  await terms.getByLabelText('German', { exact: true }).fill('Neu');
  await expect.poll(() => sample.elements().length).toBe(1);
});

test('a number that came as a text is offered as one', async () => {
  const { endpoint } = await editing({ maxSessions: '2' });
  await press('Change to: 2');
  await press('Save');
  await isSaved();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ maxSessions: 2 });
});

test('what a version of the store is called is told in the page’s language', async () => {
  const answer = () =>
    Response.json({
      settings: whole,
      capabilities: { smsProvider: false },
      writable: true,
      version: { number: 2, at: '2026-11-01T10:00:00.000Z', by: 'edited in the file' },
      etag: '"2"',
    });
  createEndpoint({}, { answer });
  await present({ lang: 'de' });
  await expect.element(page.getByText('Version 2, in der Datei bearbeitet', { exact: false })).toBeVisible();
});
