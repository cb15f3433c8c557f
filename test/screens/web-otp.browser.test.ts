import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, email, heading, later, never, problem } from '../support/element.js';
import { fill, labelled, present, sent, withSettings } from '../support/account.js';
import { atRest } from '../support/at-rest.js';

/** Has the browser offer the code of an SMS; the promise is what its dialog comes to. */
function offering(offer: () => Promise<Credential | null>) {
  vi.stubGlobal('OTPCredential', Object);
  return vi.spyOn(navigator.credentials, 'get').mockImplementation(offer);
}
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function waiting(channel: string, script: Parameters<typeof withSettings>[1] = {}) {
  const client = withSettings(
    {},
    {
      'registration/start': sent('registration', { channel }),
      'registration/verify': answers.session,
      'registration/resend': sent('registration', { channel, sent: 2 }),
      'DELETE flow': { kind: 'done' },
      ...script,
    },
  );
  const element = await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: 'a pass phrase' });
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  return { client, element };
}
const otp = (code: string) => ({ code, type: 'otp', id: '' }) as unknown as Credential;

test('where it exists the code of the SMS is filled in and submitted', async () => {
  let offer: (credential: Credential) => void = () => undefined;
  const get = offering(() => new Promise((resolve) => (offer = resolve)));
  const { client } = await waiting('sms');
  expect(get).toHaveBeenCalledOnce();
  expect(get.mock.calls[0]![0]).toMatchObject({ otp: { transport: ['sms'] } });
  expect(get.mock.calls[0]![0]!.signal).toBeInstanceOf(AbortSignal);
  offer(otp('654321'));
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify')[0]!.body!['code']).toBe('654321');
});

test('the code of the SMS replaces what was typed, and a wrong one that was kept', async () => {
  const offers: ((credential: Credential) => void)[] = [];
  const get = offering(() => new Promise((resolve) => offers.push(resolve)));
  const { client } = await waiting('sms', {
    'registration/start': sent('registration', { channel: 'sms', resendAfter: 0 }),
    'registration/verify': [problem('wrong-code'), answers.session],
  });
  await labelled('Code').fill('111111');
  await button('Confirm').click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await button('Send a new code').click();
  await expect.element(page.getByText('Codes sent: 2')).toBeVisible();
  // One dialog of the browser at a time: the former one is given up.
  expect(get.mock.calls.map(([options]) => options!.signal!.aborted)).toEqual([true, false]);
  await labelled('Code').fill('12');
  offers[1]!(otp('654321'));
  await expect
    .poll(() => client.to('registration/verify').map(({ body }) => body!['code']))
    .toEqual(['111111', '654321']);
});

test('a code that came by mail is not listened for', async () => {
  const get = offering(() => never);
  await waiting('email');
  expect(get).not.toHaveBeenCalled();
});

test('what the reader declines leaves the field to be typed in', async () => {
  offering(() => Promise.reject(new DOMException('', 'NotAllowedError')));
  const { client } = await waiting('sms');
  await labelled('Code').fill('111111');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify')).toHaveLength(1);
});

test('a code that comes after the step has been left is dropped', async () => {
  let offer: (credential: Credential) => void = () => undefined;
  offering(() => new Promise((resolve) => (offer = resolve)));
  const { client } = await waiting('sms');
  await button('Change your details').click();
  await expect.element(heading('Register')).toBeVisible();
  offer(otp('654321'));
  await atRest();
  expect(client.to('registration/verify')).toHaveLength(0);
  expect(client.to('registration/start')).toHaveLength(1);
});

test('drawing the step again asks the browser only once', async () => {
  const get = offering(() => later().promise as Promise<never>);
  const { element } = await waiting('sms');
  element.requestUpdate();
  await element.updateComplete;
  expect(get).toHaveBeenCalledOnce();
});
