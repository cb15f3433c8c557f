import { afterEach, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, flow, focused, heading, mark, otherFlow, problem } from '../../support/element.js';
import { everything, labelled, optInHash, place, present, sent, visit, withSettings } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import type { Reply } from '../../../src/entries/all.js';

beforeAll(() => provideGoogle());
let shown: HTMLElement | undefined;
afterEach(() => shown?.remove());

/** Begins with Google up to the second factor; then the page is loaded again. */
async function reload(tag: Tag, flows: object[]): Promise<void> {
  const begun = withSettings({ googleClientId }, { 'login/google': answers['two-factor'] });
  shown = await present(tag, begun);
  await button('Google').click();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  shown.remove();
  mark();
  const client = withSettings(
    { googleClientId },
    {
      flow: { kind: 'flows', flows } as Reply,
      'login/two-factor': answers.session,
    },
  );
  shown = await present(tag, client);
}

test.each(['sso-register', 'sso-auth'] as const)(
  'in <%s> a registration that goes on as a login with Google is resumed where it was begun',
  async (tag) => {
    visit('?sso=register');
    await reload(tag, [{ answer: answers['two-factor'] }]);
    await page.getByLabelText('Code').fill('123456');
    await button('Continue').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  },
);

test.each([true, false])('a choice of the opt-in, %s, goes along with Google', async (ticked) => {
  const client = withSettings(
    { googleClientId, optIn: everything.optIn },
    { 'login/google': answers['two-factor'], 'login/two-factor': answers.session },
  );
  shown = await present('sso-register', client);
  const box = page.getByRole('checkbox');
  await expect.element(box).not.toBeChecked();
  if (ticked) await box.click();
  await button('Google').click();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ body }) => body)).toEqual([
    { ...place, idToken: 'id-token', optIn: ticked, optInHash },
    { ...place, flow, code: '123456' },
  ]);
});

test('what is chosen by the time that Google is tried again counts', async () => {
  const client = withSettings(
    { googleClientId, optIn: everything.optIn },
    { 'login/google': [problem('timeout'), answers.session] },
  );
  shown = await present('sso-register', client);
  await button('Google').click();
  await page.getByRole('checkbox').click();
  await button('Try again').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ body }) => (body as { optIn?: unknown }).optIn)).toEqual([false, true]);
});

test.each([
  ['no opt-in is asked', 'sso-register', {}],
  ['a reader signs in', 'sso-auth', { optIn: everything.optIn }],
] as const)('where %s, Google goes without a choice', async (_what, tag, settings) => {
  const client = withSettings({ googleClientId, ...settings }, { 'login/google': answers.session });
  shown = await present(tag, client);
  await button('Google').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ body }) => body)).toEqual([{ ...place, idToken: 'id-token' }]);
});

test('what comes after Google at registration is not for the address that the page gives', async () => {
  const client = withSettings({ googleClientId }, { 'login/google': answers['reset-password'] });
  shown = await present('sso-register', client, { email: 'a@publisher.test' });
  await button('Google').click();
  await expect.element(heading('Choose a new password')).toBeVisible();
  expect(shown.shadowRoot!.querySelectorAll('[part=identity], [part=username]')).toHaveLength(0);
});

test('a sign-in that was begun elsewhere is not resumed by <sso-register>', async () => {
  mark();
  const flows = { kind: 'flows', flows: [{ answer: answers['two-factor'] }] } as Reply;
  shown = await present('sso-register', withSettings({}, { flow: flows }));
  await expect.element(heading('Register')).toBeVisible();
});

test('another sign-in than the one that was begun here is not resumed either', async () => {
  await reload('sso-register', [{ answer: { ...answers['two-factor'], flow: otherFlow } }]);
  await expect.element(heading('Register')).toBeVisible();
});

test('a registration of its own is resumed as before', async () => {
  await reload('sso-register', [{ answer: sent('registration') }]);
  await expect.element(heading('Enter the code')).toBeVisible();
});

test('a login with Google that was begun at registration and has expired goes back there, with the e-mail kept', async () => {
  const client = withSettings(
    { googleClientId },
    { 'login/google': answers['two-factor'], 'login/two-factor': problem('flow-expired') },
  );
  shown = await present('sso-register', client, { email: 'reader@publisher.test' });
  await button('Google').click();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(alert).toHaveTextContent('The time for this step is up. Start again.');
  expect(focused()).toBe(alert.element());
  await expect.element(heading('Register')).toBeVisible();
  await expect.element(labelled('E-mail address')).toHaveValue('reader@publisher.test');
});
