import { expect as chai, fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { SsoSettingsSavedEvent } from '../../src/entries/settings.js';
import { button, createEndpoint, labelled, present, puts, type, whole } from './support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
});

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const focused = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
const editing = async (...given: Parameters<typeof createEndpoint>) => {
  const endpoint = createEndpoint(...given);
  const element = await present();
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
  return { endpoint, element };
};

test('reading and editing break no rule of accessibility', async () => {
  createEndpoint();
  const element = await present();
  await expect.element(button('Edit')).toBeVisible();
  await chai(element).to.be.accessible();
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
  await chai(element).to.be.accessible();
});

test('every setting is told in words, with what it means', async () => {
  createEndpoint();
  await present();
  await expect.element(page.getByText('Never', { exact: true })).toBeVisible();
  await expect.element(page.getByText('müller.example', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Customer number, Postcode', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Readers confirm a registration', { exact: false })).toBeVisible();
  await expect.element(page.getByText('Version 3, saved by Ada', { exact: false })).toBeVisible();
});

test.each([
  ['en', ['Send codes by', 'Ask for first and last name', 'Emergency mode'], /Required\./],
  ['de', ['Codes senden per', 'Vor- und Nachnamen abfragen', 'Notfallmodus'], /Pflichtangabe\./],
] as const)('in %s what has to be given says so, and nothing else does', async (lang, names, word) => {
  createEndpoint();
  const element = await present({ lang });
  await page.getByRole('button', { name: lang === 'en' ? 'Edit' : 'Bearbeiten' }).click();
  for (const name of names) await expect.element(labelled(name)).toHaveAccessibleDescription(word);
  expect(element.shadowRoot?.querySelectorAll('[aria-required=true]')).toHaveLength(names.length);
  await expect.element(page.getByText(word)).toHaveLength(names.length);
});

test('in German all of it is German', async () => {
  createEndpoint();
  await present({ lang: 'de' });
  await expect.element(heading('Einstellungen der Anmeldung')).toBeVisible();
  await expect.element(page.getByText('Nie', { exact: true })).toBeVisible();
  await expect.element(button('Bearbeiten')).toBeVisible();
});

test('a change is saved upon the version that was loaded, told to the page, and shown', async () => {
  const { endpoint, element } = await editing();
  const events: SsoSettingsSavedEvent[] = [];
  element.addEventListener('sso-settings-saved', (event) => events.push(event));
  await labelled('Ask for first and last name').selectOptions('REQUIRED');
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  await expect.element(page.getByText('Required at registration and at sign-in', { exact: true })).toBeVisible();
  expect(puts(endpoint)).toEqual([
    { method: 'PUT', path: '/settings', body: { settings: { ...whole, ssoName: 'REQUIRED' } }, match: '"3"' },
  ]);
  expect(events.map(({ settings }) => settings['ssoName'])).toEqual(['REQUIRED']);
});

test('Edit moves the focus to the heading, and so does saving', async () => {
  await editing();
  await expect.poll(() => focused()?.textContent).toBe('Sign-in settings');
  await labelled('Require a user name').click();
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  await expect.poll(() => focused()?.textContent).toBe('Sign-in settings');
});

test('parallel logins left empty become 1, and it can be seen', async () => {
  const { endpoint } = await editing();
  await type('Devices signed in at the same time', '');
  await expect.element(labelled('Devices signed in at the same time')).toHaveValue('1');
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ maxSessions: 1 });
});

test.each(['0', '101', '1.5', 'two'])(
  '%s parallel logins cannot be saved, and the field says what can',
  async (typed) => {
    const { endpoint } = await editing();
    await type('Devices signed in at the same time', typed);
    await button('Save').click();
    await expect.element(page.getByText('Enter a whole number from 1 to 100.')).toBeVisible();
    await expect.poll(() => focused()?.id).toBe('maxSessions');
    expect(puts(endpoint)).toEqual([]);
  },
);

test('SMS is not available without a provider, and the form says why', async () => {
  await editing();
  const sms = labelled('Send codes by').element().querySelector<HTMLOptionElement>('[value=SMS]');
  expect(sms?.disabled).toBe(true);
  await expect.element(page.getByText('SMS is not available: no SMS provider', { exact: false })).toBeVisible();
});

test('with a provider SMS can be chosen', async () => {
  const { endpoint } = await editing({}, { smsProvider: true });
  await labelled('Send codes by').selectOptions('SMS');
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ tokenType: 'SMS' });
});

