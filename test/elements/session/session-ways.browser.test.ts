/** `<sso-session>` on its ways: late answers, the browser's memory of pages, the focus after a sign-out. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alert, button, focused, later, problem, scripted } from '../../support/element.js';
import { accessible } from '../../support/accessible.js';
import { plain, present } from '../../support/account.js';
import type { Reply, SsoSession, SsoSessionEvent } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

const marked = () => (document.cookie = 'sso_session=1; path=/');
const unmarked = () => (document.cookie = 'sso_session=; path=/; max-age=0');
const session = { kind: 'session', customer: { id: '7', firstName: 'Ada' } } as Reply;
const out = (reason?: string) => ({ kind: 'signedOut', ...(reason && { reason }) }) as Reply;
const done = { kind: 'done' } as Reply;
const known = (element: SsoSession, signedIn: boolean) => expect.poll(() => element.signedIn).toBe(signedIn);
let fired: SsoSessionEvent[] = [];
const note = (event: SsoSessionEvent) => fired.push(event);
beforeEach(() => {
  fired = [];
  document.addEventListener('sso-session', note);
});
afterEach(() => document.removeEventListener('sso-session', note));

accessible('sso-session', [
  {
    name: 'just signed out',
    client: () => scripted({ 'GET session': session, 'DELETE session': done }),
    before: () => {
      marked();
      const press = ({ target, signedIn }: SsoSessionEvent) => {
        if (!signedIn) return;
        unmarked();
        void (target as SsoSession).signOut();
      };
      document.addEventListener('sso-session', press, { once: true });
    },
    shown: '[part=status]:not(:empty)',
  },
]);

test('an answer that was asked for before the sign-out and comes after it is dropped', async () => {
  marked();
  const { promise, answer } = later();
  const element = await present('sso-session', scripted({ session: promise }));
  unmarked();
  await element.refresh();
  expect(element.signedIn).toBe(false);
  answer(session);
  await atRest();
  expect([element.signedIn, fired.map(({ signedIn }) => signedIn)]).toEqual([false, [false]]);
});

test('of two calls the last one counts', async () => {
  marked();
  const [first, second] = [later(), later()];
  const element = await present('sso-session', scripted({ session: [first.promise, second.promise] }));
  void element.refresh();
  second.answer(session);
  await known(element, true);
  first.answer(out());
  await atRest();
  expect(element.signedIn).toBe(true);
});

test('an answer that comes after the element has left the page fires nothing', async () => {
  marked();
  const { promise, answer } = later();
  const element = await present('sso-session', scripted({ session: promise }));
  element.remove();
  answer(session);
  await atRest();
  expect([element.signedIn, fired]).toEqual([undefined, []]);
});

const comesBack = (persisted: boolean) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));

test('on a page that comes back from the back/forward cache it asks again', async () => {
  const element = await present('sso-session', scripted({ session }));
  await known(element, false);
  marked();
  comesBack(false);
  await atRest();
  expect(element.signedIn).toBe(false);
  comesBack(true);
  await known(element, true);
  element.remove();
  unmarked();
  comesBack(true);
  await atRest();
  expect(element.signedIn).toBe(true);
});

/** Shows it to a reader who is signed in, with what the page has for one who is not. */
async function signedIn(attributes: Record<string, string> = {}): Promise<SsoSession> {
  marked();
  const link = Object.assign(document.createElement('a'), {
    slot: 'signed-out',
    href: '#login',
    textContent: 'Sign in',
  });
  const client = scripted({ 'GET session': session, 'DELETE session': done });
  const element = await present('sso-session', client, attributes, [link]);
  await known(element, true);
  unmarked();
  return element;
}
const status = (element: SsoSession) => element.shadowRoot!.querySelector<HTMLElement>('[role=status]')!;

test.each([
  ['en', 'Sign out', 'You are signed out.'],
  ['de', 'Abmelden', 'Sie sind abgemeldet.'],
])(
  'in %s, after "%s" the focus is on "%s", and Tab moves it on to what the page offers',
  async (language, name, text) => {
    document.documentElement.lang = language;
    const element = await signedIn();
    const live = status(element);
    await button(name).click();
    await known(element, false);
    await expect.poll(() => focused()).toBe(live);
    // The very region that was there before: only then is its change read out.
    expect([status(element) === live, plain(live)]).toEqual([true, text]);
    expect(live.compareDocumentPosition(element.shadowRoot!.querySelector('slot')!)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  },
);

test('the focus of a reader who is elsewhere on the page stays there', async () => {
  const element = await signedIn();
  const field = document.body.appendChild(document.createElement('input'));
  field.focus();
  await element.signOut();
  await known(element, false);
  await element.updateComplete;
  expect([focused(), plain(status(element))]).toEqual([field, 'You are signed out.']);
  field.remove();
});

test('a sign-out elsewhere shows no confirmation here, and the next sign-in clears one', async () => {
  const element = await signedIn();
  await element.refresh();
  await known(element, false);
  await element.updateComplete;
  expect(plain(status(element))).toBe('');
  marked();
  await element.refresh();
  unmarked();
  await element.signOut();
  await expect.poll(() => plain(status(element))).toBe('You are signed out.');
  marked();
  await element.refresh();
  await element.updateComplete;
  expect(plain(status(element))).toBe('');
});

test('a sign-out that fails shows no confirmation', async () => {
  marked();
  const client = scripted({ 'GET session': session, 'DELETE session': problem('offline') });
  const element = await present('sso-session', client);
  await known(element, true);
  await button('Sign out').click();
  await expect.element(alert).toBeVisible();
  expect(plain(status(element))).toBe('');
});
