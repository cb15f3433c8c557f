/** What the preview does to the page around it: nothing; and what the page can do to the preview. */
import { fixtureCleanup } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { flowsAnswer, signedOutAnswer } from '../../../src/contract/answer.js';
import type { Client, SsoSettings } from '../../../src/entries/settings.js';
import { inertClient } from '../../../src/settings-editor/preview/preview-client.js';
import { toHosted } from '../../../src/settings-store/index.js';
import { createTestSite } from '../../../src/testing/index.js';
import { createOffice, elements, focused, present, preview, slotted } from './preview-support.js';
import { button, labelled } from '../support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});
document.documentElement.lang = 'en';

const names = 'Ask for first and last name';
const within = (element: SsoSettings, tag: string) => page.elementLocator(slotted(element, tag));
const told = () => preview.getByRole('status');
const events = ['ready', 'step', 'submit', 'problem', 'success', 'session', 'navigate'].map((name) => `sso-${name}`);
/** What the page hears of these events, until the test is over. */
function heard(): string[] {
  const types: string[] = [];
  for (const type of [...events, 'sso-settings-saved']) addEventListener(type, () => types.push(type), { once: true });
  return types;
}

test('a form in the preview sends nothing, keeps what was typed, and says so', async () => {
  const office = await createOffice();
  const element = await present(elements);
  const form = within(element, 'sso-login');
  await form.getByLabelText('E-mail address or user name').fill('reader');
  await form.getByLabelText('Password', { exact: true }).fill('secret');
  const before = office.requests.length;
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect.element(told()).toHaveTextContent('This is a preview: nothing is sent.');
  await expect.element(form.getByLabelText('E-mail address or user name')).toHaveValue('reader');
  expect([office.requests.length, form.getByRole('alert').elements().length]).toEqual([before, 0]);
});

test('the word about it goes with the next change', async () => {
  await createOffice();
  const element = await present(elements);
  await within(element, 'sso-login').getByRole('button', { name: 'Sign in' }).click();
  await expect.element(told()).toHaveTextContent('nothing is sent');
  await button('Edit').click();
  await labelled(names).selectOptions('REQUIRED');
  await expect.element(told()).toHaveTextContent('');
});

test('what happens in the preview is not told to the page; that the form was saved is', async () => {
  await createOffice();
  const types = heard();
  const element = await present(elements);
  for (const type of events)
    slotted(element, 'sso-login').dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  await within(element, 'sso-login').getByRole('button', { name: 'Sign in' }).click();
  await within(element, 'sso-login').getByRole('button', { name: 'Forgot your password?' }).click();
  await button('Edit').click();
  await labelled(names).selectOptions('REQUIRED');
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(types).toEqual(['sso-settings-saved']);
});

test('a link to another process that is here leads to it, with the focus on what is shown', async () => {
  await createOffice();
  const element = await present(elements);
  await preview.getByLabelText('Form').selectOptions('Registration');
  await preview.getByLabelText('Form').selectOptions('Sign-in');
  await within(element, 'sso-login').getByRole('button', { name: 'Register', exact: true }).click();
  await expect.element(preview.getByLabelText('Form')).toHaveValue('sso-register');
  await expect.element(within(element, 'sso-register').getByRole('heading')).toBeVisible();
  await expect.element(within(element, 'sso-login')).not.toBeVisible();
  await expect.poll(() => focused()?.id).toBe('preview-process');
});

const linked = html`<sso-login register-url="/register" password-url="/password"></sso-login>`;
const article = html`<p><a href="/article">An article</a></p>`;
test.each([
  ['to another page', linked, 'Register', 'link'],
  ['to a process that is not here', elements, 'Forgot your password?', 'button'],
  ['of the page’s own', article, 'An article', 'link'],
] as const)('a link %s leads nowhere, and says so', async (_what, inside: TemplateResult, name, role) => {
  await createOffice();
  await present(inside);
  const address = location.href;
  await page.getByRole(role, { name }).click();
  await expect.element(told()).toHaveTextContent('This is a preview: links lead nowhere.');
  expect(location.href).toBe(address);
});

test('an address typed into the preview is not carried to the page’s own elements', async () => {
  await createOffice();
  const element = await present(elements);
  await within(element, 'sso-login').getByLabelText('E-mail address or user name').fill('reader@publisher.test');
  await within(element, 'sso-login').getByRole('button', { name: 'Forgot your password?' }).click();
  await expect.element(told()).toHaveTextContent('lead nowhere');
  expect(sessionStorage.length).toBe(0);
});

test('what is not of the settings is answered as the contract has it, with nobody and nothing', async () => {
  const client = inertClient();
  expect(signedOutAnswer.safeParse(await client('GET', 'session')).success).toBe(true);
  expect(flowsAnswer.parse(await client('GET', 'flow?language=en')).flows).toEqual([]);
  expect(await client('DELETE', 'flow?flow=1')).toEqual({ kind: 'done' });
  expect(await client('POST', 'login/google', { idToken: 'x' })).toEqual({ kind: 'problem', code: 'request-refused' });
});

