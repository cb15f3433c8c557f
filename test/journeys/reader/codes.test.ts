/** What can go wrong between a form that sends a code and its confirmation: text, way on, what is kept. */
import { expect, test } from 'vitest';
import {
  chooseNewPassword,
  newPassword,
  requestPasswordCode,
  submitCode,
  submitConnect,
  submitRegistration,
  confirmRegistrationElsewhere,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor, otherThan } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf, focusedPart, postedPaths, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';

const site = useSite();
const email = 'new@example.org';
const quarter = 15 * 60;

/** A device at the code of a registration. */
async function registering(language: 'en' | 'de' = 'en'): Promise<{ reader: Reader; tools: ReaderTools }> {
  const at = await openAs(site, '/register', language);
  await submitRegistration(at.tools, email);
  await waitForCodeStep(at.reader, accountTexts.byEmail);
  return at;
}

async function keepsForm({ form }: Reader): Promise<void> {
  expect(await form.getByLabel('E-mail address', { exact: true }).inputValue()).toBe(email);
  expect(await form.getByLabel('Password', { exact: true }).inputValue()).toBe(newPassword);
}

for (const [link, lands, title] of [
  ['Sign in', '/login', accountHeadings.signIn],
  ['Forgot your password?', '/password', accountHeadings.forgot],
] as const) {
  test(`An e-mail address that is taken leads to ${lands}, which has it already`, async () => {
    const { reader, tools } = await openAs(site, '/register');
    await submitRegistration(tools, 'reader@example.org');
    await waitForAlert(reader, /There is already an account with this e-mail address\./);
    expect(await reader.form.locator('[part=error]').allInnerTexts()).toEqual([
      'Enter a different e-mail address or sign in.',
    ]);
    await alertOf(reader).getByRole('link', { name: link, exact: true }).click();
    await reader.reaches(title.en);
    expect(new URL(reader.page.url()).pathname).toBe(lands);
    expect(reader.page.url()).not.toContain('example.org');
    expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('reader@example.org');
  });
}

test('A wrong code is told, has the focus, and the right one still works', async () => {
  const { reader, tools } = await registering('de');
  const code = await codeFor(site.demo, email);
  await submitCode(tools, otherThan(code));
  await waitForAlert(reader, 'Dieser Code stimmt nicht. Bitte prüfen Sie ihn oder fordern Sie einen neuen an.');
  expect(await focusedPart(reader)).toBe('problem');
  expect(await reader.form.getByLabel('Code').inputValue()).toBe(otherThan(code));
  await submitCode(tools, code);
  await reader.signedInAs(email);
});

test('Letters, an over-long code and none at all are told before or by the gateway, and nothing is lost', async () => {
  const { reader, tools } = await registering();
  await submitCode(tools, 'abcdef');
  await waitForAlert(reader, /This code is not correct\./);
  await submitCode(tools, '1234567');
  await reader.form.getByText('At most 6 characters.', { exact: true }).waitFor();
  await submitCode(tools, '');
  await reader.form.getByText('Code is missing.', { exact: true }).waitFor();
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
});

test('After too many wrong codes the registration begins anew, with the form as it was', async () => {
  const { reader, tools } = await registering();
  const code = await codeFor(site.demo, email);
  for (let tries = 0; tries < 5; tries += 1) {
    await submitCode(tools, otherThan(code));
    await waitForAlert(reader, /This code is not correct\./);
    await reader.form.locator('form[aria-busy=false]').waitFor();
  }
  await submitCode(tools, code);
  await waitForAlert(reader, 'Too many wrong codes. Start again.');
  await keepsForm(reader);
});

test('A code that expired leads back to the form as it was, and another try works', async () => {
  const { reader, tools } = await registering();
  const code = await codeFor(site.demo, email);
  await site.demo.advance(quarter + 1);
  await submitCode(tools, code);
  await waitForAlert(reader, 'The time for this step is up. Start again.');
  await keepsForm(reader);
  await tools.driver.press('Register');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
});

