/** The box of the opt-in and the wording beside it, when the merchant changes it while the form is open. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Reply } from '../../../src/entries/all.js';
import { fill, labelled, place, plain, present, sent, withSettings } from '../../support/account.js';
import { alert, answers, button, email, focused, heading, later, problem } from '../../support/element.js';
import { googleClientId, provideGoogle } from '../../support/google.js';

beforeAll(() => provideGoogle());
let shown: HTMLElement | undefined;
afterEach(() => shown?.remove());

const hashOf = (letter: string) => letter.repeat(43);
const [before, after] = [hashOf('a'), hashOf('b')];
const asking = (text: string, hash: string, more: object = {}): Reply =>
  ({ googleClientId, optIn: { ask: true, text: [text], hash }, ...more }) as Reply;
const old = asking('Old wording', before);
const other = asking('New wording', after);
const switchedOff = { googleClientId } as Reply;
const box = page.getByRole('checkbox');
const typed = { 'E-mail address': email, Password: ' two words ' };
const changed = 'The advertising consent has changed. Read it again, then send the form. Your entries are still here.';
const wording = () => plain(shown!.shadowRoot!.querySelector('[part=opt-in-text]'));

test.each(['sso-register', 'sso-account-connect'] as const)(
  'in <%s> a wording that has changed is shown beside an empty box, and what was typed stays',
  async (tag) => {
    const [process, submit] =
      tag === 'sso-register' ? ['registration', 'Register'] : ['account-connect', 'Connect subscription'];
    const connect = { accountConnect: { enabled: true, identifiers: [] as string[] } };
    if (tag === 'sso-account-connect') connect.accountConnect.identifiers.push('customerId');
    const client = withSettings(
      {},
      {
        settings: [asking('Old wording', before, connect), asking('New wording', after, connect)],
        [`${process}/start`]: [problem('opt-in-changed'), sent(process as 'registration')],
      },
    );
    shown = await present(tag, client);
    await expect.element(box).not.toBeChecked();
    await fill({ ...typed, ...(tag === 'sso-account-connect' && { 'Customer number': '7' }) });
    await box.click();
    await button(submit).click();
    await expect.poll(wording).toBe('New wording');
    await expect.element(alert).toHaveTextContent(changed);
    expect(focused()).toBe(alert.element());
    await expect.element(box).not.toBeChecked();
    await expect.element(labelled('E-mail address')).toHaveValue(email);
    await expect.element(labelled('Password')).toHaveValue(' two words ');
    expect(client.to('settings').map(({ path }) => path)).toEqual([
      'settings?language=en',
      `settings?language=en&not=${before}`,
    ]);
    await button(submit).click();
    await expect.element(heading('Enter the code')).toBeVisible();
    expect(client.to(process).map(({ body }) => [body!['optIn'], body!['optInHash']])).toEqual([
      [true, before],
      [false, after],
    ]);
  },
);

test('until the new wording is there the box is empty already', async () => {
  const { promise, answer } = later();
  const client = withSettings({}, { settings: [old, promise], 'registration/start': problem('opt-in-changed') });
  shown = await present('sso-register', client);
  await fill(typed);
  await box.click();
  await button('Register').click();
  await expect.element(alert).toHaveTextContent(changed);
  await expect.element(box).not.toBeChecked();
  expect(wording()).toBe('Old wording');
  answer(other);
  await expect.poll(wording).toBe('New wording');
});

test('where the opt-in was switched off the box goes, and the form can be sent without it', async () => {
  const client = withSettings(
    {},
    {
      settings: [old, switchedOff],
      'registration/start': [problem('opt-in-changed'), sent('registration')],
    },
  );
  shown = await present('sso-register', client);
  await fill(typed);
  await button('Register').click();
  await expect.element(alert).toHaveTextContent(changed);
  await expect.poll(() => box.query()).toBeNull();
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration')[1]!.body).toEqual({ ...place, email, password: ' two words ' });
});

test('the same holds for a registration with Google', async () => {
  const client = withSettings(
    {},
    { settings: [old, other], 'login/google': [problem('opt-in-changed'), answers.session] },
  );
  shown = await present('sso-register', client);
  await box.click();
  await button('Google').click();
  await expect.element(alert).toHaveTextContent(changed);
  await expect.poll(wording).toBe('New wording');
  await expect.element(box).not.toBeChecked();
  await box.click();
  await button('Google').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ body }) => [body!['optIn'], body!['optInHash']])).toEqual([
    [true, before],
    [true, after],
  ]);
});

test('the notice is in German on a German page', async () => {
  document.documentElement.lang = 'de';
  const client = withSettings({}, { settings: old, 'registration/start': problem('opt-in-changed') });
  shown = await present('sso-register', client);
  await fill({ 'E-Mail-Adresse': email, Passwort: 'a pass phrase' });
  await button('Registrieren').click();
  await expect
    .element(alert)
    .toHaveTextContent(
      'Die Werbeeinwilligung hat sich geändert. Bitte lesen Sie sie noch einmal und senden Sie das Formular dann ab. Ihre Eingaben sind noch da.',
    );
});

test.each([
  ['the page changes its language', () => void (document.documentElement.lang = 'de')],
  ['the page has the settings read again', (element: HTMLElementTagNameMap['sso-register']) => void element.refresh()],
])('when %s, a tick does not go over to another wording', async (_what, change) => {
  const client = withSettings({}, { settings: [old, other] });
  const element = await present('sso-register', client);
  shown = element;
  await box.click();
  await expect.element(box).toBeChecked();
  change(element);
  await expect.poll(wording).toBe('New wording');
  await expect.element(box).not.toBeChecked();
});

test('settings that are read again with the same wording leave the tick', async () => {
  const client = withSettings({}, { settings: [old, asking('Old wording', before, { forceUsername: true })] });
  const element = await present('sso-register', client);
  shown = element;
  await box.click();
  await element.refresh();
  await expect.element(labelled('User name')).toBeVisible();
  await expect.element(box).toBeChecked();
});

test.each([
  ['the same wording is ticked again', old, true],
  ['another wording is not', other, false],
])('for a reader who comes back to correct something %s', async (_what, settings, ticked) => {
  const client = withSettings(
    {},
    { settings: [old, settings], 'registration/start': sent('registration'), 'DELETE flow': {} },
  );
  const element = await present('sso-register', client);
  shown = element;
  await fill(typed);
  await box.click();
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  await element.refresh();
  await button('Change your details').click();
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  expect((box.element() as HTMLInputElement).checked).toBe(ticked);
});
