/** The advertising opt-in, from the box to the operator's log: `GET /simulator/consents` is what `onConsent` was told. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ConsentEvent } from '../../../demo/backend/backend.js';
import { codeFor, linkFor } from '../../../scripts/drive/inbox.js';
import {
  submitCode,
  submitConnect,
  submitRegistration,
  confirmRegistrationElsewhere,
} from '../../../scripts/drive/account-forms.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();
const email = 'new@example.org';
const wordings = {
  en: 'Yes, the Uferblatt may tell me by e-mail about its offers. I can withdraw this at any time.',
  de: 'Ja, das Uferblatt darf mich per E-Mail über seine Angebote informieren. Ich kann das jederzeit widerrufen.',
} as const;

const consents = async (): Promise<ConsentEvent[]> =>
  (await (await fetch(`${site.demo.origin}/simulator/consents`)).json()) as ConsentEvent[];
const box = ({ form }: Reader) => form.getByRole('checkbox');
const hashOf = (wording: string) => createHash('sha256').update(wording).digest('base64url');
/** What was asked to be stored: the hosted API's own view. */
const stored = () =>
  site.demo
    .exchanges()
    .filter(({ method, path }) => method === 'PUT' && path.endsWith('/optIns'))
    .map(({ requestBody, status }) => [requestBody, status]);
let before = 0;

/** A device at the code, with the box ticked or not. */
async function asked(language: 'en' | 'de', ticked: boolean, path = '/register') {
  before = stored().length;
  const { reader, tools } = await openAs(site, path, language);
  expect(await box(reader).isChecked()).toBe(false);
  expect(await box(reader).getAttribute('required')).toBe(null);
  await reader.form.getByText(wordings[language], { exact: true }).waitFor();
  if (ticked) await box(reader).check();
  if (path === '/connect') await submitConnect(tools, email);
  else await submitRegistration(tools, email);
  await waitForCodeStep(reader, accountTexts.byEmail);
  return { reader, tools };
}

for (const language of ['en', 'de'] as const) {
  test(`A ticked box in ${language} is told with wording, hash, language, time and page, and stored for the customer`, async () => {
    const began = Date.now();
    const { reader, tools } = await asked(language, true);
    const [first, ...others] = await consents();
    expect(others).toEqual([]);
    expect(first).toEqual({
      phase: 'asked',
      id: expect.stringMatching(/^[\w-]{12}$/) as string,
      choice: true,
      wording: wordings[language],
      hash: hashOf(wordings[language]),
      language,
      at: expect.any(String) as string,
      page: `${site.demo.origin}/register`,
    });
    const at = Date.parse((first as { at: string }).at);
    // The record has whole seconds.
    expect(at).toBeGreaterThanOrEqual(Math.floor(began / 1000) * 1000);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(stored().length).toBe(before);
    await submitCode(tools, await codeFor(site.demo, email));
    await reader.signedInAs(email);
    expect((await consents()).slice(1)).toMatchObject([
      {
        phase: 'outcome',
        id: first?.id,
        hash: hashOf(wordings[language]),
        customerId: expect.stringMatching(/^\d+$/) as string,
        stored: true,
      },
    ]);
    expect(stored().slice(before)).toEqual([['{"optIns":{"EMAIL":{"status":"SINGLE_OPT_IN"}}}', 200]]);
  });
}

test('A box that stays empty is told as such, and nothing is stored', async () => {
  const { reader, tools } = await asked('en', false);
  expect(await consents()).toMatchObject([{ phase: 'asked', choice: false, hash: hashOf(wordings.en) }]);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  expect((await consents()).slice(1)).toMatchObject([{ phase: 'outcome', stored: false, reason: 'declined' }]);
  expect(stored().length).toBe(before);
});

test('At account connect it is the same', async () => {
  const { reader, tools } = await asked('de', true, '/connect');
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  expect(await consents()).toMatchObject([
    { phase: 'asked', choice: true, language: 'de', page: `${site.demo.origin}/connect` },
    { phase: 'outcome', stored: true, customerId: '100200300' },
  ]);
});