test('what is being typed stays while something else is drawn, as the preview of a text', async () => {
  const { element } = await editing();
  await labelled('Allowed domains').fill('example.o');
  element.requestUpdate();
  await element.updateComplete;
  await expect.element(labelled('Allowed domains')).toHaveValue('example.o');
});

test('an address in place of a domain is refused, and its domain offered', async () => {
  const { endpoint } = await editing();
  await type('Allowed domains', 'https://www.müller.example/news, example.org');
  await expect
    .element(page.getByText('“https://www.müller.example/news” is not a domain', { exact: false }))
    .toBeVisible();
  await button('Use www.müller.example').click();
  await expect.element(labelled('Allowed domains')).toHaveValue('www.müller.example, example.org');
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({
    allowedDomains: 'www.xn--mller-kva.example,example.org',
  });
});

test('account connection without either ID cannot be saved', async () => {
  const { endpoint } = await editing();
  await labelled('Customer number').click();
  await button('Save').click();
  await expect
    .element(page.getByText('Choose customer number, subscription number or both.', { exact: true }))
    .toBeVisible();
  expect(puts(endpoint)).toEqual([]);
});

test('a single ID without any part of the address is warned of, and can be saved', async () => {
  await editing();
  await labelled('Postcode').click();
  await expect
    .element(page.getByText('Anyone who knows this number could claim the account.', { exact: false }))
    .toBeVisible();
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
});

test('a text is counted, refused past 2,000 characters, and shown as readers will see it', async () => {
  const { endpoint } = await editing();
  const terms = page.getByRole('group', { name: 'Text of the terms' });
  await expect.element(terms.getByText('As readers see it').first()).toBeVisible();
  await terms.getByLabelText('English', { exact: true }).fill('a'.repeat(2001));
  await expect.element(terms.getByText('2001 of 2000 characters')).toBeVisible();
  await button('Save').click();
  await expect.element(terms.getByText('At most 2000 characters.')).toBeVisible();
  expect(puts(endpoint)).toEqual([]);
});

test('what readers would be shut out by is asked once more, and named', async () => {
  const { endpoint } = await editing();
  await labelled('Switch sign-in off').click();
  await button('Save').click();
  const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
  await expect.element(dialog.getByText('nobody can sign in', { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(puts(endpoint)).toEqual([]);
  await button('Save').click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ disableSsoFunctionality: true });
});

test('cancelling asks before changes are lost, and not without changes', async () => {
  await editing();
  await button('Cancel').click();
  await expect.element(button('Edit')).toBeVisible();
  await button('Edit').click();
  await labelled('Require a user name').click();
  await button('Cancel').click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await expect.element(labelled('Require a user name')).toBeChecked();
  await button('Cancel').click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect.element(button('Edit')).toBeVisible();
});

test('leaving the page is guarded while there are unsaved changes', async () => {
  await editing();
  const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leave()).toBe(false);
  await labelled('Require a user name').click();
  await expect.element(page.getByText('You have unsaved changes.')).toBeVisible();
  expect(leave()).toBe(true);
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(leave()).toBe(false);
});

test('what both changed is shown side by side, and saved as chosen; the rest of both is kept', async () => {
  const { endpoint } = await editing();
  await labelled('Ask for first and last name').selectOptions('REQUIRED');
  await labelled('Require a user name').click();
  endpoint.settings = { ...whole, ssoName: 'OPTIONAL', maxSessions: 5 };
  endpoint.number = 4;
  await button('Save').click();
  await expect.element(heading('Someone else has saved in the meantime')).toBeVisible();
  await page.getByRole('radio', { name: 'Required at registration and at sign-in' }).click();
  await button('Save this choice').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint).at(-1)).toMatchObject({
    match: '"4"',
    body: { settings: { ssoName: 'REQUIRED', maxSessions: 5, forceUsername: true } },
  });
});

test('the view of a conflict breaks no rule of accessibility', async () => {
  const { endpoint, element } = await editing();
  await labelled('Ask for first and last name').selectOptions('REQUIRED');
  endpoint.settings = { ...whole, ssoName: 'OPTIONAL' };
  endpoint.number = 4;
  await button('Save').click();
  await expect.element(heading('Someone else has saved in the meantime')).toBeVisible();
  await chai(element).to.be.accessible();
});

