import { decode as decodePng } from 'fast-png';
import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { pointer } from '../../../scripts/drive/hands.js';
import { alertOf, focused, isTold, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { signIn } from '../../../scripts/drive/table.js';

const site = useSite();
const email = 'two-factor@example.org';
const newcomer = 'add-two-factor@example.org';

/** A device at the step that asks for a code. */
async function atCode(address = email, heading = 'Confirm it is you'): Promise<Reader> {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(site, reader), address);
  await reader.reaches(heading);
  return reader;
}

async function enter(reader: Reader, code: string): Promise<void> {
  const hands = pointer(reader.form);
  await hands.type('Code', code);
  await hands.press('Continue');
}

/** Six digits that no authenticator shows now. */
const wrong = (code: string): string => String((Number(code) + 111_111) % 1_000_000).padStart(6, '0');

/** What a picture on the page says, read as a phone's camera would: from what is painted. */
async function scan(reader: Reader): Promise<string> {
  const shot = await reader.form.getByRole('img', { name: 'QR code for the authenticator app' }).screenshot();
  const { data, width, height, channels } = decodePng(shot);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      rgba[pixel * 4 + channel] = data[pixel * channels + channel] ?? 255;
  }
  return decodeQR({ data: rgba, width, height });
}

test('A wrong code is told with the focus on it and kept, and the right one is accepted after it', async () => {
  const reader = await atCode();
  const code = await site.demo.code(email);
  await enter(reader, wrong(code));
  await isTold(reader, 'This code is not correct. Check it or wait for the next one.');
  expect(await focused(reader)).toBe('problem');
  expect(await reader.form.getByLabel('Code').inputValue()).toBe(wrong(code));
  await enter(reader, await site.demo.code(email));
  await reader.signedInAs(email);
});

test('A code may be typed in groups, as the app shows it', async () => {
  const reader = await atCode();
  const code = await site.demo.code(email);
  await enter(reader, `${code.slice(0, 3)} ${code.slice(3)}`);
  await reader.signedInAs(email);
});

test('A code that signed in on one device does not sign in on another', async () => {
  const first = await atCode();
  const code = await site.demo.code(email);
  await enter(first, code);
  await first.signedInAs(email);
  const second = await atCode();
  await enter(second, code);
  await isTold(second, 'This code is not correct. Check it or wait for the next one.');
  await enter(second, await site.demo.code(email));
  await second.signedInAs(email);
});

test('After fifteen minutes the step has expired: its own text, and the first screen with the e-mail kept', async () => {
  const reader = await atCode();
  await site.demo.advance(15 * 60 + 1);
  await enter(reader, await site.demo.code(email));
  await isTold(reader, 'The time for this step is up. Sign in again.');
  expect(await focused(reader)).toBe('problem');
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
  await pointer(reader.form).type('Password', 'correct horse battery');
  await pointer(reader.form).press('Sign in');
  await reader.reaches('Confirm it is you');
  await enter(reader, await site.demo.code(email));
  await reader.signedInAs(email);
});

test('A step that was taken in another tab is told to be done, and leads back to the first screen', async () => {
  const reader = await atCode();
  const other = await reader.context.newPage();
  await other.goto(`${site.demo.origin}/login?lang=en`);
  const form = other.locator('sso-login');
  await form.getByRole('heading', { name: 'Confirm it is you' }).waitFor();
  const code = await site.demo.code(email);
  await pointer(form).type('Code', code);
  await pointer(form).press('Continue');
  await other.getByRole('status').filter({ hasText: email }).waitFor();
  await enter(reader, code);
  await alertOf(reader).getByText('Sign in again.').waitFor();
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(email);
});

test('Five wrong codes use the step up, and lead back to the first screen', async () => {
  const reader = await atCode();
  for (let tries = 0; tries < 5; tries += 1) {
    const answered = reader.page.waitForResponse('**/sso/login/two-factor');
    await enter(reader, wrong(await site.demo.code(email)));
    await answered;
    await reader.form.locator('form[aria-busy=false]').waitFor();
  }
  await enter(reader, await site.demo.code(email));
  await isTold(reader, 'Too many wrong codes. Sign in again.');
  await reader.form.getByLabel('Password', { exact: true }).waitFor();
});

test('The set-up shows one secret as picture, link and key; its code is accepted, and the next login asks for one', async () => {
  const reader = await atCode(newcomer, 'Set up two-factor sign-in');
  const link = await reader.form.getByRole('link', { name: 'Open in your authenticator app' }).getAttribute('href');
  expect(await scan(reader)).toBe(link);
  const { protocol, searchParams } = new URL(link!);
  expect(protocol).toBe('otpauth:');
  expect(searchParams.get('issuer')).toBe('Uferblatt');
  const key = (await reader.form.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText()).replaceAll(' ', '');
  expect(key).toBe(searchParams.get('secret'));
  await enter(reader, await site.demo.code(newcomer));
  await reader.signedInAs(newcomer);

  const next = await atCode(newcomer);
  await enter(next, await site.demo.code(newcomer));
  await next.signedInAs(newcomer);
});

test('After a reload the set-up still shows the same secret', async () => {
  const reader = await atCode(newcomer, 'Set up two-factor sign-in');
  const before = await scan(reader);
  await reader.page.reload();
  await reader.reaches('Set up two-factor sign-in');
  expect(await scan(reader)).toBe(before);
});
