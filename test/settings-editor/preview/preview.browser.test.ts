import { expect as chai, fixtureCleanup } from '@open-wc/testing';
import { html } from 'lit';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { SsoSettings } from '../../../src/entries/settings.js';
import { createOffice, elements, focused, present, preview, slotted } from './preview-support.js';
import { button, isTakenIn, labelled, type } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
  document.documentElement.style.colorScheme = '';
  document.body.style.background = '';
});
document.documentElement.lang = 'en';

const names = 'Ask for first and last name';
const within = (element: SsoSettings, tag: string) => page.elementLocator(slotted(element, tag));
const edit = async () => {
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
};
/** The form in edit mode, its preview showing one process. */
async function editing(process = 'Registration', change: Record<string, unknown> = {}): Promise<SsoSettings> {
  await createOffice(change);
  const element = await present(elements);
  await preview.getByLabelText('Form').selectOptions(process);
  await edit();
  return element;
}

test.each(['light', 'dark'])('the preview breaks no rule of accessibility, on a %s page', async (scheme) => {
  document.documentElement.style.colorScheme = scheme;
  document.body.style.background = 'light-dark(#fff, #121212)';
  const element = await editing();
  await expect.element(within(element, 'sso-register').getByLabelText('E-mail address')).toBeVisible();
  await chai(element).to.be.accessible();
  await preview.getByLabelText('Colours').selectOptions(scheme === 'light' ? 'Dark' : 'Light');
  await chai(element).to.be.accessible();
});

test('without elements in its slot there is no preview', async () => {
  const office = await createOffice();
  await present(undefined);
  await edit();
  await expect.element(preview).not.toBeInTheDocument();
  expect(office.asked).toHaveLength(2); // for the samples of the texts
});

test('what is saved is shown before anything is edited, and no gateway is asked', async () => {
  const office = await createOffice({ ssoName: 'REQUIRED' });
  const element = await present(elements);
  await preview.getByLabelText('Form').selectOptions('Registration');
  await expect.element(within(element, 'sso-register').getByLabelText('First name')).toBeVisible();
  expect(office.requests.filter((each) => !each.includes('/sso-settings'))).toEqual([]);
});

test('the consents of a made-up reader have the wording of now, given and to be given', async () => {
  await createOffice({ ssoOptIn: true, ssoOptInText: { en: 'Offers <b>by e-mail</b>', de: '' } });
  const element = await present(html`<sso-login></sso-login><sso-consents></sso-consents>`);
  await preview.getByLabelText('Form').selectOptions('Advertising consents');
  const consents = slotted(element, 'sso-consents').shadowRoot!;
  await expect.poll(() => consents.querySelectorAll('strong')).toHaveLength(2);
  expect(consents.querySelectorAll('[part=channel]')).toHaveLength(2);
  expect(consents.querySelector<HTMLInputElement>('[part=box]')?.checked).toBe(false);
});

test('a change that is not saved shows at once, and what was typed stays', async () => {
  const element = await editing();
  const form = within(element, 'sso-register');
  await form.getByLabelText('E-mail address').fill('reader@publisher.test');
  await expect.element(form.getByLabelText('First name')).not.toBeInTheDocument();
  await labelled(names).selectOptions('REQUIRED');
  await expect.element(form.getByLabelText('First name')).toBeVisible();
  await labelled('Send codes by').selectOptions('SMS');
  await expect.element(form.getByLabelText('Mobile number')).toBeVisible();
  await expect.element(form.getByRole('checkbox', { name: 'Yes' })).toBeVisible();
  await labelled('Ask for advertising consent at registration').click();
  await expect.element(form.getByRole('checkbox', { name: 'Yes' })).not.toBeInTheDocument();
  await expect.element(form.getByLabelText('E-mail address')).toHaveValue('reader@publisher.test');
});

test('account connection asks for what is checked, and says so where it is switched off', async () => {
  const element = await editing('Connect a subscription');
  const form = within(element, 'sso-account-connect');
  await expect.element(form.getByLabelText('Customer number')).toBeVisible();
  await labelled('Subscription number').click();
  await labelled('Town or city').click();
  await expect.element(form.getByLabelText('Subscription number')).toBeVisible();
  await expect.element(form.getByLabelText('Town or city')).toBeVisible();
  await labelled('Let readers connect a subscription').click();
  await expect.element(form.getByRole('heading', { name: 'You cannot connect a subscription here' })).toBeVisible();
});

