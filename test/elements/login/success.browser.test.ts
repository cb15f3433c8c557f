import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  SsoNavigateEvent,
  SsoProblemEvent,
  SsoReadyEvent,
  SsoStepEvent,
  SsoSubmitEvent,
  SsoSuccessEvent,
} from '../../../src/entries/login.js';
import { answers, button, eventsOf, heading, problem, scripted, show, signIn } from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';

afterEach(() => vi.restoreAllMocks());

const session = (returnUrl?: string): Reply =>
  ({ kind: 'session', customer: { id: '7' }, ...(returnUrl && { returnUrl }) }) as Reply;
const fired = (events: Event[]) =>
  events.map((event) =>
    [event.type, ...('step' in event ? [event.step] : []), ...('code' in event ? [event.code] : [])].join(' '),
  );

test('a whole sign-in fires its events in order, each of its own class', async () => {
  const events = eventsOf(document);
  await show(
    scripted({
      'login/start': [problem('wrong-credentials'), answers['two-factor']],
      'login/two-factor': answers.session,
    }),
  );
  await signIn();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await button('Sign in').click();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(fired(events)).toEqual([
    'sso-ready',
    'sso-step credentials',
    'sso-submit credentials',
    'sso-problem credentials wrong-credentials',
    'sso-submit credentials',
    'sso-step two-factor',
    'sso-submit two-factor',
    'sso-step done',
    'sso-success',
  ]);
  const classes = [
    SsoReadyEvent,
    SsoStepEvent,
    SsoSubmitEvent,
    SsoProblemEvent,
    SsoSubmitEvent,
    SsoStepEvent,
    SsoSubmitEvent,
    SsoStepEvent,
    SsoSuccessEvent,
  ];
  events.forEach((event, at) => expect(event).toBeInstanceOf(classes[at]!));
  for (const event of events) expect([event.bubbles, event.composed, event.cancelable]).toEqual([true, true, false]);
});

test('the form has left the page when sso-success fires, with the customer ID', async () => {
  const element = await show(scripted({ 'login/start': session() }));
  const seen: unknown[] = [];
  element.addEventListener('sso-success', (event) =>
    seen.push([event.customerId, event.process, element.shadowRoot!.querySelectorAll('form,input').length]),
  );
  await signIn();
  await expect.poll(() => seen).toEqual([['7', 'login', 0]]);
});

test('a session of nobody known is a success, too', async () => {
  const element = await show(scripted({ 'login/start': { kind: 'session' } }));
  const events = eventsOf(element);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect((events.at(-1) as SsoSuccessEvent).customerId).toBeUndefined();
});

test('after success the element would go on to the return address, and the page can prevent it', async () => {
  const element = await show(scripted({ 'login/start': session('/article?page=2#end') }));
  const events = eventsOf(element);
  element.addEventListener('sso-navigate', (event) => event.preventDefault());
  const before = location.href;
  await signIn();
  await expect.poll(() => fired(events).slice(-2)).toEqual(['sso-success', 'sso-navigate']);
  const event = events.at(-1) as SsoNavigateEvent;
  expect(event).toBeInstanceOf(SsoNavigateEvent);
  expect([event.to, event.url, event.cancelable, event.bubbles, event.composed]).toEqual([
    'return',
    '/article?page=2#end',
    true,
    true,
    true,
  ]);
  expect(location.href).toBe(before);
});

test('unless prevented it goes there', async () => {
  const { pathname, search } = location;
  await show(scripted({ 'login/start': session(`${pathname}${search}#returned`) }));
  await signIn();
  await expect.poll(() => location.hash).toBe('#returned');
  history.replaceState(null, '', pathname + search);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '',
])('the address %j is not followed, and sso-navigate does not fire', async (url) => {
  const element = await show(scripted({ 'login/start': { kind: 'session', returnUrl: url } as Reply }));
  element.addEventListener('sso-navigate', (event) => event.preventDefault());
  const events = eventsOf(element);
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(fired(events).at(-1)).toBe('sso-success');
});
