import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  answers,
  button,
  eventsOf,
  flow,
  focused,
  heading,
  identifier,
  later,
  mark,
  otherFlow,
  problem,
  scripted,
  show,
  signIn,
} from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';

const resumable = (name: 'two-factor' | 'session-limit' | 'reset-password') => answers.flows(answers[name]);

test('without the marker cookie no flow is asked for', async () => {
  const client = scripted();
  await show(client);
  await expect.element(heading('Sign in')).toBeVisible();
  await expect
    .poll(() => client.calls.map(({ method, path }) => `${method} ${path}`))
    .toEqual(['GET settings?language=en']);
});

test("another cookie's name that ends alike is no marker", async () => {
  document.cookie = 'not_sso_flow=1; path=/';
  const client = scripted();
  await show(client);
  await expect.element(identifier).toBeVisible();
  expect(client.to('settings')).toHaveLength(1);
  expect(client.to('flow')).toEqual([]);
  document.cookie = 'not_sso_flow=; path=/; max-age=0';
});

test('with the marker the form waits for the flows, then shows the step with the masked address', async () => {
  document.cookie = 'before=1; path=/';
  mark();
  const { promise, answer } = later();
  const client = scripted({ flow: promise, 'login/two-factor': answers.session });
  const element = await show(client);
  const events = eventsOf(element);
  await expect.element(page.getByRole('status')).toHaveTextContent('Please wait…');
  expect([element.shadowRoot!.querySelector('form'), events.length]).toEqual([null, 0]);
  answer(resumable('two-factor'));
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await expect.element(page.getByText('For r•••@p•••.test')).toBeVisible();
  expect(events.map(({ type }) => type)).toEqual(['sso-ready', 'sso-step']);
  expect(focused()).toBe(document.body);
  expect(element.shadowRoot!.querySelector('[autocomplete=username]')).toBeNull();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('flow').map(({ path }) => path)).toEqual(['flow?language=en']);
  expect(client.to('login')[0]!.body).toMatchObject({ flow, code: '123456' });
  document.cookie = 'before=; path=/; max-age=0';
});

test('a session limit is resumed, and going back ends that flow, which the tab began', async () => {
  mark();
  const begun = await show(scripted({ 'login/start': answers['session-limit'] }));
  await signIn();
  await expect.element(button('Back to sign-in')).toBeVisible();
  begun.remove();
  const client = scripted({ flow: resumable('session-limit'), 'DELETE flow': { kind: 'done' } });
  await show(client);
  await button('Back to sign-in').click();
  await expect.element(identifier).toHaveValue('');
  expect(client.calls.at(-1)).toMatchObject({ method: 'DELETE', path: `flow?flow=${flow}` });
});

test("going back from another tab's flow leaves that flow alone, and a reload does not resume it", async () => {
  mark();
  const client = scripted({ flow: resumable('session-limit') });
  const element = await show(client);
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(client.calls.filter(({ method }) => method === 'DELETE')).toEqual([]);
  element.remove();
  await show(client);
  await expect.element(heading('Sign in')).toBeVisible();
  expect(client.to('flow').length).toBe(2);
});

test('of several flows the first of this process is resumed', async () => {
  mark();
  const foreign = { ...answers['reset-password'], process: 'another', flow: otherFlow };
  const flows = [{ answer: foreign }, { address: 'a•••@b•••.test', answer: answers['two-factor'] }];
  await show(scripted({ flow: { kind: 'flows', flows } as Reply }));
  await expect.element(page.getByText('For a•••@b•••.test')).toBeVisible();
});

test('a prefilled e-mail does not hide whom the resumed flow is for', async () => {
  mark();
  await show(scripted({ flow: resumable('two-factor') }), { email: 'somebody@publisher.test' });
  await expect.element(page.getByText('For r•••@p•••.test')).toBeVisible();
});

test.each([
  ['no flow', { kind: 'flows', flows: [] }],
  [
    'flows of other processes only',
    { kind: 'flows', flows: [{ answer: { ...answers['two-factor'], process: 'another' } }] },
  ],
  ['a problem', problem('offline')],
  ['nonsense', {}],
])('with the marker and %s the form is shown and works', async (_what, reply) => {
  mark();
  await show(scripted({ flow: reply, 'login/start': answers.session }));
  await expect.element(heading('Sign in')).toBeVisible();
  await signIn();
  await expect.element(heading('You are signed in.')).toBeVisible();
});