test('a suggestion that is taken is a change like any other', async () => {
  const office = await createOffice();
  await present(elements);
  await edit();
  await type('Allowed domains', 'https://a.example/');
  await button('Use a.example').click();
  await expect.poll(() => office.asked.at(-1)?.settings['allowedDomains']).toBe('a.example');
});

test('discarding a change shows again what is saved', async () => {
  const element = await editing();
  const form = within(element, 'sso-register');
  await labelled(names).selectOptions('REQUIRED');
  await expect.element(form.getByLabelText('First name')).toBeVisible();
  await button('Cancel').click();
  await button('Discard changes').click();
  await expect.element(form.getByLabelText('First name')).not.toBeInTheDocument();
});

test('the endpoint is asked once for each language of a draft, whoever wants to know', async () => {
  const office = await createOffice();
  const element = await present(elements);
  await edit();
  await labelled(names).selectOptions('REQUIRED');
  await expect.poll(() => slotted(element, 'sso-register').shadowRoot?.querySelector('[name=firstName]')).toBeTruthy();
  await expect.poll(() => office.asked.filter(({ settings }) => settings['ssoName'] === 'REQUIRED').length).toBe(2);
  const asked = office.asked.map(({ settings, language }) => `${String(settings['ssoName'])} ${language}`);
  expect(asked.filter((each) => each === 'REQUIRED en')).toHaveLength(1);
});

test('a request that is overtaken is given up, and its answer changes nothing', async () => {
  const office = await createOffice();
  const element = await present(elements);
  await preview.getByLabelText('Form').selectOptions('Registration');
  const form = within(element, 'sso-register');
  await expect.element(form.getByLabelText('E-mail address')).toBeVisible();
  await edit();
  const held: ((response: Response) => void)[] = [];
  const overtaken: AbortSignal[] = [];
  office.instead = ({ signal }) => {
    overtaken.push(signal);
    return new Promise((resolve) => held.push(resolve));
  };
  await labelled(names).selectOptions('REQUIRED');
  await expect.poll(() => office.asked.at(-1)?.settings['ssoName']).toBe('REQUIRED');
  office.instead = undefined;
  await labelled('Send codes by').selectOptions('SMS');
  await labelled(names).selectOptions('NONE');
  await expect.element(form.getByLabelText('Mobile number')).toBeVisible();
  expect(overtaken.length).toBeGreaterThan(0);
  expect(overtaken.filter(({ aborted }) => !aborted)).toEqual([]);
  for (const release of held) {
    const names = { registration: 'required', login: 'none' };
    const response = Response.json({ terms: [], optIn: [], settings: { names } });
    release(response);
    await isTakenIn(response);
  }
  await expect.element(form.getByLabelText('First name')).not.toBeInTheDocument();
  await expect.element(form.getByLabelText('Mobile number')).toBeVisible();
});

test('the page can be as narrow as a phone, and light or dark whatever the form is', async () => {
  document.documentElement.style.colorScheme = 'light';
  const element = await editing();
  const stage = element.shadowRoot!.querySelector('[part=preview-page]')!;
  const heading = slotted(element, 'sso-register');
  const colours = () => [getComputedStyle(stage).colorScheme, getComputedStyle(heading).color];
  expect(colours()).toEqual(['light', 'rgb(26, 26, 26)']);
  await preview.getByLabelText('Colours').selectOptions('Dark');
  expect(colours()).toEqual(['dark', 'rgb(237, 237, 237)']);
  await preview.getByLabelText('Width').selectOptions('360 pixels');
  expect(stage.getBoundingClientRect().width).toBeLessThanOrEqual(360);
  await preview.getByLabelText('Width').selectOptions('Full width');
  await preview.getByLabelText('Colours').selectOptions('Same as page');
  expect(colours()).toEqual(['light', 'rgb(26, 26, 26)']);
});

test.each([
  [1200, 'beside'],
  [700, 'below'],
  [320, 'below'],
])('in a form of %i pixels the preview stands %s it, and nothing sticks out', async (width, where) => {
  await page.viewport(1280, 900);
  await createOffice();
  const element = await present(elements);
  element.style.width = `${width}px`;
  const [form, panel] = element.shadowRoot!.querySelectorAll('[part=panes] > *');
  const [one, other] = [form!.getBoundingClientRect(), panel!.getBoundingClientRect()];
  expect(other.left >= one.right ? 'beside' : other.top >= one.bottom ? 'below' : 'over').toBe(where);
  expect(element.scrollWidth).toBeLessThanOrEqual(width);
});

