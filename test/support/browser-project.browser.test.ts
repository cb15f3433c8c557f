import { expect as isAccessible, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { expect, test } from 'vitest';

test('the browser project renders a fixture and checks its accessibility', async () => {
  const element = await fixture<HTMLButtonElement>(html`<button>Sign in</button>`);
  expect(element.textContent).toBe('Sign in');
  await isAccessible(element).to.be.accessible();
});

test('an inaccessible fixture fails the accessibility check', async () => {
  const element = await fixture<HTMLInputElement>(html`<input />`);
  await expect(isAccessible(element).to.be.accessible()).rejects.toThrow(/label/);
});

test("MSW's service worker is served from the root", async () => {
  const answer = await fetch('/mockServiceWorker.js');
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
  expect(await answer.text()).toMatch(/Mock Service Worker/);
});