for (const language of ['en', 'de'] as const) {
  test(`A wording that changes in ${language} while the form is open is shown anew, the box empty, and nothing is begun with the old one`, async () => {
    before = stored().length;
    const { reader, tools } = await openAs(site, '/register', language);
    await reader.form.getByText(wordings[language], { exact: true }).waitFor();
    await box(reader).check();
    await site.demo.configure({ ssoOptInText: 'Another wording' });
    await submitRegistration(tools, email);
    await reader.form.getByRole('alert').waitFor();
    await reader.form.getByText('Another wording', { exact: true }).waitFor();
    expect(await box(reader).isChecked()).toBe(false);
    expect(await reader.form.getByLabel(language === 'en' ? 'E-mail address' : 'E-Mail-Adresse').inputValue()).toBe(
      email,
    );
    expect(await consents()).toEqual([]);
    await box(reader).check();
    await reader.form.getByRole('button', { name: language === 'en' ? 'Register' : 'Registrieren' }).click();
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, email));
    await reader.signedInAs(email);
    expect(await consents()).toMatchObject([
      { phase: 'asked', wording: 'Another wording', choice: true },
      { phase: 'outcome', stored: true },
    ]);
  });
}

test('An opt-in that is switched off while the form is open leaves a form that leads on', async () => {
  const { reader, tools } = await openAs(site, '/register', 'en');
  await box(reader).check();
  await site.demo.configure({ ssoOptIn: false });
  await submitRegistration(tools, email);
  await reader.form.getByRole('alert').waitFor();
  await box(reader).waitFor({ state: 'detached' });
  await reader.form.getByRole('button', { name: 'Register', exact: true }).click();
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  expect(await consents()).toEqual([]);
});

test('A link that is opened in another browser asks for the choice again, unticked', async () => {
  await asked('en', true);
  const other = await site.device();
  await other.follow(await linkFor(site.demo, email));
  await other.reaches(accountHeadings.link.en);
  const there = toolsFor(site, other);
  const box = other.form.getByRole('checkbox', { name: wordings.en });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await confirmRegistrationElsewhere(there, email);
  await other.signedInAs(email);
  const first = { phase: 'asked', choice: true };
  expect(await consents()).toMatchObject([first, first, { phase: 'outcome', stored: true, hash: hashOf(wordings.en) }]);
});

test('A store that fails does not fail the registration, is told, and is tried again on a later request until it works', async () => {
  const { reader, tools } = await asked('en', true);
  await site.demo.fault({ operation: 'customers/optIns', status: 503, times: 2 });
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  const outcomes = async () => (await consents()).slice(1);
  expect(await outcomes()).toMatchObject([{ stored: false }]);
  await site.demo.advance(31);
  await reader.open('/account');
  await reader.page.getByText('Signed in as').waitFor();
  await expect.poll(outcomes).toMatchObject([{ stored: false }, { stored: false }]);
  await site.demo.advance(31);
  await reader.open('/account');
  await expect
    .poll(outcomes)
    .toMatchObject([{ stored: false }, { stored: false }, { stored: true, hash: hashOf(wordings.en) }]);
  await site.demo.advance(31);
  await reader.open('/account');
  await reader.page.getByText('Signed in as').waitFor();
  expect(await outcomes()).toHaveLength(3);
});

test('Without an opt-in in the settings there is no box, and nothing is told', async () => {
  const { reader, tools } = await openAs(site, '/register', 'en', { ssoOptIn: false });
  await reader.reaches(accountHeadings.register.en);
  await reader.form.getByText('By continuing, you accept our terms:').waitFor();
  expect(await box(reader).count()).toBe(0);
  await submitRegistration(tools, email);
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  expect(await consents()).toEqual([]);
});

test('The inbox shows the log of consents to a person', async () => {
  const { reader, tools } = await asked('en', true);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  await reader.open('/inbox');
  const log = reader.page.getByRole('list').filter({ hasText: wordings.en });
  await log.getByText(hashOf(wordings.en)).first().waitFor();
});