test.each([
  ['offline', () => Promise.reject(new TypeError('offline')), 'No connection.'],
  ['refused', () => new Response('{}', { status: 403 }), 'You are not allowed to do this.'],
  ['a fault', () => new Response('<html>', { status: 500 }), 'That did not work.'],
])('a save that fails (%s) keeps the form and says so', async (_what, instead, text) => {
  const { endpoint } = await editing();
  await labelled('Require a user name').click();
  endpoint.instead = instead;
  await button('Save').click();
  await expect.element(page.getByRole('alert').getByText(text, { exact: false })).toBeVisible();
  await expect.element(labelled('Require a user name')).toBeChecked();
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
});

test('what the server finds is shown at its setting', async () => {
  const { endpoint } = await editing();
  endpoint.instead = () =>
    new Response(
      JSON.stringify({
        code: 'invalid-settings',
        findings: [{ key: 'googleClientId', code: 'too-long', severity: 'error' }],
      }),
      { status: 422 },
    );
  await labelled('Require a user name').click();
  await button('Save').click();
  await expect.element(page.getByText('At most 200 characters.')).toBeVisible();
  await expect.poll(() => focused()?.id).toBe('googleClientId');
});

test('unknown values, nulls and contradictions are shown as they are, with a notice', async () => {
  const { endpoint } = await editing({ ssoName: 'SOMETIMES', forceUsername: null, tokenType: 'SMS' });
  await button('Cancel').click();
  await expect.element(page.getByText('SOMETIMES', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Unknown value: SOMETIMES.', { exact: false })).toBeVisible();
  await expect.element(page.getByText('SMS needs an SMS provider', { exact: false })).toBeVisible();
  expect(puts(endpoint)).toEqual([]);
});

test('where the service has no settings, what is shown in their place is told to be set by nobody', async () => {
  const endpoint = createEndpoint();
  endpoint.settings = { settings: null };
  await present();
  await expect
    .element(page.getByText('The service sent “null” instead of most settings', { exact: false }))
    .toBeVisible();
});

test('a value that is not known is never replaced unasked', async () => {
  const { endpoint } = await editing({ ssoName: 'SOMETIMES' });
  await labelled('Require a user name').click();
  await button('Save').click();
  await expect.poll(() => focused()?.id).toBe('ssoName');
  await expect.element(labelled('Ask for first and last name')).toHaveValue('SOMETIMES');
  expect(puts(endpoint)).toEqual([]);
});

test('the merchant’s script is named as not supported, and neither shown nor run', async () => {
  createEndpoint({ javascript: 'window.ran = true' });
  const element = await present();
  await expect.element(page.getByText('not supported here and never run', { exact: false })).toBeVisible();
  expect(element.shadowRoot?.textContent).not.toContain('window.ran');
  expect('ran' in window).toBe(false);
});

test('settings that cannot be changed here have no Edit, and say where they are changed', async () => {
  createEndpoint({}, { writable: false, where: 'the back office of the service' });
  await present();
  await expect
    .element(page.getByText('Change them here: the back office of the service', { exact: false }))
    .toBeVisible();
  await expect.element(button('Edit')).not.toBeInTheDocument();
});

test('a page that saves by itself is handed the settings, and the endpoint gets nothing', async () => {
  const endpoint = createEndpoint({}, { writable: false });
  const element = await present();
  await expect.element(page.getByText('You can read these settings here', { exact: false })).toBeVisible();
  const save = vi.fn(() => Promise.resolve(undefined));
  element.save = save;
  element.requestUpdate();
  await button('Edit').click();
  await labelled('Require a user name').click();
  await button('Save').click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(save).toHaveBeenCalledExactlyOnceWith({ ...whole, forceUsername: true }, expect.anything());
  expect(puts(endpoint)).toEqual([]);
});

test('the last change can be undone, upon the version that is shown', async () => {
  const endpoint = createEndpoint({ ssoName: 'REQUIRED' }, { keys: ['ssoName'] });
  await present();
  await button('Undo the last change').click();
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
  await expect.element(page.getByText('Never', { exact: true })).toBeVisible();
  expect(endpoint.sent.filter(({ path }) => path.endsWith('/undo'))).toMatchObject([{ method: 'POST', match: '"3"' }]);
});

test('an undo that would shut readers out is asked once more, and named', async () => {
  const endpoint = createEndpoint({}, { keys: ['disableSsoFunctionality', 'ssoName'] });
  await present();
  await button('Undo the last change').click();
  const dialog = page.getByRole('dialog', { name: 'Undo the last change?' });
  await expect.element(dialog.getByText('nobody can sign in', { exact: false })).toBeVisible();
  expect(endpoint.sent.some(({ path }) => path.endsWith('/undo'))).toBe(false);
  await dialog.getByRole('button', { name: 'Undo the last change' }).click();
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
});

test('an undo that lets readers in again is not asked for', async () => {
  createEndpoint({ disableSsoFunctionality: true }, { keys: ['disableSsoFunctionality'] });
  await present();
  await button('Undo the last change').click();
  await expect.element(page.getByText('The last change has been undone.')).toBeVisible();
});

test('where nobody can say what the last change was, an undo is asked for', async () => {
  createEndpoint();
  await present();
  await button('Undo the last change').click();
  await expect.element(page.getByText('The settings from before the last change will apply again.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('an undo that somebody was faster than overwrites nothing, and shows what stands there now', async () => {
  const endpoint = createEndpoint({}, { keys: ['ssoName'] });
  await present();
  await expect.element(button('Edit')).toBeVisible();
  endpoint.instead = () => new Response('{}', { status: 412 });
  endpoint.settings = { ...whole, maxSessions: 77 };
  await button('Undo the last change').click();
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Someone else has saved in the meantime. Nothing was overwritten.');
  await expect.element(page.getByText('77', { exact: true })).toBeVisible();
});

test.each([
  [{ disableSsoFunctionality: true }, 'Sign-in is switched off: readers see a notice instead of the forms.'],
  [{ emergencyMode: 'CONTRACT_COMPANY_MODE' }, 'Emergency mode is on: readers see a notice instead of the forms.'],
])('with %j sign-in is not called active', async (change, text) => {
  createEndpoint(change);
  await present();
  await expect.element(page.getByText(text)).toBeVisible();
  await expect.element(page.getByText('Sign-in is on', { exact: false })).not.toBeInTheDocument();
});

test('who reads is told what a setting means, and who edits how it is written as well', async () => {
  createEndpoint();
  await present();
  const meaning = page.getByText('Only their mobile numbers are accepted.', { exact: false });
  const writing = page.getByText('Two-letter codes separated by commas', { exact: false });
  await expect.element(meaning).toBeVisible();
  await expect.element(writing).not.toBeInTheDocument();
  await button('Edit').click();
  await expect.element(meaning).toBeVisible();
  await expect.element(writing).toBeVisible();
  const root = labelled('Allowed domains').element().getRootNode() as ShadowRoot;
  const described = labelled('Allowed domains').element().getAttribute('aria-describedby')!.split(' ');
  expect(described.map((id) => root.getElementById(id)?.textContent).join()).toContain('separated by commas');
});

test('the texts are read as readers see them, without an edit', async () => {
  createEndpoint({ ssoOptInText: {} });
  await present();
  await expect.element(page.getByText('As readers see it').first()).toBeVisible();
  expect(page.getByText('As readers see it').elements()).toHaveLength(2);
});

test('without a text of the merchant’s no sample is asked for', async () => {
  const endpoint = createEndpoint({ ssoTermText: {}, ssoOptInText: { de: ' ' } });
  await present();
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
  expect(endpoint.sent.filter(({ path }) => path.endsWith('/preview'))).toEqual([]);
});

test('settings that cannot be loaded are told, and can be asked for again', async () => {
  createEndpoint();
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  await present();
  await expect.element(page.getByText('The settings could not be loaded.')).toBeVisible();
  vi.stubGlobal('fetch', fetch);
  await button('Try again').click();
  await expect.element(button('Edit')).toBeVisible();
});

test('pressing Save twice sends once', async () => {
  const { endpoint } = await editing();
  await labelled('Require a user name').click();
  const save = button('Save').element() as HTMLButtonElement;
  save.click();
  save.click();
  await expect.element(page.getByText('Saved.')).toBeVisible();
  expect(puts(endpoint)).toHaveLength(1);
});

test('what is being typed is not overwritten when an answer about something else comes', async () => {
  const { endpoint } = await editing();
  const held: ((response: Response) => void)[] = [];
  endpoint.preview = () => new Promise((resolve) => held.push(resolve));
  await labelled('Require a user name').click();
  // The samples of both languages are drawn together.
  await expect.poll(() => held.length).toBe(2);
  expect(endpoint.sent.at(-1)?.body['settings']).toMatchObject({ forceUsername: true });
  await labelled('Allowed domains').fill('half.exam');
  const terms = [{ tag: 'p', children: ['The newest sample'] }];
  for (const release of held) release(Response.json({ terms, optIn: [], settings: {} }));
  await expect.element(page.getByText('The newest sample').first()).toBeVisible();
  await expect.element(labelled('Allowed domains')).toHaveValue('half.exam');
});

test('leaving is guarded as soon as something is being typed, and no more once it is taken back', async () => {
  await editing();
  const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
  await labelled('Allowed domains').fill('half.exam');
  expect(leave()).toBe(true);
  await labelled('Allowed domains').fill('müller.example');
  (labelled('Allowed domains').element() as HTMLElement).blur();
  expect(leave()).toBe(false);
});

test('cancelling asks, too, before what is being typed is lost', async () => {
  const { element } = await editing();
  await labelled('Google client ID').fill('id');
  expect(element.unsaved).toBe(true);
  await button('Cancel').click();
  await expect.element(page.getByRole('dialog', { name: 'Discard your changes?' })).toBeVisible();
});

test('what is changed while a save is under way is kept, and not yet saved', async () => {
  const { endpoint, element } = await editing();
  let release: () => void = () => undefined;
  endpoint.instead = () => new Promise((resolve) => (release = () => resolve(new Response('{}', { status: 500 }))));
  await labelled('Require a user name').click();
  await button('Save').click();
  await labelled('Devices signed in at the same time').fill('7');
  (labelled('Devices signed in at the same time').element() as HTMLElement).blur();
  release();
  await expect.element(page.getByRole('alert').getByText('That did not work.', { exact: false })).toBeVisible();
  await expect.element(labelled('Devices signed in at the same time')).toHaveValue('7');
  let save: () => void = () => undefined;
  const settings = { ...whole, forceUsername: true, maxSessions: 7 };
  endpoint.instead = () =>
    new Promise((resolve) => {
      save = () => {
        Object.assign(endpoint, { settings, number: 4 });
        resolve(endpoint.answer());
      };
    });
  await button('Save').click();
  await labelled('Ask for advertising consent at registration').click();
  save();
  await expect.element(button('Save')).toBeVisible();
  await expect.poll(() => page.getByText('Saving…').elements().length).toBe(0);
  expect(element.unsaved).toBe(true);
  await expect.element(labelled('Ask for advertising consent at registration')).not.toBeChecked();
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(puts(endpoint).at(-1)).toMatchObject({
    match: '"4"',
    body: { settings: { forceUsername: true, maxSessions: 7, ssoOptIn: false } },
  });
});

test.each(['null', '[]', '{}', '{"settings":null,"capabilities":{"smsProvider":true}}', '{"settings":{}}'])(
  'an endpoint that answers %s holds no settings, and that is told',
  async (body) => {
    createEndpoint({}, { answer: () => new Response(body) });
    await present();
    await expect.element(page.getByText('The settings could not be loaded.')).toBeVisible();
  },
);

test('what is on its way cannot be cancelled', async () => {
  const { endpoint } = await editing();
  let release: (response: Response) => void = () => undefined;
  endpoint.instead = () => new Promise((resolve) => (release = resolve));
  await labelled('Require a user name').click();
  await button('Save').click();
  await button('Cancel').click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  release(new Response('{}', { status: 500 }));
  await expect.element(page.getByRole('alert').getByText('That did not work.', { exact: false })).toBeVisible();
});

test('a correction changes the one domain that it names, and no other', async () => {
  await editing();
  await type('Allowed domains', '*.a.example, https://b.example/, c.example');
  await button('Use b.example').click();
  await expect.element(labelled('Allowed domains')).toHaveValue('*.a.example, b.example, c.example');
  await expect.element(button('Use a.example')).toBeVisible();
});

test.each([
  ['https://office.publisher.test/settings', 'https://office.publisher.test/settings'],
  ['javascript:alert(1)', undefined],
  ['the back office', undefined],
])('where settings are changed instead is a link if it is an address: %s', async (where, address) => {
  createEndpoint({}, { writable: false, where });
  await present();
  await expect.element(page.getByText(where, { exact: false })).toBeVisible();
  const links = page.getByRole('link').elements() as HTMLAnchorElement[];
  expect(links.map(({ href }) => href)).toEqual(address ? [address] : []);
});

test('who may not read the settings is told so', async () => {
  createEndpoint({}, { answer: () => new Response('{}', { status: 403 }) });
  await present();
  await expect.element(page.getByRole('alert')).toHaveTextContent('You are not allowed to do this.');
});
