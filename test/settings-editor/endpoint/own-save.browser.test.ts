/** A page that saves by itself, for settings that the endpoint can only read. */
import { fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { SsoSettings } from '../../../src/entries/settings.js';
import { alert, anyBox, button, createEndpoint, isSaved, labelled, present, press, puts, whole } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Save = NonNullable<SsoSettings['save']>;
async function editing(save: Save) {
  const endpoint = createEndpoint({}, { writable: false });
  const element = await present();
  element.save = save;
  element.requestUpdate();
  await press('Edit');
  await labelled(anyBox).click();
  return { endpoint, element };
}
const nothing = () => Promise.resolve(undefined);

test('it is told which version its change is made upon', async () => {
  const save = vi.fn<Save>(nothing);
  const { endpoint } = await editing(save);
  await press('Save');
  await isSaved();
  expect(save).toHaveBeenCalledExactlyOnceWith(
    { ...whole, forceUsername: true },
    { etag: '"3"', base: whole, signal: expect.any(AbortSignal) as AbortSignal },
  );
  expect(puts(endpoint)).toEqual([]);
});

test('what somebody else saved meanwhile is shown first, and nothing is handed over', async () => {
  const save = vi.fn<Save>(nothing);
  const { endpoint } = await editing(save);
  Object.assign(endpoint, { settings: { ...whole, maxSessions: 9 }, number: 4 });
  await press('Save');
  await expect.element(alert().getByText('Someone else has saved in the meantime')).toBeVisible();
  expect(save).not.toHaveBeenCalled();
  await press('Save this choice');
  await isSaved();
  expect(save.mock.calls[0]?.[0]).toEqual({ ...whole, maxSessions: 9, forceUsername: true });
  expect(save.mock.calls[0]?.[1]).toMatchObject({ etag: '"4"', base: { maxSessions: 9 } });
});

test('a second save goes out, too, whether the endpoint knows of the first one or not', async () => {
  const save = vi.fn<Save>(nothing);
  const { endpoint } = await editing(save);
  await press('Save');
  await isSaved();
  await press('Edit');
  await labelled('Hide the field “Title”').click();
  await press('Save');
  await isSaved();
  Object.assign(endpoint, { settings: save.mock.lastCall?.[0], number: 5 });
  await press('Edit');
  await labelled(anyBox).click();
  await press('Save');
  await isSaved();
  expect(save).toHaveBeenCalledTimes(3);
});

test.each<[string, Save]>([
  ['rejects', () => Promise.reject(new Error('no'))],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
])('one that %s keeps the form, and can be tried again', async (_what, fail) => {
  const save = vi.fn<Save>(nothing).mockImplementationOnce(fail);
  await editing(save);
  await press('Save');
  await expect.element(alert()).toHaveTextContent('That did not work. Your changes are still here.');
  await expect.element(labelled(anyBox)).toBeChecked();
  await press('Save');
  await isSaved();
});

test('what it answers is wrong is told at its setting, and holds up no second try', async () => {
  const found = { findings: [{ key: 'googleClientId', code: 'too-long', severity: 'error' }] } as const;
  const save = vi.fn<Save>(nothing).mockResolvedValueOnce(found);
  await editing(save);
  await press('Save');
  await expect.element(page.getByText('At most 200 characters.')).toBeVisible();
  await press('Save');
  await isSaved();
});

test('one that never ends is waited for no longer than a time, and is told that', async () => {
  const clock = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  let signal: AbortSignal | undefined;
  await editing((_settings, upon) => {
    ({ signal } = upon);
    return new Promise(() => undefined);
  });
  timeout.mockReturnValue(clock.signal);
  await press('Save');
  await expect.poll(() => signal).toBeDefined();
  await expect.element(button('Saving…')).toBeVisible();
  clock.abort();
  await expect.element(alert()).toHaveTextContent('There was no answer in time.');
  expect(signal?.aborted).toBe(true);
  await expect.element(button('Save')).toBeVisible();
});

test('where the endpoint cannot be asked first, nothing is handed over', async () => {
  const save = vi.fn<Save>(nothing);
  await editing(save);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await press('Save');
  await expect.element(alert()).toHaveTextContent('No connection.');
  expect(save).not.toHaveBeenCalled();
});
