/** Two people save: nothing is overwritten, nobody is asked without need, and what was not chosen is kept from both. */
import { expect as chai, fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { alert, anyBox, editing, type Endpoint, focused, isSaved, labelled, press, puts, whole } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
});

const names = 'Ask for first and last name';
const overtake = (endpoint: Endpoint, change: object, number = 4) =>
  Object.assign(endpoint, { settings: { ...endpoint.settings, ...change }, number });
const row = (name: string | RegExp) => page.getByRole('row', { name });
const inTexts = (group: string, language: string) =>
  page.getByRole('group', { name: group }).getByLabelText(language, { exact: true });
const isConflict = () => expect.element(alert().getByText('Someone else has saved in the meantime')).toBeVisible();

test('a setting that this form does not know is compared as it is written', async () => {
  const { endpoint } = await editing({ laterSetting: 1, title: 'x' });
  await labelled(anyBox).click();
  overtake(endpoint, { laterSetting: 2, title: 'y' });
  await press('Save');
  await expect.element(row('laterSetting')).toHaveTextContent(/laterSetting\s*1\s*2/);
  await expect.element(row(/^title/)).toBeVisible();
  await press('Save this choice');
  await isSaved();
  expect(puts(endpoint).at(-1)?.body['settings']).toEqual({
    ...whole,
    laterSetting: 2,
    title: 'y',
    forceUsername: true,
  });
});

test('a script of the former iframe that was changed meanwhile has its name', async () => {
  const { endpoint } = await editing({ css: 'a' });
  await labelled(anyBox).click();
  overtake(endpoint, { css: 'b' });
  await press('Save');
  await expect.element(row(/^Style sheet of the former iframe/)).toBeVisible();
});

test('changes of two languages of one text are kept from both, and nobody is asked', async () => {
  const { endpoint } = await editing();
  await inTexts('Text of the terms', 'German').fill('Neue AGB');
  overtake(endpoint, { ssoTermText: { ...whole.ssoTermText, en: 'New terms' } });
  await press('Save');
  await expect.element(row('Text of the terms: German')).toHaveTextContent('Neue AGB');
  await expect.element(row('Text of the terms: English')).toHaveTextContent('New terms');
  expect(page.getByRole('radio').elements()).toEqual([]);
  await press('Save this choice');
  await isSaved();
  expect(puts(endpoint).at(-1)?.body['settings']).toMatchObject({ ssoTermText: { de: 'Neue AGB', en: 'New terms' } });
});

test('where both have changed one language of a text, there is a choice for that language alone', async () => {
  const { endpoint } = await editing();
  await inTexts('Text of the terms', 'German').fill('Meine');
  overtake(endpoint, { ssoTermText: { de: 'Ihre', en: 'New terms' } });
  await press('Save');
  await isConflict();
  expect(page.getByRole('radio').elements()).toHaveLength(2);
  await page.getByRole('radio', { name: 'Text of the terms: German Meine', exact: true }).click();
  await press('Save this choice');
  await isSaved();
  expect(puts(endpoint).at(-1)?.body['settings']).toMatchObject({ ssoTermText: { de: 'Meine', en: 'New terms' } });
});

test('two boxes of one setting that two people ticked are both kept', async () => {
  const { endpoint } = await editing();
  await labelled('Street').click();
  overtake(endpoint, { registrationIdentifiers: { ...whole.registrationIdentifiers, requestCity: true } });
  await press('Save');
  await isConflict();
  await expect.element(row('Required details: Street')).toHaveTextContent(/Yes\s*No/);
  expect(page.getByRole('radio').elements()).toEqual([]);
  await press('Save this choice');
  await isSaved();
  expect(puts(endpoint).at(-1)?.body['settings']).toMatchObject({
    registrationIdentifiers: { ...whole.registrationIdentifiers, requestStreet: true, requestCity: true },
  });
});

test('each choice is named by its setting, and one that is missing is told in the page’s language', async () => {
  const { endpoint, element } = await editing();
  await labelled(names).selectOptions('REQUIRED');
  overtake(endpoint, { ssoName: 'OPTIONAL' });
  await press('Save');
  await press('Save this choice');
  await expect.element(page.getByText('Choose one of the two.')).toBeVisible();
  await expect.poll(() => focused()?.id).toBe('mine-ssoName');
  await chai(element).to.be.accessible();
  expect(puts(endpoint)).toHaveLength(1);
  await page.getByRole('radio', { name: `${names} Optional at registration and at sign-in`, exact: true }).click();
  await press('Save this choice');
  // Theirs was chosen, and stands there already: there is nothing to save.
  await expect.element(page.getByText('You changed nothing, so nothing was saved.')).toBeVisible();
  await expect.element(page.getByText('Optional at registration and at sign-in', { exact: true })).toBeVisible();
  expect(puts(endpoint)).toHaveLength(1);
});

