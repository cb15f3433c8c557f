/** Mailed links that are damaged, late, spent, foreign or opened elsewhere: element, gateway and simulator together. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, button, email as known, focused, heading } from '../../support/element.js';
import { fill, labelled, present, visit } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { done, site } from '../../support/site.browser.js';

const fresh = 'new@publisher.test';
interface Process {
  tag: Tag;
  first: string;
  typed: Record<string, string>;
  submit: string;
  /** What a reader who opened the link elsewhere fills in, by label, and what another one is shown. */
  known: Record<string, string>;
  mismatch: string;
  /** What the press of a good link comes to. */
  good: () => Promise<unknown>;
}
const register: Process = {
  tag: 'sso-register',
  first: 'Register',
  typed: { 'E-mail address': fresh, Password: 'a long pass phrase' },
  submit: 'Register',
  known: { 'E-mail address': fresh, Password: 'a long pass phrase' },
  mismatch: 'These are not the details this link was requested with. Nothing has been confirmed.',
  good: done,
};
const forgotten: Process = {
  tag: 'sso-password-forgotten',
  first: 'Forgot your password?',
  typed: { 'E-mail address or user name': known },
  submit: 'Send code',
  known: { 'E-mail address or user name': known },
  mismatch: 'This link was requested with another e-mail address or user name.',
  good: () => expect.element(heading('Choose a new password')).toBeVisible(),
};
const byName: Process = {
  ...forgotten,
  typed: { 'E-mail address or user name': 'named' },
  known: { 'E-mail address or user name': 'named' },
};
const both: [string, Process][] = [
  ['registration', register],
  ['password forgotten', forgotten],
];
const all: [string, Process][] = [...both, ['password forgotten, begun with a user name', byName]];

/** Has a link mailed by an element, which then leaves the page; answers the link. */
async function mailed({ tag, typed, submit }: Process): Promise<URL> {
  const element = await present(tag, undefined, { 'verification-url': '/' });
  await expect.element(labelled(Object.keys(typed)[0]!)).toBeVisible();
  await fill(typed);
  await button(submit).click();
  await expect.element(heading('Enter the code')).toBeVisible();
  element.remove();
  return new URL(site.simulator.inbox.at(-1)!.url!);
}
/** Opens a link, in the browser that began the flow or in another one: the gateway sends the browser on to the page. */
async function arrive(link: URL, { tag }: Pick<Process, 'tag'>, isElsewhere = false): Promise<HTMLElement> {
  if (isElsewhere) site.cookies.clear();
  const { headers } = await site.fetch(link);
  visit(new URL(headers.get('location')!, link).search);
  const element = await present(tag, undefined);
  expect(location.search).not.toMatch(/token|seal|sso_link/i);
  return element;
}
/** The same, and confirms the link. */
async function open(link: URL, process: Process, isElsewhere = false): Promise<HTMLElement> {
  const element = await arrive(link, process, isElsewhere);
  await expect.element(button('Confirm')).toBeVisible();
  if (isElsewhere) await fill(process.known);
  await button('Confirm').click();
  return element;
}
const refused = async ({ first }: Process, text: string) => {
  await expect.element(alert).toHaveTextContent(text);
  expect(focused()).toBe(alert.element());
  await expect.element(heading(first)).toBeVisible();
};
const invalid = 'This link is no longer valid. Start again.';
const change = (link: URL, name: string, to: (value: string) => string): URL => {
  const changed = new URL(link);
  changed.searchParams.set(name, to(changed.searchParams.get(name) ?? ''));
  return changed;
};
/** The link cannot be confirmed, which is said at once. */
async function isInvalid(link: URL, process: Process, isElsewhere = false): Promise<void> {
  const element = await arrive(link, process, isElsewhere);
  await expect.element(alert).toHaveTextContent(invalid);
  await expect.element(heading(process.first)).toBeVisible();
  element.remove();
}
/** Another character in place of the tenth last: the last one can stand for the same bytes. */
const damaged = (value: string) => value.slice(0, -10) + (value.at(-10) === 'A' ? 'B' : 'A') + value.slice(-9);