test('in German the panel is German, and elements begin in the language of the page', async () => {
  document.documentElement.lang = 'de';
  await createOffice();
  const element = await present(elements);
  await expect.element(preview.getByRole('heading', { name: 'Vorschau' })).toBeVisible();
  await expect.element(preview.getByLabelText('Sprache')).toHaveValue('de');
  await expect.element(within(element, 'sso-login').getByRole('heading', { name: 'Anmelden' })).toBeVisible();
});

test('the language chosen is that of the elements, and the form keeps its own', async () => {
  const element = await editing();
  const around = element.querySelector<HTMLElement>('[slot=preview]')!;
  expect(around.hasAttribute('lang')).toBe(false);
  await preview.getByLabelText('Language').selectOptions('German');
  expect(around.lang).toBe('de');
  await expect.element(preview.getByLabelText('Language')).toHaveValue('de');
  await expect.element(button('Save')).toBeVisible();
});

test.each([
  ['of a draft that is not right', { googleActive: true }, 'Settings with mistakes are left out of the preview.'],
  ['on an allowed domain', { allowedDomains: 'www.publisher.test' }, 'The preview behaves as on an allowed domain.'],
  ['without Google', { googleActive: true, googleClientId: 'id' }, 'Google’s button is missing'],
])('the panel says what it shows otherwise: %s', async (_what, change, text) => {
  const element = await editing('Sign-in', change);
  await expect.element(preview.getByText(text, { exact: false })).toBeVisible();
  await expect.element(within(element, 'sso-login').getByLabelText('E-mail address or user name')).toBeVisible();
  expect(document.querySelector('script[src*="google"]')).toBeNull();
});

test('settings without fault need no such word', async () => {
  await editing('Sign-in');
  const said = preview.getByText(/left out|allowed domain|Google/);
  await expect.element(said).not.toBeInTheDocument();
});

test('a preview that cannot be had is told, stays as it was, and can be asked for again', async () => {
  const office = await createOffice();
  const element = await present(elements);
  await preview.getByLabelText('Form').selectOptions('Registration');
  const form = within(element, 'sso-register');
  await expect.element(form.getByLabelText('E-mail address')).toBeVisible();
  await edit();
  office.instead = () => Promise.reject(new TypeError('offline'));
  await labelled(names).selectOptions('REQUIRED');
  await expect.element(preview.getByRole('status')).toHaveTextContent('The preview could not be updated');
  await expect.element(form.getByLabelText('E-mail address')).toBeVisible();
  office.instead = undefined;
  await preview.getByRole('button', { name: 'Try again' }).click();
  await expect.element(form.getByLabelText('First name')).toBeVisible();
  await expect.element(preview.getByRole('status')).toHaveTextContent('');
});

test.each([
  ['an error', () => new Response('{}', { status: 500 })],
  ['an answer without settings', () => Response.json({ terms: [], optIn: [] })],
])('so it is told for %s', async (_what, instead) => {
  const office = await createOffice();
  office.instead = instead;
  await present(elements);
  await expect.element(preview.getByRole('status')).toHaveTextContent('The preview could not be updated');
});

test('a change that brings a form back leaves the focus where the merchant works', async () => {
  const element = await editing('Connect a subscription', { allowRegistrationIdentifier: false });
  const form = within(element, 'sso-account-connect');
  await expect.element(form.getByRole('heading', { name: 'You cannot connect a subscription here' })).toBeVisible();
  await labelled('Let readers connect a subscription').click();
  await expect.element(form.getByRole('heading', { name: 'Connect your subscription' })).toBeVisible();
  expect(focused()?.id).toBe('allowRegistrationIdentifier');
});

test('what is typed into the preview is no change of the settings', async () => {
  const element = await editing();
  await within(element, 'sso-register').getByLabelText('E-mail address').fill('reader@publisher.test');
  expect(element.unsaved).toBe(false);
  await expect.element(page.getByText('You have unsaved changes.')).not.toBeInTheDocument();
});
