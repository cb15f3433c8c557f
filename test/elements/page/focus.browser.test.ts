/** The focus, where a page asks for it or hides what gets it. */
import { expect, onTestFinished, test } from 'vitest';
import '../../../src/entries/all.js';
import { answers, focused, heading, identifier, later, scripted, show, signIn } from '../../support/element.js';
import { present, withSettings } from '../../support/account.js';

/** A style sheet of the page. */
function pageStyle(text: string): void {
  const style = Object.assign(document.createElement('style'), { textContent: text });
  document.head.append(style);
  onTestFinished(() => style.remove());
}

test('focus() moves the focus to the first field', async () => {
  const element = await show(scripted());
  element.focus();
  expect(focused()).toBe(identifier.element());
});

test('focus() before there is a field waits for it', async () => {
  const settings = later();
  const element = await present('sso-register', withSettings({}, { settings: settings.promise }));
  element.focus();
  settings.answer({});
  await expect.poll(() => (focused() as HTMLInputElement | null)?.name).toBe('email');
});

test('autofocus moves the focus to the first field, unless something has it', async () => {
  await show(scripted(), { autofocus: '' });
  await expect.poll(focused).toBe(identifier.element());
});

test('autofocus takes the focus from nothing', async () => {
  const other = document.createElement('input');
  document.body.append(other);
  onTestFinished(() => other.remove());
  other.focus();
  const element = await show(scripted(), { autofocus: '' });
  await element.updateComplete;
  expect(document.activeElement).toBe(other);
});

test('focus() of sso-session moves it to the button', async () => {
  document.cookie = 'sso_session=1; path=/';
  const element = await present('sso-session', scripted({ session: answers.session }));
  await expect.poll(() => element.shadowRoot?.querySelector('button')).toBeTruthy();
  element.focus();
  expect(element.shadowRoot?.activeElement).toBe(element.shadowRoot?.querySelector('button'));
});

test('a page that hides the heading has the focus in the first field of each step', async () => {
  pageStyle('sso-login::part(title) { display: none }');
  const element = await show(scripted({ 'login/start': answers['two-factor'] }));
  await signIn();
  await expect.poll(() => (focused() as HTMLInputElement | null)?.name).toBe('code');
  expect(document.activeElement).toBe(element);
});

test('where all that could have it is hidden, the notice itself has it', async () => {
  pageStyle('sso-login::part(title), sso-login::part(link) { display: none }');
  const element = await show(scripted({ 'login/start': answers['change-email'] }));
  await signIn();
  await expect.poll(() => element.shadowRoot?.activeElement?.part.contains('notice')).toBe(true);
});

test('the heading has it where it is shown', async () => {
  await show(scripted({ 'login/start': answers['two-factor'] }));
  await signIn();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await expect.poll(focused).toBe(heading('Confirm it is you').element());
});
