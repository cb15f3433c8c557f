import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { alert, answers, eventsOf, heading, later, never, problem, scripted, signIn } from '../../support/element.js';
import { connecting, present, withSettings } from '../../support/account.js';
import type { Reply } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

const all = connecting('customerId');
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

test('a change of the process gives up the call under way', async () => {
  const client = withSettings(all, { 'login/start': never });
  const element = await present('sso-auth', client);
  await signIn();
  expect(client.to('login/start')[0]!.signal!.aborted).toBe(false);
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  expect(client.to('login/start')[0]!.signal!.aborted).toBe(true);
});

test('<sso-session> notices a session that was set before the change', async () => {
  const { promise, answer } = later();
  const session = { kind: 'session', customer: { id: '7' } } as Reply;
  const says = await present('sso-session', scripted({ session }));
  await expect.poll(() => says.signedIn).toBe(false);
  const element = await present('sso-auth', withSettings(all, { 'login/start': promise }));
  const events = eventsOf(element);
  await signIn();
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  document.cookie = 'sso_session=1; path=/';
  answer(answers.session);
  await expect.poll(() => says.signedIn).toBe(true);
  // The form of the process that the reader chose stays.
  await expect.element(heading('Register')).toBeVisible();
  expect(events.map(({ type }) => type)).not.toContain('sso-success');
});

test('a call that was given up notifies <sso-session>, since its session may be there all the same', async () => {
  const client = withSettings(all, { 'login/start': never });
  const element = await present('sso-auth', (method, path, body, signal) => {
    const reply = client(method, path, body, signal);
    const aborted = new Promise<Reply>((resolve) => {
      signal?.addEventListener('abort', () => resolve(problem('offline')));
    });
    return Promise.race([reply, aborted]);
  });
  await signIn();
  expect(heard).not.toHaveBeenCalled();
  element.view = 'register';
  await expect.poll(() => heard.mock.calls.length).toBe(1);
});

test('a call that failed by itself is no news', async () => {
  await present('sso-auth', withSettings(all, { 'login/start': problem('offline') }));
  await signIn();
  await expect.element(alert).toBeVisible();
  await allHeard();
  expect(said()).toEqual(['last']);
});

test('another call can be made at once', async () => {
  const client = withSettings(all, { 'login/start': [never, answers['two-factor']] });
  const element = await present('sso-auth', client);
  await signIn();
  element.view = 'register';
  await expect.element(heading('Register')).toBeVisible();
  element.view = 'login';
  await signIn();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  expect(client.to('login/start').map(({ signal }) => signal!.aborted)).toEqual([true, false]);
});
