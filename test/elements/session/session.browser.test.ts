import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  alert,
  answers,
  button,
  eventsOf,
  focused,
  never,
  problem,
  scripted,
  show,
  signIn,
} from '../../support/element.js';
import type { Scripted } from '../../support/element.js';
import { accessible } from '../../support/accessible.js';
import { plain, present } from '../../support/account.js';
import { SsoProblemEvent } from '../../../src/entries/all.js';
import type { Reply, SsoSession, SsoSessionEvent } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

const marked = () => (document.cookie = 'sso_session=1; path=/');
const unmarked = () => (document.cookie = 'sso_session=; path=/; max-age=0');
const session = (customer: object | undefined = { id: '7', firstName: 'Ada', lastName: 'Lovelace' }) =>
  ({ kind: 'session', customer }) as Reply;
const out = (reason?: string) => ({ kind: 'signedOut', ...(reason && { reason }) }) as Reply;
const slotted = () =>
  ['signed-in', 'signed-out'].map((slot) => Object.assign(document.createElement('p'), { slot, textContent: slot }));
/** The events that the page receives, from before the element is there. */
let fired: SsoSessionEvent[] = [];
const note = (event: SsoSessionEvent) => fired.push(event);
beforeEach(() => {
  fired = [];
  document.addEventListener('sso-session', note);
});
afterEach(() => document.removeEventListener('sso-session', note));
const known = (element: SsoSession, signedIn: boolean) => expect.poll(() => element.signedIn).toBe(signedIn);

accessible('sso-session', [
  {
    name: 'signed in',
    client: () => scripted({ session: session() }),
    before: () => void marked(),
    shown: ':host(:state(signed-in)) button',
  },
  {
    name: 'a sign-out that failed',
    client: () => scripted({ 'GET session': session(), 'DELETE session': problem('offline') }),
    before: () => {
      marked();
      const press = ({ target }: Event) => void (target as SsoSession).signOut();
      document.addEventListener('sso-session', press, { once: true });
    },
    shown: '[role=alert]',
  },
  { name: 'signed out', client: () => scripted(), shown: 'slot[name=signed-out]', content: slotted },
]);

test.each([
  [
    { id: '7', firstName: 'Ada', lastName: 'Lovelace', username: 'ada', email: 'a@b.test' },
    'Signed in as Ada Lovelace',
  ],
  [{ id: '7', lastName: "O'Hara" }, "Signed in as O'Hara"],
  [{ id: '7', username: 'ada', email: 'a@b.test' }, 'Signed in as ada'],
  [{ id: '7', email: 'a@b.test' }, 'Signed in as a@b.test'],
  [{ id: '7' }, 'You are signed in.'],
  [undefined, 'You are signed in.'],
  [{ id: '7', firstName: '<b>x</b>' }, 'Signed in as <b>x</b>'],
])('the customer %o reads as "%s"', async (customer, text) => {
  marked();
  const element = await present('sso-session', scripted({ session: { kind: 'session', customer } as Reply }));
  await known(element, true);
  await element.updateComplete;
  expect(plain(element.shadowRoot!.querySelector('[part=name]'))).toBe(text);
});

test('on a German page its texts are German', async () => {
  document.documentElement.lang = 'de';
  marked();
  await present('sso-session', scripted({ session: session() }));
  await expect.element(page.getByText('Angemeldet als Ada Lovelace')).toBeVisible();
  await expect.element(button('Abmelden')).toBeVisible();
});

test('without the marker cookie no call is made, and the reader is signed out', async () => {
  const client = scripted();
  const element = await present('sso-session', client, {}, slotted());
  await known(element, false);
  await expect.element(page.getByText('signed-out')).toBeVisible();
  await expect.element(page.getByText('signed-in')).not.toBeVisible();
  expect(client.calls).toHaveLength(0);
  expect(fired.map(({ signedIn, customerId }) => [signedIn, customerId])).toEqual([[false, undefined]]);
});

