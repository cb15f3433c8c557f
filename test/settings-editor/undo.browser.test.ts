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
  await expect.element(alert()).toHaveTextContent('There is no change before this one that could be undone.');
  await expect.poll(() => focused()?.getAttribute('role')).toBe('alert');
});
