/** The ways out of a step half-way: at login back to its form; in another process a new start, or the sign-in. */
import { beforeAll, expect, test } from 'vitest';
import { answers, button, email, flow, heading, identifier, scripted, show, signIn } from '../../support/element.js';
import { connecting, fill, plain, present, sent, stepOf, withSettings } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import type { Reply } from '../../../src/entries/all.js';

beforeAll(() => provideGoogle());

const laterSteps: [string, Reply][] = [
  ['two-factor', answers['two-factor']],
  ['add-two-factor', answers['add-two-factor']],
  ['reset-password', answers['reset-password']],
  ['additional-data', answers['additional-data']],
  ['change-email', answers['change-email']],
  ['session-limit', answers['session-limit']],
];
const as = (process: string, answer: Reply): Reply => ({ ...(answer as object), process }) as Reply;
const backs = (element: HTMLElement) => [...element.shadowRoot!.querySelectorAll('[part~=back]')].map(plain);
const ended = { method: 'DELETE', path: `flow?flow=${flow}` };

test.each(laterSteps)('from %s of a login one button goes back to the form', async (name, answer) => {
  const client = scripted({ 'login/start': answer, 'DELETE flow': { kind: 'done' } as Reply });
  const element = await show(client);
  await signIn();
  await expect.poll(() => element.matches(`:state(${name})`)).toBe(true);
  expect(backs(element)).toEqual(['Back to sign-in']);
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(client.calls.at(-1)).toMatchObject(ended);
});

/** A reader at a later step of a process that is not login. */
const reached: Record<string, (answer: Reply) => Promise<{ element: HTMLElement; calls: () => object[] }>> = {
  async 'a forgotten password'(answer) {
    const client = withSettings(
      {},
      {
        'password-forgotten/start': as('password-forgotten', answer),
        'DELETE flow': { kind: 'done' } as Reply,
      },
    );
    const element = await present('sso-password-forgotten', client);
    await fill({ 'E-mail address or user name': email });
    await button('Send code').click();
    return { element, calls: () => client.calls };
  },
  async 'a registration with Google'(answer) {
    const client = withSettings(
      { googleClientId },
      { 'login/google': answer, 'DELETE flow': { kind: 'done' } as Reply },
    );
    const element = await present('sso-register', client, { email });
    await expect.poll(() => element.querySelector('[slot=google] button')).not.toBeNull();
    element.querySelector<HTMLElement>('[slot=google] button')!.click();
    return { element, calls: () => client.calls };
  },
};
const firsts: Record<string, string> = {
  'a forgotten password': 'Forgot your password?',
  'a registration with Google': 'Register',
};
const rows = Object.keys(reached).flatMap((whence) =>
  laterSteps.map(([name, answer]) => [name, whence, answer] as const),
);

test.each(rows)('from %s of %s "Start again" is offered, and shows the first form', async (name, whence, answer) => {
  const { element, calls } = await reached[whence]!(answer);
  await expect.poll(() => element.matches(`:state(${name})`)).toBe(true);
  expect(backs(element)).toEqual(['Start again']);
  await button('Start again').click();
  await expect.element(heading(firsts[whence])).toBeVisible();
  expect(calls().at(-1)).toMatchObject(ended);
});

test.each(rows)('from %s of %s the sign-in is offered, and going there ends the flow', async (name, whence, answer) => {
  const { element, calls } = await reached[whence]!(answer);
  await expect.poll(() => element.matches(`:state(${name})`)).toBe(true);
  let to: string | undefined;
  element.addEventListener('sso-navigate', (event) => (to = event.to));
  await button('Back to sign-in').click();
  expect(to).toBe('login');
  expect(calls().at(-1)).toMatchObject(ended);
});

test.each([
  ['sso-register', 'registration', { 'E-mail address': email, Password: 'a pass phrase' }, 'Register'],
  [
    'sso-account-connect',
    'account-connect',
    { 'Customer number': '100', 'E-mail address': email, Password: 'a pass phrase' },
    'Connect subscription',
  ],
  ['sso-password-forgotten', 'password-forgotten', { 'E-mail address or user name': email }, 'Send code'],
] as [Tag, 'registration', Record<string, string>, string][])(
  'in <%s> the code of %s can be left for the sign-in where that is offered with a problem, and the flow is ended',
  async (tag, process, typed, submit) => {
    const client = withSettings(connecting('customerId'), {
      [`${process}/start`]: sent(process),
      [`${process}/verify`]: { kind: 'problem', code: 'email-taken' } as Reply,
      'DELETE flow': { kind: 'done' } as Reply,
    });
    await present(tag, client);
    await fill(typed);
    await button(submit).click();
    await fill({ Code: '1' });
    await button('Confirm').click();
    await button('Sign in').click();
    expect(client.calls.at(-1)).toMatchObject(ended);
  },
);

test('a page that prevents the navigation keeps the flow', async () => {
  const { element, calls } = await reached['a forgotten password']!(stepOf('password-forgotten', 'reset-password'));
  await expect.element(heading('Choose a new password')).toBeVisible();
  element.addEventListener('sso-navigate', (event) => event.preventDefault());
  await button('Back to sign-in').click();
  await expect.element(heading('Choose a new password')).toBeVisible();
  expect(calls().filter((call) => (call as { method: string }).method === 'DELETE')).toEqual([]);
});

test('in <sso-auth> leaving a new password for the sign-in carries the name over and ends the flow', async () => {
  const client = withSettings(
    {},
    {
      'password-forgotten/start': stepOf('password-forgotten', 'reset-password'),
      'DELETE flow': { kind: 'done' } as Reply,
    },
  );
  await present('sso-auth', client, { view: 'password-forgotten' });
  await fill({ 'E-mail address or user name': email });
  await button('Send code').click();
  await expect.element(heading('Choose a new password')).toBeVisible();
  await button('Back to sign-in').click();
  await expect.element(heading('Sign in')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  expect(client.calls.filter(({ method }) => method === 'DELETE')).toMatchObject([ended]);
});

test('in <sso-auth> a login under way has its own link back', async () => {
  const element = await present('sso-auth', withSettings({}, { 'login/start': answers['two-factor'] }));
  await signIn();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  expect(backs(element)).toEqual(['Back to sign-in']);
  expect(button('Already registered? Sign in').elements()).toEqual([]);
});