test('signed in, the slot of a page takes the place of name and button', async () => {
  marked();
  const element = await present('sso-session', scripted({ session: session() }), {}, slotted());
  await known(element, true);
  await expect.element(page.getByText('signed-in')).toBeVisible();
  await expect.element(page.getByText('signed-out')).not.toBeVisible();
  expect(
    button('Sign out')
      .elements()
      .filter((each) => each.checkVisibility()),
  ).toHaveLength(0);
  expect(element.matches(':state(signed-in)')).toBe(true);
  expect(fired.map(({ signedIn, customerId }) => [signedIn, customerId])).toEqual([[true, '7']]);
});

test('the rights that the gateway tells of are states, and a change of them is an event', async () => {
  marked();
  const having = (rights: string[]): Reply => Object.assign(session(), { rights });
  const replies = [having(['plus', 'epaper']), having(['epaper']), having(['epaper']), session()];
  const element = await present('sso-session', scripted({ session: replies }));
  await known(element, true);
  const states = () => ['plus', 'epaper'].filter((right) => element.matches(`:state(right-${right})`));
  expect([element.rights, states(), fired.length]).toEqual([['plus', 'epaper'], ['plus', 'epaper'], 1]);
  await element.refresh();
  expect([element.rights, states(), fired.length]).toEqual([['epaper'], ['epaper'], 2]);
  await element.refresh();
  expect(fired.length).toBe(2);
  await element.refresh();
  expect([element.rights, states(), fired.length]).toEqual([undefined, [], 3]);
});

test('until it is known, neither slot is shown', async () => {
  marked();
  await present('sso-session', scripted({ session: new Promise<Reply>(() => undefined) }), {}, slotted());
  await expect.element(page.getByText('signed-in')).not.toBeVisible();
  await expect.element(page.getByText('signed-out')).not.toBeVisible();
});

/** Another tab of the page's origin. */
const tab = () => new BroadcastChannel('sso-elements');