test('who discards a conflict sees what the other one saved, and goes on from there', async () => {
  const { endpoint } = await editing();
  await labelled(names).selectOptions('REQUIRED');
  overtake(endpoint, { ssoName: 'OPTIONAL', disableSsoFunctionality: true });
  await press('Save');
  await press('Cancel');
  await press('Discard changes');
  await expect.element(page.getByText('Version 4, saved by Ada', { exact: false })).toBeVisible();
  await expect.element(page.getByText('Optional at registration and at sign-in', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Sign-in is switched off', { exact: false })).toBeVisible();
  await press('Edit');
  await labelled(anyBox).click();
  await press('Save');
  await isSaved();
  expect(puts(endpoint).at(-1)?.match).toBe('"4"');
});

test('a choice that would shut readers out again is confirmed', async () => {
  const { endpoint } = await editing({ emergencyMode: 'CONTRACT_COMPANY_MODE' });
  await labelled('Emergency mode').selectOptions('PLENIGO_MODE');
  overtake(endpoint, { emergencyMode: 'NONE' });
  await press('Save');
  await page.getByRole('radio', { name: 'Emergency mode On (the service)' }).click();
  await press('Save this choice');
  await expect.element(page.getByRole('dialog', { name: 'Save these changes?' })).toBeVisible();
  expect(puts(endpoint)).toHaveLength(1);
  await press('Save changes');
  await isSaved();
  expect(puts(endpoint).at(-1)?.body['settings']).toMatchObject({ emergencyMode: 'PLENIGO_MODE' });
});

test('what two people’s changes break together is told before anything is asked, and asked once it is mended', async () => {
  const { endpoint } = await editing({ emergencyMode: 'CONTRACT_COMPANY_MODE', googleClientId: '1234' });
  await labelled('Emergency mode').selectOptions('PLENIGO_MODE');
  await labelled('Offer “Sign in with Google”').click();
  overtake(endpoint, { emergencyMode: 'NONE', googleClientId: '' });
  await press('Save');
  await page.getByRole('radio', { name: 'Emergency mode On (the service)' }).click();
  await press('Save this choice');
  await expect.element(page.getByText('“Sign in with Google” needs a client ID.')).toBeVisible();
  expect(page.getByRole('dialog').elements()).toEqual([]);
  await labelled('Google client ID').fill('5678');
  await press('Save');
  await press('Save changes');
  await isSaved();
  expect(puts(endpoint)).toHaveLength(2);
});

/** A save that arrived, and whose answer did not. */
async function savedUnheard(): Promise<Endpoint> {
  const { endpoint } = await editing();
  await labelled(anyBox).click();
  endpoint.instead = () => {
    overtake(endpoint, { forceUsername: true });
    return Promise.reject(new TypeError('offline'));
  };
  await press('Save');
  await expect.element(alert()).toHaveTextContent('No connection.');
  return endpoint;
}

test('a save that arrived, and whose answer was lost, is no conflict when it is tried again', async () => {
  const endpoint = await savedUnheard();
  await press('Save');
  await isSaved();
  await expect.element(page.getByText('Version 4, saved by Ada', { exact: false })).toBeVisible();
  expect(endpoint.number).toBe(4);
});

test('a lost answer and a change of heart: what may have been saved is sent again, or shown', async () => {
  await savedUnheard();
  await labelled(anyBox).click();
  await press('Cancel');
  await expect.element(page.getByText('Version 4, saved by Ada', { exact: false })).toBeVisible();
});

test('a conflict that does not say what was saved is asked about', async () => {
  const { endpoint } = await editing();
  await labelled(names).selectOptions('REQUIRED');
  overtake(endpoint, { ssoName: 'OPTIONAL' });
  endpoint.instead = () => new Response('<html>', { status: 412 });
  await press('Save');
  await isConflict();
  await expect.element(row(names)).toHaveTextContent(/Optional at registration and at sign-in/);
});

test('where nobody says who saved, the heading does not either', async () => {
  const { endpoint } = await editing();
  await labelled(names).selectOptions('REQUIRED');
  const settings = { ...whole, ssoName: 'OPTIONAL' };
  const current = { settings, capabilities: { smsProvider: false }, writable: true, etag: '"x"' };
  endpoint.instead = () => new Response(JSON.stringify({ code: 'conflict', current }), { status: 412 });
  await press('Save');
  await expect.element(page.getByRole('columnheader', { name: 'Saved in the meantime', exact: true })).toBeVisible();
});

test('domains are compared as people read them', async () => {
  const { endpoint } = await editing();
  await labelled('Allowed domains').fill('bücher.example');
  (labelled('Allowed domains').element() as HTMLElement).blur();
  overtake(endpoint, { allowedDomains: 'xn--strae-oqa.example' });
  await press('Save');
  await expect.element(row('Allowed domains')).toHaveTextContent(/bücher\.example\s+straße\.example/);
});

test('the version that is sent is the document’s own, whatever a proxy makes of the header', async () => {
  const { endpoint } = await editing(
    {},
    {
      answer: () =>
        new Response(
          JSON.stringify({ settings: whole, capabilities: { smsProvider: false }, writable: true, etag: '"3"' }),
          { headers: { etag: 'W/"3"' } },
        ),
    },
  );
  await labelled(anyBox).click();
  await press('Save');
  await isSaved();
  expect(puts(endpoint).map(({ match }) => match)).toEqual(['"3"']);
});