test('A code that was used up elsewhere is told as done', async () => {
  const { reader, tools } = await registering();
  const other = await site.device();
  await other.follow(await linkFor(site.demo, email));
  await other.reaches(accountHeadings.link.en);
  await confirmRegistrationElsewhere(toolsFor(site, other), email);
  await other.signedInAs(email);
  await submitCode(tools, await codeFor(site.demo, email));
  await waitForAlert(reader, 'You have already completed this step. Start again.');
});

for (const [path, start, begin, by] of [
  ['/register', 'registration/start', (tools: ReaderTools) => submitRegistration(tools, email), email],
  ['/connect', 'account-connect/start', (tools: ReaderTools) => submitConnect(tools, email), email],
  [
    '/password',
    'password-forgotten/start',
    (tools: ReaderTools) => requestPasswordCode(tools, 'reader@example.org'),
    'reader@example.org',
  ],
] as const) {
  test(`Another code at ${path} has a cool-down that is counted down, a visible count, and takes the place of the first`, async () => {
    const reader = await site.device();
    const tools = toolsFor(site, reader);
    await reader.page.clock.install();
    await reader.open(path);
    await begin(tools);
    await waitForCodeStep(reader, accountTexts.byEmail);
    const first = await codeFor(site.demo, by);
    const again = reader.form.getByRole('button', { name: accountTexts.resend.en });
    const timer = reader.form.getByRole('timer');
    await timer.getByText(/\(in (30|29|28)\ss\)/).waitFor();
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await again.click({ force: true });
    expect(postedPaths(reader)).toEqual([`/sso/${start}`]);

    await site.demo.advance(31);
    await reader.page.clock.runFor(31_000);
    await reader.form.locator('[part=resend] [aria-disabled=false]').waitFor();
    await again.click();
    await reader.form.getByText('Codes sent: 2', { exact: true }).waitFor();
    await timer.getByText(/\(in (60|59|58)\ss\)/).waitFor();
    expect(await reader.form.getByText('Codes sent: 2').getAttribute('role')).toBe('status');

    await submitCode(tools, first);
    await waitForAlert(reader, /This code is not correct\./);
    await submitCode(tools, await codeFor(site.demo, by));
    if (path === '/password') {
      await reader.reaches(accountHeadings.newPassword.en);
      await chooseNewPassword(tools);
    }
    await reader.signedInAs(by);
  });
}

const closed = [
  [{ disableSsoFunctionality: true }, 'You cannot sign in at the moment'],
  [{ emergencyMode: 'PLENIGO_MODE' }, 'No need to sign in right now'],
  [{ allowedDomains: 'www.example.com' }, 'You cannot sign in on this site'],
] as const;
for (const [settings, notice] of closed) {
  test(`${JSON.stringify(settings)} shows the notice for it in every process, and no form`, async () => {
    await site.demo.configure(settings);
    const reader = await site.device();
    for (const path of ['/register', '/connect', '/password', '/auth']) {
      await reader.open(path);
      await reader.reaches(notice);
      expect(await reader.form.getByRole('textbox').count()).toBe(0);
    }
  });
}

for (const [path, take] of [
  ['/login', (tools: ReaderTools) => signIn(tools, 'reader@example.org')],
  ['/register', (tools: ReaderTools) => submitRegistration(tools, email)],
  ['/password', (tools: ReaderTools) => requestPasswordCode(tools, 'reader@example.org')],
] as const) {
  test(`An emergency that begins while ${path} is open is told at the submit as what it is`, async () => {
    const { reader, tools } = await openAs(site, path);
    await reader.form.getByRole('textbox').first().waitFor();
    await site.demo.configure({ emergencyMode: 'PLENIGO_MODE' });
    await take(tools);
    await reader.reaches('No need to sign in right now');
    await reader.form.getByText('We are working on our systems. You can read on without signing in.').waitFor();
    await site.demo.configure({ emergencyMode: 'NONE' });
    await tools.driver.press('Try again');
    await reader.form.getByRole('textbox').first().waitFor();
  });
}

test('A registration on a host that is not allowed any more is told at the submit', async () => {
  const { reader, tools } = await openAs(site, '/register');
  await reader.form.getByRole('checkbox').waitFor();
  await site.demo.configure({ allowedDomains: 'www.example.com' });
  await submitRegistration(tools, email);
  await reader.reaches('You cannot sign in on this site');
});
