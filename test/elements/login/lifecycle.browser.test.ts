import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SsoLogin } from '../../../src/entries/login.js';
import {
  alert,
  answers,
  button,
  email,
  eventsOf,
  heading,
  identifier,
  later,
  never,
  problem,
  scripted,
  secret,
  show,
  signIn,
} from '../../support/element.js';
import { atRest } from '../../support/at-rest.js';

const place = (): HTMLElement => {
  const at = document.createElement('div');
  document.body.append(at);
  return at;
};

test('moving the element in the page keeps what was typed and starts nothing again', async () => {
  const client = scripted();
  const element = await show(client);
  const events = eventsOf(element);
  await identifier.fill('half typed');
  await secret.fill('half');
  const there = place();
  there.append(element);
  await atRest();
  await expect.element(identifier).toHaveValue('half typed');
  await expect.element(secret).toHaveValue('half');
  expect([client.calls.length, events.length]).toEqual([1, 0]);
  there.remove();
});

test('moving the element keeps its step and the call under way', async () => {
  const { promise, answer } = later();
  const client = scripted({ 'login/start': answers['two-factor'], 'login/two-factor': promise });
  const element = await show(client);
  await signIn();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  const there = place();
  there.append(element);
  await atRest();
  expect(client.to('login/two-factor')[0]!.signal!.aborted).toBe(false);
  await expect.element(page.getByLabelText('Code')).toHaveValue('123456');
  answer(answers.session);
  await expect.element(heading('You are signed in.')).toBeVisible();
  there.remove();
});

test('taking the element out of the page gives up its call, and put back it works', async () => {
  const { promise, answer } = later();
  const client = scripted({ 'login/start': [promise, answers.session] });
  const element = await show(client);
  const events = eventsOf(element);
  const parent = element.parentElement!;
  await signIn();
  element.remove();
  await atRest();
  expect(client.to('login/start')[0]!.signal!.aborted).toBe(true);
  answer(problem('offline'));
  await atRest();
  parent.append(element);
  await expect.element(button('Sign in')).toBeVisible();
  expect(alert.elements()).toHaveLength(0);
  await expect.element(identifier).toHaveValue(email);
  await button('Sign in').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(events.map(({ type }) => type)).toEqual(['sso-submit', 'sso-submit', 'sso-step', 'sso-success']);
});

test('put in, taken out and put in again at once, as development modes do, it begins once', async () => {
  const client = scripted({ 'login/start': answers.session });
  const element = document.createElement('sso-login');
  element.client = client;
  const events = eventsOf(element);
  const there = place();
  there.append(element);
  element.remove();
  there.append(element);
  await expect.element(heading('Sign in')).toBeVisible();
  await atRest();
  expect([client.calls.length, events.map(({ type }) => type)]).toEqual([1, ['sso-ready', 'sso-step']]);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  there.remove();
});

test('several on a page keep their own state', async () => {
  const first = await show(scripted({ 'login/start': problem('wrong-credentials') }), { email: 'first' });
  const second = await show(scripted({ 'login/start': never }), { email: 'second' });
  const submit = (element: SsoLogin) => {
    element.shadowRoot!.querySelector<HTMLInputElement>('[name=password]')!.value = 'secret';
    element.shadowRoot!.querySelector('form')!.requestSubmit();
  };
  submit(first);
  await expect.poll(() => first.shadowRoot!.querySelectorAll('[role=alert]').length).toBe(1);
  submit(second);
  await expect.poll(() => second.matches(':state(busy)')).toBe(true);
  expect(second.shadowRoot!.querySelector('[role=alert]')).toBeNull();
  expect(first.matches(':state(busy)')).toBe(false);
  const names = [first, second].map(
    (element) => element.shadowRoot!.querySelector<HTMLInputElement>('[name=identifier]')!.value,
  );
  expect(names).toEqual(['first', 'second']);
});

test('the script can be loaded a second time, under another address', async () => {
  const again = new URL('../../../src/entries/login.ts?again', import.meta.url).href;
  await expect(import(/* @vite-ignore */ again)).resolves.toHaveProperty('SsoLogin');
  expect(customElements.get('sso-login')).toBe(SsoLogin);
});

test('without a client of its own the element asks the endpoint, and a new one once that changes', async () => {
  const asked: string[] = [];
  vi.spyOn(window, 'fetch').mockImplementation(async (input) => {
    asked.push(input as string);
    return Response.json({});
  });
  const element = await show(undefined, { endpoint: '/konto/sso' });
  await expect.poll(() => asked).toEqual([`${location.origin}/konto/sso/settings?language=en`]);
  element.endpoint = '/other';
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]).toBe(`${location.origin}/other/settings?language=en`);
  vi.restoreAllMocks();
});

test('the endpoint is /sso unless the page sets another', async () => {
  const asked: string[] = [];
  vi.spyOn(window, 'fetch').mockImplementation(async (input) => {
    asked.push(input as string);
    return Response.json({});
  });
  const element = await show();
  expect(element.endpoint).toBe('/sso');
  await expect.poll(() => asked).toEqual([`${location.origin}/sso/settings?language=en`]);
  vi.restoreAllMocks();
});

test('a hidden element takes no room', async () => {
  const element = await show(scripted());
  expect(element.getBoundingClientRect().height).toBeGreaterThan(100);
  element.hidden = true;
  expect(element.getBoundingClientRect().height).toBe(0);
});
