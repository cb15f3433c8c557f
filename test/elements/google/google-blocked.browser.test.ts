import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { answers, button, heading, scripted, show, signIn } from '../../support/element.js';
import type { Reply, SsoLogin } from '../../../src/entries/login.js';
import { atRest } from '../../support/at-rest.js';

const address = 'https://accounts.google.com/gsi/client';
const worker = setupWorker();
beforeAll(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
afterEach(() => worker.resetHandlers());
afterAll(() => worker.stop());

const withGoogle = (more: Record<string, Reply> = {}) =>
  scripted({ settings: { googleClientId: 'id.test' } as Reply, ...more });
const scripts = () => document.querySelectorAll(`script[src="${address}"]`).length;
const slotted = (element: SsoLogin) => element.querySelectorAll(':scope > [slot=google]').length;
/** Waits until the browser is done with the script. */
const ended = (how: 'load' | 'error') =>
  new Promise<void>((resolve) => {
    const note = ({ target }: Event) => {
      if (!(target instanceof HTMLScriptElement) || target.src !== address) return;
      document.removeEventListener(how, note, true);
      resolve();
    };
    document.addEventListener(how, note, true);
  });

test('without the setting no script of Google is loaded', async () => {
  worker.use(http.get(address, () => HttpResponse.error()));
  const element = await show(scripted({ settings: { accountConnect: { enabled: true } } as Reply }));
  await expect.element(button('Connect subscription')).toBeVisible();
  await atRest();
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
  const failed = ended('error');
  const element = await show(withGoogle({ 'login/start': answers.session }));
  await failed;
  expect(asked).toBe(1);
  await atRest();
  expect(slotted(element)).toBe(0);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('a script that loads and gives nothing leaves no button', async () => {
  worker.use(http.get(address, () => new HttpResponse('', { headers: { 'content-type': 'text/javascript' } })));
  const loaded = ended('load');
  const element = await show(withGoogle());
  await loaded;
  await atRest();
  expect(slotted(element)).toBe(0);
});
