/** Pages that do with the form what a publisher's page, a translator or an extension does. */
import { expect, onTestFinished, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../../src/entries/all.js';
import {
  alert,
  answers,
  heading,
  identifier,
  problem,
  scripted,
  secret,
  show,
  signIn,
  submit,
} from '../../support/element.js';

/** Listens on the page as shortcut libraries do; a shortcut on a single letter prevents what it takes. */
function shortcuts(): string[] {
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => {
    heard.push(event.key);
    if (event.key === 's') event.preventDefault();
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    document.addEventListener(type, listen);
    onTestFinished(() => document.removeEventListener(type, listen));
  }
  return heard;
}

test('a shortcut of the page on a letter takes no letter from a field, and hears the keys that write nothing', async () => {
  await show(scripted());
  const heard = shortcuts();
  await identifier.click();
  await userEvent.keyboard('susan');
  await secret.click();
  await userEvent.keyboard('sesam');
  await expect.element(identifier).toHaveValue('susan');
  await expect.element(secret).toHaveValue('sesam');
  expect(heard).toEqual([]);
  await userEvent.keyboard('{Escape}{Control>}k{/Control}');
  expect(heard).toEqual(expect.arrayContaining(['Escape', 'k']));
});

test('a shortcut works where the focus is on a button', async () => {
  const element = await show(scripted());
  const heard = shortcuts();
  element.shadowRoot?.querySelector<HTMLElement>('[part~=submit]')?.focus();
  await userEvent.keyboard('s');
  expect(heard).toContain('s');
});

const wrapper: string = 'font';

/** As Chrome's translator: each text is put into two elements of its own. */
function translate(root: ParentNode & Node): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (texts.nextNode()) if (texts.currentNode.textContent?.trim()) found.push(texts.currentNode as Text);
  for (const text of found) {
    if (text.parentElement?.closest('style')) continue;
    const [outer, inner] = [document.createElement(wrapper), document.createElement(wrapper)];
    text.replaceWith(outer);
    outer.append(inner);
    inner.append(`${text.data} (translated)`);
  }
}

test('a translated form goes on: its texts change with its steps, and none of before is left', async () => {
  const element = await show(
    scripted({
      'login/start': [problem('wrong-credentials'), answers['two-factor']],
      'login/two-factor': answers.session,
    }),
  );
  const root = element.shadowRoot!;
  const press = () => root.querySelector<HTMLElement>('[part~=submit]')?.click();
  // By their names: what a reader knows them by has been translated.
  const fill = (name: string, value: string) =>
    Object.assign(root.querySelector<HTMLInputElement>(`[name=${name}]`)!, { value });
  translate(root);
  fill('identifier', 'reader@publisher.test');
  fill('password', 'wrong');
  press();
  await expect.element(alert).toBeVisible();
  translate(root);
  press();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  expect(root.querySelector(wrapper)).toBeNull();
});

test('a translated page changes from registration to sign-in as a whole', async () => {
  const client = scripted({ settings: {} });
  const element = document.createElement('sso-auth');
  Object.assign(element, { client, view: 'register' });
  document.body.append(element);
  onTestFinished(() => element.remove());
  await expect.element(heading('Register')).toBeVisible();
  translate(element.shadowRoot!);
  element.view = 'login';
  await expect.element(heading('Sign in')).toBeVisible();
  const text = element.shadowRoot?.querySelector('form')?.textContent ?? '';
  expect(text).not.toContain('Register');
  await expect.element(submit).toHaveTextContent('Sign in');
});

test('a page whose root has another font size has a form of the same size', async () => {
  const element = await show(scripted());
  const sizes = () => {
    const box = element.shadowRoot!.querySelector('input')!;
    return [element.offsetWidth, box.offsetHeight, getComputedStyle(box).fontSize, getComputedStyle(element).fontSize];
  };
  const before = sizes();
  document.documentElement.style.fontSize = '62.5%';
  onTestFinished(() => void (document.documentElement.style.fontSize = ''));
  expect(sizes()).toEqual(before);
  element.style.setProperty('--sso-font', '12px/1.5 sans-serif');
  expect(getComputedStyle(element.shadowRoot!.querySelector('input')!).fontSize).toBe('16px');
  expect(element.shadowRoot!.querySelector('button')!.offsetHeight).toBeGreaterThanOrEqual(44);
});

test('where the browser refuses a broadcast channel a reader signs in all the same', async () => {
  const { BroadcastChannel } = window;
  window.BroadcastChannel = function refuse() {
    throw new DOMException('refused', 'SecurityError');
  } as never;
  onTestFinished(() => void (window.BroadcastChannel = BroadcastChannel));
  await show(scripted({ 'login/start': answers.session }));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('a page that comes back from the cache looks again: who has signed out meanwhile sees the form', async () => {
  const element = await show(scripted({ 'login/start': answers.session }));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  const back = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  document.cookie = 'sso_session=1; path=/';
  back();
  await element.updateComplete;
  await expect.element(heading('You are signed in.')).toBeVisible();
  document.cookie = 'sso_session=; path=/; max-age=0';
  back();
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a form that a router took away, and brings back with its page, looks again', async () => {
  const element = await show(scripted({ 'login/start': answers.session }));
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  element.remove();
  onTestFinished(() => element.remove());
  await Promise.resolve();
  document.body.append(element);
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a page whose router swaps the body has the form at its step, with what was typed', async () => {
  const element = await show(scripted({ 'login/start': answers['two-factor'] }));
  await signIn();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  const code = element.shadowRoot!.querySelector<HTMLInputElement>('[name=code]')!;
  code.value = '12';
  const { body } = document;
  const next = document.createElement('body');
  document.documentElement.replaceChild(next, body);
  next.append(element);
  await element.updateComplete;
  element.focus();
  const [focused, kept] = [document.activeElement, element.shadowRoot!.querySelector('input[name=code]')];
  // What cleans up after the test looks in the body that it knows.
  document.documentElement.replaceChild(body, next);
  expect(focused).toBe(element);
  expect(kept).toBe(code);
  expect(code.value).toBe('12');
});

test('a first form that comes back from the cache keeps what was typed', async () => {
  await show(scripted());
  await identifier.fill('susan');
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await expect.element(identifier).toHaveValue('susan');
});

test('the button that shows the password works past a node of an extension, and the password is hidden when it is sent', async () => {
  const element = await show(scripted({ 'login/start': problem('wrong-credentials') }));
  const box = element.shadowRoot!.querySelector<HTMLInputElement>('[name=password]')!;
  box.after(document.createElement('div'));
  const toggle = element.shadowRoot!.querySelector<HTMLElement>('[part=toggle]')!;
  toggle.click();
  expect([box.type, toggle.ariaPressed]).toEqual(['text', 'true']);
  let sent = '';
  element.addEventListener('sso-submit', () => (sent = box.type));
  await signIn();
  expect([sent, box.type, toggle.ariaPressed]).toEqual(['password', 'password', 'false']);
});
