import { limitEverybody } from '../../../scripts/drive/limit-everybody.js';
import { expect, test } from 'vitest';
import type { Fault } from '../../../src/simulator/index.js';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { alertOf, focusedPart, postedPaths, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { password, signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

async function atLogin(): Promise<Reader> {
  const reader = await site.device();
  await reader.open('/login');
  await reader.form.getByRole('link', { name: 'Connect subscription' }).waitFor();
  return reader;
}

async function keepsInput({ form }: Reader): Promise<void> {
  expect(await form.getByLabel('E-mail address or user name').inputValue()).toBe('reader@example.org');
  expect(await form.getByLabel('Password', { exact: true }).inputValue()).toBe(password);
}

const retry = ({ form }: Reader) => form.getByRole('button', { name: 'Try again' });

const operation = 'login/verify';
const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ['502 in HTML', { operation, broken: true }],
  ['200 in HTML', { operation, broken: true, status: 200 }],
  ['a truncated answer', { operation, truncated: true }],
  ['500', { operation, status: 500, errorCode: 99500 }],
  ['503 without a body', { operation, status: 503 }],
  ['504', { operation, status: 504, errorCode: 99504 }],
  ['an empty object', { operation, body: {} }],
  ['a broken connection', { operation, network: true }],
];
for (const [name, fault] of faults) {
  test(`After ${name} from the hosted API what was typed is kept, and "Try again" signs in`, async () => {
    const reader = await atLogin();
    await site.demo.fault(fault);
    await signIn(toolsFor(site, reader), 'reader@example.org');
    await waitForAlert(reader, /Your entries are still here\./);
    expect(await focusedPart(reader)).toBe('problem');
    await keepsInput(reader);
    await retry(reader).click();
    await reader.signedInAs('reader@example.org');
  });
}

const proxies = [
  ['HTML with status 502', { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }],
  ['HTML with status 200', { status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }],
  ['JSON that ends in the middle', { status: 200, contentType: 'application/json', body: '{"kind":"ses' }],
  ['JSON without a meaning', { status: 200, contentType: 'application/json', body: '{"kind":"lottery"}' }],
] as const;
for (const [name, answer] of proxies) {
  test(`After ${name} in front of the gateway what was typed is kept, and "Try again" signs in`, async () => {
    const reader = await atLogin();
    await reader.page.route('**/sso/login/start', (route) => route.fulfill(answer), { times: 1 });
    await signIn(toolsFor(site, reader), 'reader@example.org');
    await waitForAlert(reader, 'That did not work. Your entries are still here.');
    await keepsInput(reader);
    await retry(reader).click();
    await reader.signedInAs('reader@example.org');
  });
}

test('Without a connection the reader is told so at once, and "Try again" signs in once it is back', async () => {
  const reader = await atLogin();
  await reader.setOffline(true);
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await waitForAlert(reader, 'No connection. Your entries are still here.');
  expect(await focusedPart(reader)).toBe('problem');
  await keepsInput(reader);
  await reader.setOffline(false);
  await retry(reader).click();
  await reader.signedInAs('reader@example.org');
});

test('When the answer to a code was lost on the way, "Try again" leads to sign-in with the e-mail kept', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsFor(site, reader), 'two-factor@example.org');
  await reader.reaches('Confirm it is you');
  await site.demo.fault({ operation: 'login/verifyTwoFactorAuth', lost: true });
  const code = await site.demo.code('two-factor@example.org');
  await pointerDriver(reader.form).type('Code', code);
  await pointerDriver(reader.form).press('Continue');
  await waitForAlert(reader, /Your entries are still here\./);
  expect(await reader.form.getByLabel('Code').inputValue()).toBe(code);
  await retry(reader).click();
  await waitForAlert(reader, 'You have already completed this step. Sign in again.');
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('two-factor@example.org');
  await pointerDriver(reader.form).type('Password', password);
  await pointerDriver(reader.form).press('Sign in');
  await reader.reaches('Confirm it is you');
  await pointerDriver(reader.form).type('Code', await site.demo.code('two-factor@example.org'));
  await pointerDriver(reader.form).press('Continue');
  await reader.signedInAs('two-factor@example.org');
});

test('Later steps that cannot be loaded become a problem whose retry goes on where the reader was', async () => {
  const reader = await atLogin();
  let blocked = true;
  await reader.page.route('**/assets/parts/**', (route) => (blocked ? route.abort() : route.continue()));
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await alertOf(reader).waitFor();
  await retry(reader).waitFor();
  blocked = false;
  await retry(reader).click();
  await reader.reaches('Our terms have changed');
  await pointerDriver(reader.form).press('Accept and continue');
  await reader.signedInAs('terms@example.org');
});

test('A rate limit counts down, and then says that another try is possible', async () => {
  const reader = await atLogin();
  await reader.page.clock.install();
  // Of all callers, as the gateway finds out: one of this account would tell a stranger of it.
  await limitEverybody(site.demo, 30);
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await waitForAlert(reader, /Too many attempts\./);
  const timer = reader.form.getByRole('timer');
  await timer.getByText(/You can try again in (30|29|28)\ss\./).waitFor();
  await reader.page.clock.runFor(10_000);
  await timer.getByText(/You can try again in (20|19|18)\ss\./).waitFor();
  await reader.page.clock.runFor(25_000);
  await reader.form.getByText('You can try again now.', { exact: true }).waitFor();
  await keepsInput(reader);
  await pointerDriver(reader.form).press('Sign in');
  await reader.signedInAs('reader@example.org');
});

test('An account that the hosted API has locked after too many wrong passwords looks as any other', async () => {
  const reader = await atLogin();
  await signIn(toolsFor(site, reader), 'reader@example.org', 'wrong');
  await alertOf(reader).waitFor();
  for (let tries = 1; tries <= 10; tries += 1) {
    const answered = reader.page.waitForResponse('**/sso/login/start');
    await pointerDriver(reader.form).press('Sign in');
    await answered;
    await reader.form.locator('form[aria-busy=false]').waitFor();
  }
  await waitForAlert(reader, /These details do not match, or you need a new password\./);
});

test('Enter pressed twice makes one request', async () => {
  const reader = await atLogin();
  await site.demo.fault({ operation, slow: 500 });
  await reader.form.getByLabel('E-mail address or user name').fill('reader');
  await reader.form.getByLabel('Password', { exact: true }).fill(password);
  await reader.page.keyboard.press('Enter');
  await reader.page.keyboard.press('Enter');
  await reader.form.getByRole('button', { name: 'Please wait…' }).waitFor();
  await reader.page.keyboard.press('Enter');
  await reader.signedInAs('reader@example.org');
  expect(postedPaths(reader)).toEqual(['/sso/login/start']);
});

const strangers = [
  ['a page that is not there', { status: 404, contentType: 'text/html', body: '<h1>Not found</h1>' }],
  ["the site's front page", { status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }],
] as const;
for (const [name, answer] of strangers) {
  test(`Where ${name} answers instead of a gateway, readers get a notice and developers a precise error`, async () => {
    const reader = await site.device();
    const errors: string[] = [];
    reader.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await reader.page.route('**/sso/**', (route) => route.fulfill(answer));
    await reader.open('/login');
    await reader.reaches('You cannot sign in at the moment');
    expect(errors.find((each) => each.startsWith('sso-elements: no gateway at'))).toMatch(/this endpoint/);
    await reader.page.unroute('**/sso/**');
    await retry(reader).click();
    await reader.reaches('Sign in');
  });
}
