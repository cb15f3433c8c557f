/** A back office with the two bundles as they are shipped: the settings form, and readers' elements in its preview. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { createSettingsHandler, createSettingsStore } from '../../../src/settings-store/index.js';
import { isAccessible } from '../support/accessible.js';
import { useSite } from '../../../scripts/drive/site.js';

const site = useSite();
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; " +
  "trusted-types lit-html 'allow-duplicates'";
const tags = {
  'settings.js first': ['settings', 'sso-elements'],
  'sso-elements.js first': ['sso-elements', 'settings'],
} as const;
const markup = (language: string, scripts: readonly string[]) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Back office</title><link rel="stylesheet" href="/site/site.css">
${scripts.map((name) => `<script type="module" src="/assets/${name}.js"></script>`).join('')}</head>
<body><main><h1>Back office</h1><sso-settings endpoint="/sso-settings"><div slot="preview">
<sso-login></sso-login><sso-register></sso-register></div></sso-settings></main></body></html>`;

/** Puts the back office in front of the demo's files. */
async function openOffice(page: Page, language: 'en' | 'de', scripts: readonly string[]): Promise<void> {
  const store = await createSettingsStore();
  const { fetch } = createSettingsHandler({
    store,
    admin: () => ({ who: 'Ada' }),
    capabilities: { smsProvider: true },
  });
  await page.route('**/backoffice', (route) =>
    route.fulfill({
      body: markup(language, scripts),
      headers: { 'content-type': 'text/html', 'content-security-policy': policy },
    }),
  );
  await page.route('**/sso-settings**', async (route) => {
    const request = route.request();
    const body = request.postData();
    const response = await fetch(
      new Request(request.url(), {
        method: request.method(),
        headers: { ...(await request.allHeaders()), 'sec-fetch-site': 'same-origin' },
        ...(body !== null && { body }),
      }),
    );
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    });
  });
  await page.goto(`${site.demo.origin}/backoffice`);
}

for (const [order, scripts] of Object.entries(tags)) {
  test(`With ${order}, elements in the preview follow the language chosen there and back, and the form keeps its own`, async () => {
    const { page } = await site.device();
    await openOffice(page, 'de', scripts);
    await page.getByRole('heading', { name: 'Anmelden', exact: true }).waitFor();
    await page.getByLabel('Sprache').selectOption('Englisch');
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Einstellungen der Anmeldung' }).waitFor();
    await page.getByLabel('Sprache').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Anmelden', exact: true }).waitFor();
  });
}

test('A text is shown in the language chosen while it is not yet saved', async () => {
  const { page } = await site.device();
  await openOffice(page, 'en', tags['settings.js first']);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Form').selectOption('Registration');
  const terms = page.getByRole('group', { name: 'Text of the terms' });
  await terms.getByLabel('German').fill('<p>Neue Bedingungen</p>');
  await terms.getByLabel('English').fill('<p>New terms</p>');
  await terms.getByLabel('English').blur();
  const form = page.locator('sso-register');
  await form.getByText('New terms').waitFor();
  await page.getByLabel('Language').selectOption('German');
  await form.getByText('Neue Bedingungen').waitFor();
});

test('The back office with a preview is accessible, and asks no gateway', async () => {
  const reader = await site.device();
  const { page, watch } = reader;
  await openOffice(page, 'en', tags['settings.js first']);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Form').selectOption('Registration');
  await page.locator('sso-register').getByLabel('E-mail address').waitFor();
  await isAccessible(reader, 'the back office');
  expect(watch.requests.filter((each) => new URL(each.split(' ')[1] ?? '').pathname.startsWith('/sso/'))).toEqual([]);
});
