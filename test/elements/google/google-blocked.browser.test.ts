import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answers, button, heading, scripted, show, signIn } from '../../support/element.js';
import type { Reply, SsoLogin } from '../../../src/entries/login.js';

const address = 'https://accounts.google.com/gsi/client';
const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());

const withGoogle = (more: Record<string, Reply> = {}) =>
  scripted({ settings: { googleClientId: 'id.test' } as Reply, ...more });
const scripts = () => document.querySelectorAll(`script[src="${address}"]`).length;
const slotted = (element: SsoLogin) => element.querySelectorAll(':scope > [slot=google]').length;
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

test('without the setting no script of Google is loaded', async () => {
  worker.use(http.get(address, () => HttpResponse.error()));
  const element = await show(scripted({ settings: { accountConnect: { enabled: true } } as Reply }));
  await expect.element(button('Connect subscription')).toBeVisible();
  await settled();
  expect([scripts(), slotted(element)]).toEqual([0, 0]);
});

test('where the script cannot be loaded there is no button, and the rest works', async () => {
  let asked = 0;
  worker.use(
    http.get(address, () => {
      asked += 1;
      return HttpResponse.error();
    }),
  );
  const element = await show(withGoogle({ 'login/start': answers.session }));
  await expect.poll(() => asked).toBe(1);
  await settled();
  expect(slotted(element)).toBe(0);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('a script that loads and gives nothing leaves no button', async () => {
  worker.use(http.get(address, () => new HttpResponse('', { headers: { 'content-type': 'text/javascript' } })));
  const before = scripts();
  const element = await show(withGoogle());
  await expect.poll(scripts).toBe(before + 1);
  await settled();
  expect(slotted(element)).toBe(0);
});