test.each(both)('a good link of %s works in the browser that began it', async (_name, process) => {
  await open(await mailed(process), process);
  await process.good();
});

test.each(all)('a good link of %s works in a second browser, for whom it was sent to', async (_name, process) => {
  await open(await mailed(process), process, true);
  await process.good();
});

test.each(all)(
  'a link of %s opened in a second browser by somebody else is refused, and still good',
  async (_name, process) => {
    const query = await mailed(process);
    const name = Object.keys(process.known)[0]!;
    await open(query, { ...process, known: { ...process.known, [name]: 'somebody@publisher.test' } }, true);
    await expect.element(alert).toHaveTextContent(process.mismatch);
    expect(focused()).toBe(alert.element());
    await expect.element(labelled(name)).toHaveValue('somebody@publisher.test');
    await fill(process.known);
    await button('Confirm').click();
    await process.good();
  },
);

test.each(both)(
  'a link of %s whose seal is garbage or damaged says so, and leads to a new start',
  async (_name, process) => {
    const query = await mailed(process);
    for (const to of [() => 'garbage', damaged, () => 'r-', () => '%00💥', () => 'x'.repeat(600)])
      await isInvalid(change(query, 'sso_seal', to), process, true);
    await open(query, process, true);
    await process.good();
  },
);

test.each(both)(
  'a link of %s whose token or code is longer than any can be is damaged, which is not the reader’s fault',
  async (_name, process) => {
    const query = await mailed(process);
    for (const name of ['token', 'verificationToken']) {
      await isInvalid(
        change(query, name, (value) => value.repeat(60)),
        process,
      );
    }
    await open(query, process);
    await process.good();
  },
);

test.each(both)(
  'a link of %s whose code or step is not known is not valid, which is no fault of the code that was mailed',
  async (_name, process) => {
    const query = await mailed(process);
    const wrong = change(query, 'verificationToken', (code) => (code === '000000' ? '000001' : '000000'));
    for (const link of [wrong, change(query, 'token', damaged)]) {
      const element = await open(link, process, link !== wrong);
      await refused(process, invalid);
      element.remove();
    }
    await open(query, process, true);
    await process.good();
  },
);

test.each(both)(
  'an expired link of %s says that it took too long, and leads to a new start',
  async (_name, process) => {
    const query = await mailed(process);
    site.advance(16 * 60);
    await open(query, process, true);
    await refused(process, 'The time for this step is up. Start again.');
  },
);

test.each(both)('a link of %s that is a day old is not valid any more', async (_name, process) => {
  const query = await mailed(process);
  site.advance(25 * 3600);
  await isInvalid(query, process, true);
});

const used = 'This link has already been used or replaced by a newer one. Sign in or start again. Sign in';
test.each(both)(
  'a used link of %s has its own text, and offers to sign in or to start again',
  async (_name, process) => {
    const query = await mailed(process);
    const first = await open(query, process);
    await process.good();
    first.remove();
    await open(query, process, true);
    await refused(process, used);
  },
);

test('a link to a password that has been changed already offers to sign in', async () => {
  const query = await mailed(forgotten);
  const first = await open(query, forgotten);
  await forgotten.good();
  await labelled('New password').fill('a new pass phrase');
  await button('Save password and sign in').click();
  await done();
  first.remove();
  await open(query, forgotten, true);
  await refused(forgotten, 'Your password has already been changed. Sign in with the new one. Sign in');
});

test.each([
  ['registration', register, forgotten],
  ['password forgotten', forgotten, register],
] as [string, Process, Process][])(
  'a link of %s is none of the other process, whatever its path claims',
  async (_name, own, other) => {
    const link = await mailed(own);
    const paths = ['/sso/link/registration', '/sso/link/password-forgotten'];
    link.pathname = paths.find((path) => path !== link.pathname)!;
    await isInvalid(link, other, true);
    for (const text of Object.values(own.known)) expect(page.getByText(text).elements()).toEqual([]);
  },
);
