/** The demo's event log, and the way from the printed letter. */
import { expect, test } from 'vitest';
import { toolsOf } from './see.js';
import { useSite } from './site.js';
import { signIn } from './table.js';

const site = useSite();

test('The log shows what analytics would get of a sign-in, over page loads, and no personal data', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(site, reader), 'reader@example.org');
  await reader.signedInAs('reader@example.org');
  const log = reader.page.getByRole('complementary', { name: 'Event log' });
  await log.getByText('Event log').click();
  await log.getByText('sso-step').first().waitFor();
  const told = await log.innerText();
  expect(told).toMatch(/sso-success process: login, customerId: \S+/);
  expect(told).toMatch(/sso-step process: login, step: credentials, page: defaultLoginForm/);
  expect(told).not.toMatch(/reader@example\.org|correct horse/);
  await log.getByRole('button', { name: 'Clear' }).click();
  expect(await log.getByRole('listitem').count()).toBe(0);
});

test('The printed letter leads to the page that connects the subscription', async () => {
  const reader = await site.device('de');
  await reader.open('/letter');
  await reader.page.getByRole('link', { name: 'Abo verknüpfen' }).click();
  await reader.page.getByLabel('Kundennummer').waitFor();
});
