/** The ETag on its way through a proxy: that of the body is the one that counts. */
import { fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { button, createEndpoint, present, puts, type } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
});

test('a save names the ETag of the body, whatever a proxy made of the header', async () => {
  const endpoint = createEndpoint();
  const { answer } = endpoint;
  endpoint.answer = () => {
    const response = answer();
    response.headers.set('etag', `W/"${endpoint.number}-gzip"`);
    return response;
  };
  await present();
  await button('Edit').click();
  await type('Devices signed in at the same time', '5');
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(puts(endpoint)[0]?.match).toBe('"3"');
});
