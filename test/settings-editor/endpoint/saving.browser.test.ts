/** Saves that are refused, and saves that there is nothing to send of. */
import { fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { alert, anyBox, button, editing, focused, isSaved, labelled, press, puts, type, whole } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
});

const refusal = (findings: unknown) => () =>
  new Response(JSON.stringify({ code: 'invalid-settings', findings }), { status: 422 });

test.each([
  ['a code of tomorrow', [{ key: 'ssoName', code: 'from-tomorrow', severity: 'error' }], 'Check the marked fields.'],
  ['a setting of tomorrow', [{ key: 'stranger', code: 'too-long', severity: 'error' }], 'this form cannot show'],
  ['no list', 'x', 'this form cannot show'],
  ['odd members', [null, 1, { key: 'ssoName' }], 'Check the marked fields.'],
])('a refusal with %s keeps the form, which can be saved again', async (_what, findings, text) => {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = refusal(findings);
  await press('Save');
  await expect.element(alert().getByText(text, { exact: false })).toBeVisible();
  await expect.element(labelled(anyBox)).toBeChecked();
  await press('Save');
  await isSaved();
  expect(puts(endpoint)).toHaveLength(2);
});

test('what the server found for a reason of its own is told at the setting', async () => {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = refusal([{ key: 'googleClientId', code: 'from-tomorrow', severity: 'error' }]);
  await press('Save');
  await expect.element(page.getByText('This was refused for a reason that this form does not know.')).toBeVisible();
  await expect.poll(() => focused()?.id).toBe('googleClientId');
});

test.each([
  [413, '{"code":"request-too-large"}'],
  [428, '{"code":"version-needed"}'],
  [413, '<html>'],
])('a save that is answered with %i keeps the form and says so', async (status, body) => {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = () => new Response(body, { status });
  await press('Save');
  await expect.element(alert()).toHaveTextContent('That did not work. Your changes are still here.');
  await expect.element(labelled(anyBox)).toBeChecked();
});

test('a form that is older than its endpoint asks for a reload', async () => {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = () => new Response('{"code":"protocol-unknown"}', { status: 400 });
  await press('Save');
  await expect.element(alert()).toHaveTextContent('This page is out of date. Reload it; your changes will be lost.');
  await expect.element(labelled(anyBox)).toBeChecked();
});

test('what is wrong here takes the place of what went wrong before', async () => {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = () => Promise.reject(new TypeError('offline'));
  await press('Save');
  await expect.element(alert()).toHaveTextContent('No connection.');
  await type('Devices signed in at the same time', '101');
  await press('Save');
  await expect.poll(() => focused()?.id).toBe('maxSessions');
  await expect.element(page.getByText('No connection.', { exact: false })).not.toBeInTheDocument();
});

test('Save without a change sends nothing, and says so', async () => {
  const { endpoint } = await editing();
  await press('Save');
  await expect.element(page.getByText('You changed nothing, so nothing was saved.')).toBeVisible();
  await expect.poll(() => focused()?.textContent).toBe('Sign-in settings');
  expect(puts(endpoint)).toEqual([]);
});

test('a draft with a mistake is not asked about first', async () => {
  await editing();
  await labelled('Switch sign-in off').click();
  await type('Devices signed in at the same time', '101');
  await press('Save');
  await expect.poll(() => focused()?.id).toBe('maxSessions');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test.each([
  [
    'Let readers connect a subscription',
    { allowRegistrationIdentifier: false, registrationIdentifiers: { requestCustomerId: true } },
    'Anyone who knows this number',
  ],
  ['Let readers connect a subscription', {}, 'Nobody is asked for these unless readers can connect a subscription.'],
  [
    'Ask for advertising consent at registration',
    { ssoOptIn: false, ssoOptInText: {} },
    'Without a text, nobody is asked for advertising consent.',
  ],
  ['Offer “Sign in with Google”', {}, '“Sign in with Google” needs a client ID.'],
])('what “%s” brings about elsewhere is told before the save', async (name, change, text) => {
  const { endpoint } = await editing(change);
  await expect.element(page.getByText(text, { exact: false })).not.toBeInTheDocument();
  await labelled(name).click();
  await expect.element(page.getByText(text, { exact: false })).toBeVisible();
  expect(puts(endpoint)).toEqual([]);
});

test('a text that is emptied is taken out, and one that is typed and deleted again is no change', async () => {
  const { endpoint, element } = await editing({ ssoOptInText: { en: 'Yes' } });
  const inGerman = (group: string) =>
    page.getByRole('group', { name: group }).getByLabelText('German', { exact: true });
  await inGerman('Text of the advertising consent').fill('J');
  expect(element.unsaved).toBe(true);
  await inGerman('Text of the advertising consent').fill('');
  expect(element.unsaved).toBe(false);
  await inGerman('Text of the terms').fill('');
  await press('Save');
  await isSaved();
  expect(puts(endpoint)[0]?.body['settings']).toEqual({
    ...whole,
    ssoTermText: { en: '<p>Terms</p>' },
    ssoOptInText: { en: 'Yes' },
  });
});

test('a box that is ticked and taken back is no change', async () => {
  const { element } = await editing();
  await labelled('Town or city').click();
  expect(element.unsaved).toBe(true);
  await labelled('Town or city').click();
  expect(element.unsaved).toBe(false);
});

test.each([
  ['Example.ORG, EXAMPLE.org', 'example.org'],
  ['example.org., example.org', 'example.org'],
])('the domains “%s” are %s', async (typed, saved) => {
  const { endpoint } = await editing();
  await type('Allowed domains', typed);
  await expect.element(labelled('Allowed domains')).toHaveValue(saved);
  await press('Save');
  await isSaved();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ allowedDomains: saved });
});

test('both texts that are too long are told with their language', async () => {
  await editing();
  const terms = page.getByRole('group', { name: 'Text of the terms' });
  for (const language of ['German', 'English'])
    await terms.getByLabelText(language, { exact: true }).fill('a'.repeat(2001));
  await press('Save');
  await expect.element(terms.getByText('German: At most 2000 characters.')).toBeVisible();
  await expect.element(terms.getByText('English: At most 2000 characters.')).toBeVisible();
  await expect.element(button('Save')).toBeVisible();
});