test('an element that comes later follows the draft, too', async () => {
  await createOffice();
  const element = await present(html`<p>Later</p>`);
  await button('Edit').click();
  await labelled(names).selectOptions('REQUIRED');
  element.querySelector('[slot=preview]')!.append(document.createElement('sso-register'));
  await expect.element(within(element, 'sso-register').getByLabelText('First name')).toBeVisible();
});

test('so does one that is slotted later, by itself', async () => {
  await createOffice();
  const element = await present(undefined);
  const form = document.createElement('sso-register');
  form.slot = 'preview';
  element.append(form);
  await expect.element(within(element, 'sso-register').getByLabelText('E-mail address')).toBeVisible();
  await expect.element(preview).toBeVisible();
});

test('and one that is defined later, whatever its name, as soon as it takes a client', async () => {
  await createOffice();
  const element = await present(html`<a-later-form></a-later-form>`);
  class Later extends LitElement {
    static override properties = { client: { attribute: false } };
    declare client?: Client;
  }
  customElements.define('a-later-form', Later);
  const client = () => element.querySelector<Later>('a-later-form')!.client;
  await expect.poll(client).toBeTypeOf('function');
  expect(await client()!('GET', 'settings?language=en')).toMatchObject({ availability: 'available' });
});

test('an element of ours that is defined after the form never asks a gateway', async () => {
  const office = await createOffice();
  const element = await present(html`<sso-password-forgotten></sso-password-forgotten>`);
  expect(slotted(element, 'sso-password-forgotten')).toHaveProperty('client');
  await import('../../../src/entries/password-forgotten.js');
  await expect.element(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  expect(office.requests.filter((each) => !each.includes('/sso-settings'))).toEqual([]);
});

/** Gateway and simulator that follow the settings shown: what a demo joins the preview to. */
function joined() {
  let settings: Record<string, unknown> = {};
  let hosted = toHosted(settings);
  const site = createTestSite({ simulator: { follow: () => hosted }, gateway: { log: () => undefined } });
  const made: string[] = [];
  const previewClient = (next: Readonly<Record<string, unknown>>, language: string): Client => {
    made.push(`${String(next['ssoName'])} ${language}`);
    if (next !== settings) hosted = toHosted((settings = next));
    return async (method, path, body) => {
      const response = await site.fetch(`/sso/${path}`, {
        method,
        headers: { 'x-sso-request': '1', 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as object;
      return response.ok ? answer : { ...answer, kind: 'problem' };
    };
  };
  return { site, made, previewClient };
}

test('joined to gateway and simulator by the page, a whole registration is played with settings that are not saved', async () => {
  const office = await createOffice();
  const { site, made, previewClient } = joined();
  const element = await present(elements, { previewClient });
  const types = heard();
  await preview.getByLabelText('Form').selectOptions('Registration');
  await button('Edit').click();
  await labelled(names).selectOptions('REQUIRED');
  const form = within(element, 'sso-register');
  await form.getByLabelText('E-mail address').fill('ada@publisher.test');
  await form.getByLabelText('Password', { exact: true }).fill('correct horse battery');
  await form.getByLabelText('First name').fill('Ada');
  await form.getByLabelText('Last name').fill('Lovelace');
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  await expect.element(form.getByLabelText('Code')).toBeVisible();
  await form.getByLabelText('Code').fill(site.simulator.inbox.at(-1)!.code!);
  await form.getByRole('button', { name: 'Confirm' }).click();
  await expect.element(form.getByRole('heading', { name: 'You are signed in.' })).toBeVisible();
  expect(site.simulator.customer('ada@publisher.test')).toMatchObject({ firstName: 'Ada' });
  expect(made).toEqual(['NONE en', 'REQUIRED en']);
  expect(types).toEqual([]);
  expect(office.requests.filter((each) => !each.includes('/sso-settings'))).toEqual([]);
});

test('a page’s own client is made anew for another language, and for nothing else', async () => {
  await createOffice();
  const { made, previewClient } = joined();
  await present(elements, { previewClient });
  await preview.getByLabelText('Width').selectOptions('360 pixels');
  await preview.getByLabelText('Language').selectOptions('German');
  await expect.poll(() => made).toEqual(['NONE en', 'NONE de']);
});

test('a page’s own client that cannot be made is told, and does not harm the form', async () => {
  await createOffice();
  await present(elements, {
    previewClient: () => {
      throw new TypeError('not now');
    },
  });
  await expect.element(told()).toHaveTextContent('could not be updated');
  await expect.element(button('Edit')).toBeVisible();
});

test('one that rejects is told, too', async () => {
  await createOffice();
  await present(elements, { previewClient: () => () => Promise.reject(new Error('gone')) });
  await expect.element(told()).toHaveTextContent('could not be updated');
});
