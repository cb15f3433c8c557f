import { fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { alert, button, createEndpoint, type Endpoint, focused, present, press, whole } from './support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
});

const undo = 'Undo the last change';
const undos = ({ sent }: Endpoint) => sent.filter(({ path }) => path.endsWith('/undo'));
const click = (name: string) => {
  (button(name).element() as HTMLButtonElement).click();
};

test('pressing Undo twice undoes once', async () => {
  const endpoint = createEndpoint({ ssoName: 'REQUIRED' }, { keys: ['ssoName'] });
  await present();
  await expect.element(button(undo)).toBeVisible();
  click(undo);
  click(undo);
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
  expect(undos(endpoint)).toHaveLength(1);
});

test('no edit begins while an undo is under way', async () => {
  const endpoint = createEndpoint({ ssoName: 'REQUIRED' }, { keys: ['ssoName'] });
  await present();
  let release: () => void = () => undefined;
  endpoint.instead = () =>
    new Promise((resolve) => {
      release = () => {
        Object.assign(endpoint, { number: 4, settings: whole });
        resolve(endpoint.answer());
      };
    });
  await press(undo);
  await expect.poll(() => undos(endpoint).length).toBe(1);
  await expect.element(button('Edit')).toHaveAttribute('aria-disabled', 'true');
  click('Edit');
  await expect.element(button('Save')).not.toBeInTheDocument();
  release();
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
  await press('Edit');
  await expect.element(button('Save')).toBeVisible();
});

test('an undo that is not wanted after all leaves everything as it was', async () => {
  const endpoint = createEndpoint();
  await present();
  await press(undo);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect.element(button('Edit')).toHaveAttribute('aria-disabled', 'false');
  expect(undos(endpoint)).toEqual([]);
});

test('an undo of what is no more there says so, and the focus is led to it', async () => {
  const endpoint = createEndpoint({}, { keys: ['ssoName'] });
  await present();
  await expect.element(button('Edit')).toBeVisible();
  endpoint.instead = () => new Response('{"code":"nothing-to-undo"}', { status: 409 });
  await press(undo);
  await expect.element(alert()).toHaveTextContent('There is no earlier change to undo.');
  await expect.poll(() => focused()?.getAttribute('role')).toBe('alert');
});

test('a reading that was under way does not take the place of what is undone', async () => {
  const endpoint = createEndpoint({ ssoName: 'REQUIRED' }, { keys: ['ssoName'] });
  const element = await present();
  await expect.element(button(undo)).toBeVisible();
  let release: () => void = () => undefined;
  const { answer } = endpoint;
  endpoint.answer = () =>
    ({
      json: () => new Promise((resolve) => (release = () => resolve(answer().json()))),
      ok: true,
      status: 200,
      headers: new Headers(),
    }) as Response;
  const refreshed = element.refresh();
  await expect
    .poll(() => endpoint.sent.filter(({ method, path }) => method === 'GET' && path === '/settings').length)
    .toBe(2);
  endpoint.answer = answer;
  endpoint.keys = undefined as never;
  await press(undo);
  // Somebody else saves, and the reading tells of it.
  endpoint.number = 4;
  release();
  await refreshed;
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect.element(alert()).toHaveTextContent('Someone else has saved in the meantime. Nothing was overwritten.');
  expect(undos(endpoint).map(({ match }) => match)).toEqual(['"3"']);
});

test('what was saved elsewhere while the question is open is not undone by its Yes', async () => {
  const endpoint = createEndpoint();
  const element = await present();
  await press(undo);
  await expect.element(page.getByRole('dialog')).toBeVisible();
  endpoint.number = 4;
  await element.refresh();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect.element(alert()).toHaveTextContent('Someone else has saved in the meantime. Nothing was overwritten.');
  expect(undos(endpoint).map(({ match }) => match)).toEqual(['"3"']);
});

test.each([
  ['the connection breaks off', () => Promise.reject(new TypeError('offline')), /^The connection was lost\./],
  [
    'the endpoint fails',
    () => new Response('{}', { status: 500 }),
    /^That did not work\. The last change has not been undone\./,
  ],
])('an undo during which %s is told as one', async (_when, instead, told) => {
  const endpoint = createEndpoint({}, { keys: ['ssoName'] });
  await present();
  await expect.element(button(undo)).toBeVisible();
  endpoint.instead = instead;
  await press(undo);
  await expect.element(alert()).toHaveTextContent(told);
});
