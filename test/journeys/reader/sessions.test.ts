import { expect, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();
const fiveMinutes = 5 * 60;

/** A device where `reader` has just submitted the first screen. */
async function device(email = 'reader@example.org'): Promise<Reader> {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsFor(site, reader), email);
  return reader;
}

const session = ({ page }: Reader): Promise<unknown> =>
  page.evaluate(async (): Promise<unknown> => (await fetch('/sso/session')).json());

const validations = () => site.demo.exchanges().filter(({ path }) => path.startsWith('/sessions/validate')).length;

/** Two devices signed in, and a third at the limit. */
async function atLimit(): Promise<[Reader, Reader, Reader]> {
  const a = await device();
  await a.signedInAs('reader@example.org');
  const b = await device();
  await b.signedInAs('reader@example.org');
  const c = await device();
  await c.reaches('You are signed in on too many devices');
  return [a, b, c];
}

test('Each session at the limit is told by browser, system and local time, and has a button of its own', async () => {
  const reader = await device('limit@example.org');
  await reader.reaches('You are signed in on too many devices');
  const items = reader.form.getByRole('listitem');
  expect(await items.count()).toBe(2);
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  });
  for (const [index, device] of ['Firefox 142 · Windows 11', 'Safari 18.6 · iOS 18.6'].entries()) {
    const item = items.nth(index);
    await item.getByText(device, { exact: true }).waitFor();
    const time = item.getByRole('time');
    const at = new Date((await time.getAttribute('datetime'))!);
    expect((await time.innerText()).replace(/\s/g, ' ')).toBe(format.format(at).replace(/\s/g, ' '));
    const button = item.getByRole('button', { name: 'Sign out', exact: true });
    const described = await button.evaluate((element) => element.ariaDescribedByElements?.[0]?.textContent ?? '');
    // The point stays with the word before it when the line breaks.
    expect(described.replace(/\s/g, ' ')).toContain(device);
  }
});

test('Ending one session signs in here, and signs out that device alone once five minutes have passed', async () => {
  const [a, b, c] = await atLimit();
  await pointerDriver(c.form).press('Sign out', 0);
  await c.signedInAs('reader@example.org');

  const before = validations();
  await a.page.reload();
  await a.signedInAs('reader@example.org');
  expect(validations()).toBe(before);
  expect(await session(a)).toMatchObject({ kind: 'session' });

  await site.demo.advance(fiveMinutes + 1);
  await b.page.reload();
  await b.signedInAs('reader@example.org');
  expect(await session(a)).toEqual({ kind: 'signedOut', reason: 'ended' });
});

test('A page says that the session was ended elsewhere', async () => {
  const [a, , c] = await atLimit();
  await pointerDriver(c.form).press('Sign out', 0);
  await c.signedInAs('reader@example.org');
  await site.demo.advance(fiveMinutes + 1);
  await a.page.reload();
  await a.page.getByRole('alert').getByText('You were signed out, from another device or by us.').waitFor();
  await a.page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(await session(a)).toEqual({ kind: 'signedOut' });
});

test('Ending all sessions signs in here, and signs out every other device once five minutes have passed', async () => {
  const [a, b, c] = await atLimit();
  await pointerDriver(c.form).press('Sign out everywhere else and sign in here');
  await c.signedInAs('reader@example.org');
  await site.demo.advance(fiveMinutes + 1);
  expect(await session(a)).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(await session(b)).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(await session(c)).toMatchObject({ kind: 'session' });
});

test('Within five minutes the hosted API is not asked again who is signed in', async () => {
  const reader = await device();
  await reader.signedInAs('reader@example.org');
  const [before, validated] = [site.demo.exchanges().length, validations()];
  await site.demo.advance(fiveMinutes - 60);
  expect(await session(reader)).toMatchObject({ kind: 'session', customer: { email: 'reader@example.org' } });
  expect(site.demo.exchanges().length).toBe(before);
  await site.demo.advance(61);
  expect(await session(reader)).toMatchObject({ kind: 'session', customer: { email: 'reader@example.org' } });
  expect(validations()).toBe(validated + 1);
});

test('A session that ended meanwhile is told, and another one can be chosen', async () => {
  const reader = await device('limit@example.org');
  await reader.reaches('You are signed in on too many devices');
  await fetch(`${site.demo.origin}/simulator/end-sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'limit@example.org' }),
  });
  await pointerDriver(reader.form).press('Sign out', 0);
  await waitForAlert(reader, 'This device is already signed out. Choose a different one.');
  await pointerDriver(reader.form).press('Sign out everywhere else and sign in here');
  await reader.signedInAs('limit@example.org');
});
