import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answers, button, email, heading, later, problem, scripted, show, signIn } from '../../support/element.js';
import { fill, present, sent, withSettings } from '../../support/account.js';
import type { Reply, SsoSession } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

/** Another tab of the page's origin, and what it heard. */
let other: BroadcastChannel;
const heard = vi.fn();
beforeEach(() => {
  heard.mockClear();
  other = new BroadcastChannel('sso-elements');
  other.onmessage = heard;
});
afterEach(() => other.close());

const said = (): unknown[] => heard.mock.calls.map(([event]) => (event as MessageEvent).data as unknown);
/** Waits until all that was said to other tabs is heard: messages keep their order. */
async function allHeard(): Promise<void> {
  await atRest();
  const last = new BroadcastChannel('sso-elements');
  last.postMessage('last');
  await expect.poll(said).toContain('last');
  last.close();
}

const marked = () => (document.cookie = 'sso_session=1; path=/');
const session = { kind: 'session', customer: { id: '7', email } } as Reply;

test('a sign-in notifies other tabs, on a page that has nothing but the form', async () => {
  await show(scripted({ 'login/start': answers.session }));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  await expect.poll(() => heard.mock.calls.length).toBe(1);
});

test('a finished registration notifies other tabs, and the message carries nothing about the reader', async () => {
  const client = withSettings(
    {},
    { 'registration/start': sent('registration'), 'registration/verify': answers.session },
  );
  await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await fill({ Code: '123456' });
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  await expect.poll(said).toEqual(['changed']);
});

test.each([
  ['a further step', answers['two-factor'], 'Confirm it is you'],
  ['a problem', problem('wrong-credentials'), 'Sign in'],
])('%s is no news', async (_what, answer, title) => {
  await show(scripted({ 'login/start': answer }));
  await signIn();
  await expect.element(heading(title)).toBeVisible();
  await allHeard();
  expect(said()).toEqual(['last']);
});

test('each of several <sso-session> asks once after a sign-in', async () => {
  const clients = [1, 2, 3].map(() => scripted({ session }));
  for (const client of clients) await present('sso-session', client);
  await show(scripted({ 'login/start': answers.session }));
  marked();
  await signIn();
  await expect.poll(() => clients.map(({ calls }) => calls.length)).toEqual([1, 1, 1]);
  await allHeard();
  // What was said last makes them ask once more: no question was on its way before.
  await expect.poll(() => clients.map(({ calls }) => calls.length)).toEqual([2, 2, 2]);
  await atRest();
  expect(clients.map(({ calls }) => calls.length)).toEqual([2, 2, 2]);
  expect(said()).toEqual(['changed', 'last']);
});

test('of several elements each asks once after a sign-out of one of them', async () => {
  marked();
  const script = () => ({ 'GET session': session, 'DELETE session': { kind: 'done' } as Reply });
  const clients = [1, 2].map(() => scripted(script()));
  const elements: SsoSession[] = [];
  for (const client of clients) elements.push(await present('sso-session', client));
  await expect.poll(() => elements.map(({ signedIn }) => signedIn)).toEqual([true, true]);
  await elements[0]!.signOut();
  const asked = () => clients.map(({ calls }) => calls.filter(({ method }) => method === 'GET').length);
  await expect.poll(asked).toEqual([2, 2]);
  await allHeard();
  await expect.poll(asked).toEqual([3, 3]);
  await atRest();
  expect(asked()).toEqual([3, 3]);
  expect(said()).toEqual(['changed', 'last']);
});

test('a sign-out that finishes after its element has left the page notifies other tabs all the same', async () => {
  marked();
  const { promise, answer } = later();
  const element = await present('sso-session', scripted({ 'GET session': session, 'DELETE session': promise }));
  await expect.poll(() => element.signedIn).toBe(true);
  const leaving = element.signOut();
  element.remove();
  answer({ kind: 'done' });
  await leaving;
  await expect.poll(() => heard.mock.calls.length).toBe(1);
});