test('signing out calls the gateway, fires sso-session and notifies the other tabs', async () => {
  marked();
  const heard = vi.fn();
  const other = tab();
  other.onmessage = heard;
  const client = scripted({ 'GET session': session(), 'DELETE session': { kind: 'done' } });
  const element = await present('sso-session', client, {}, slotted().slice(1));
  await known(element, true);
  unmarked();
  await button('Sign out').click();
  await expect.element(page.getByText('signed-out')).toBeVisible();
  expect(client.calls.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  expect(fired.map(({ signedIn }) => signedIn)).toEqual([true, false]);
  other.close();
});

const stays: [string, string, string][] = [
  ['en', 'offline', 'No connection. You are still signed in.'],
  ['en', 'timeout', 'Signing out did not work. You are still signed in.'],
  ['en', 'rate-limited', 'Signing out did not work. You are still signed in.'],
  ['de', 'offline', 'Keine Verbindung. Sie sind weiterhin angemeldet.'],
  ['de', 'upstream-failed', 'Die Abmeldung hat nicht geklappt. Sie sind weiterhin angemeldet.'],
];

test.each(stays)(
  'in %s a sign-out that fails with %s says so, has the focus and a way to try again',
  async (language, code, text) => {
    document.documentElement.lang = language;
    marked();
    const client = scripted({ 'GET session': session(), 'DELETE session': [problem(code), { kind: 'done' }] });
    const element = await present('sso-session', client, {}, slotted());
    const events = eventsOf(element);
    await known(element, true);
    void element.signOut();
    await expect.element(alert).toBeVisible();
    expect(plain(element.shadowRoot!.querySelector('[part=problem-text]'))).toBe(text);
    expect(focused()).toBe(alert.element());
    expect([element.signedIn, fired.length]).toEqual([true, 1]);
    unmarked();
    await alert.getByRole('button').click();
    await known(element, false);
    expect(alert.elements()).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(['sso-problem']);
  },
);

test('a sign-out that fails fires sso-problem with code and reference', async () => {
  marked();
  const failed = problem('gateway-failed', { reference: 'r-1' });
  const element = await present('sso-session', scripted({ 'GET session': session(), 'DELETE session': failed }));
  const events = eventsOf(element);
  await known(element, true);
  await button('Sign out').click();
  await expect.poll(() => events.length).toBe(1);
  const [event] = events;
  if (!(event instanceof SsoProblemEvent)) throw new Error('no sso-problem');
  const { process, step, code, reference } = event;
  expect({ process, step, code, reference }).toEqual({
    process: 'session',
    step: 'sign-out',
    code: 'gateway-failed',
    reference: 'r-1',
  });
});

test('a button that is pressed twice signs out once', async () => {
  marked();
  const client = scripted({ 'GET session': session(), 'DELETE session': never });
  const element = await present('sso-session', client);
  await known(element, true);
  await button('Sign out').click();
  await button('Sign out').click();
  expect(client.calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('an unreadable answer to signing out is a failure, too', async () => {
  marked();
  const element = await present('sso-session', scripted({ 'GET session': session(), 'DELETE session': {} }));
  await known(element, true);
  await button('Sign out').click();
  await expect.element(alert).toHaveTextContent('Signing out did not work. You are still signed in.');
});

test.each(['offline', 'timeout', 'upstream-failed', 'rate-limited'])(
  'a question that fails with %s changes nothing',
  async (code) => {
    marked();
    const client = scripted({ session: [session(), problem(code)] });
    const element = await present('sso-session', client);
    await known(element, true);
    await element.refresh();
    expect([element.signedIn, element.customer?.id, fired.length]).toEqual([true, '7', 1]);
  },
);

test('it follows a sign-in of another element on the page, and notifies the other tabs', async () => {
  const heard = vi.fn();
  const other = tab();
  other.onmessage = heard;
  const element = await present('sso-session', scripted({ session: session() }));
  await known(element, false);
  await show(scripted({ 'login/start': answers.session }));
  marked();
  await signIn();
  await known(element, true);
  await expect.poll(() => heard.mock.calls.length).toBe(1);
  other.close();
});

test('it follows sign-in and sign-out in another tab', async () => {
  const client = scripted({ session: session() });
  const element = await present('sso-session', client);
  await known(element, false);
  const other = tab();
  marked();
  other.postMessage('changed');
  await known(element, true);
  unmarked();
  other.postMessage('changed');
  await known(element, false);
  other.close();
  expect(client.calls).toHaveLength(1);
});

test('a session that was ended elsewhere is reported with that reason', async () => {
  marked();
  const element = await present('sso-session', scripted({ session: [session(), out('ended')] }));
  await known(element, true);
  await element.refresh();
  expect([fired.at(-1)!.signedIn, fired.at(-1)!.reason]).toEqual([false, 'ended']);
  expect(element.matches(':state(signed-in)')).toBe(false);
});

test('sso-session does not fire again where nothing has changed', async () => {
  marked();
  const element = await present('sso-session', scripted({ session: session() }));
  await known(element, true);
  await element.refresh();
  await element.refresh();
  expect(fired).toHaveLength(1);
});

test('gone from the page, it follows nobody', async () => {
  const client: Scripted = scripted({ session: session() });
  const element = await present('sso-session', client);
  await known(element, false);
  element.remove();
  marked();
  const [other, third] = [tab(), tab()];
  const heard = new Promise((resolve) => (third.onmessage = resolve));
  other.postMessage('changed');
  await heard;
  await atRest();
  expect(client.calls).toHaveLength(0);
  other.close();
  third.close();
});

test('a new client is asked again', async () => {
  marked();
  const element = await present('sso-session', scripted({ session: session() }));
  await known(element, true);
  element.client = scripted({ session: out() });
  await known(element, false);
});
