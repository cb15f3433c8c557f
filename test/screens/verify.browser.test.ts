import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { alert, answers, button, email, flow, focused, heading, problem } from '../support/element.js';
import { fill, inputs, labelled, optInHash, place, plain, present, sent, withSettings } from '../support/account.js';
import type { Reply } from '../../src/entries/all.js';
import { stopClock } from '../support/stopped-clock.js';

const timer = page.getByRole('timer');
const another = button('Send a new code');
const ordered = { status: page.getByRole('status') };

/** A reader at the code of a registration. */
async function registering(script: Record<string, Reply | Reply[]> = {}, asks: object = {}) {
  const client = withSettings(
    { optIn: { ask: true, text: ['Offers'], hash: optInHash } },
    { 'registration/start': sent('registration', asks), 'DELETE flow': { kind: 'done' }, ...script },
  );
  const element = await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: ' my pass ' });
  await page.getByRole('checkbox').click();
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  return { client, element };
}

test.each([
  ['email', 'registration', 'We sent you a code by e-mail. Enter it here.'],
  ['sms', 'registration', 'We sent you a code by text message. Enter it here.'],
])('the text names the channel %s', async (channel, _process, text) => {
  await registering({}, { channel });
  await expect.element(page.getByText(text, { exact: true })).toBeVisible();
});

test.each(['123 456', '12-34-56', ' 123456 ', '１２３４５６', 'AB12cd'])(
  'the code "%s" goes out as it was typed, for the gateway to read',
  async (code) => {
    const { client } = await registering({ 'registration/verify': answers.session });
    await labelled('Code').fill(code);
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to('registration/verify')[0]!.body).toEqual({ ...place, flow, code });
  },
);

test('a pasted code is taken, whatever stands around it', async () => {
  const { client } = await registering({ 'registration/verify': answers.session });
  const field = labelled('Code');
  await field.click();
  const data = new DataTransfer();
  data.setData('text/plain', ' 123 456 ');
  const pasted = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true });
  expect(field.element().dispatchEvent(pasted)).toBe(true);
  await userEvent.keyboard(' 123 456 {Enter}');
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify')[0]!.body!['code']).toBe(' 123 456 ');
});

test('the code is one field that password managers, SMS and number pads know', async () => {
  const { element } = await registering();
  const [code, ...others] = inputs(element);
  expect(others).toEqual([]);
  expect([code!.name, code!.autocomplete, code!.inputMode, code!.maxLength]).toEqual([
    'code',
    'one-time-code',
    'numeric',
    -1,
  ]);
});

test('a wrong code shows a problem that has the focus, and another try is possible', async () => {
  const { client } = await registering({ 'registration/verify': [problem('wrong-code'), answers.session] });
  await labelled('Code').fill('000000');
  await button('Confirm').click();
  await expect.element(alert).toHaveTextContent('This code is not correct. Check it or request a new one.');
  expect(focused()).toBe(alert.element());
  await expect.element(labelled('Code')).toHaveValue('000000');
  await labelled('Code').fill('123456');
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify')).toHaveLength(2);
});

test('another code can be had only after the cool-down, which counts down', async () => {
  const pass = stopClock();
  const { client } = await registering(
    { 'registration/resend': sent('registration', { sent: 2, resendAfter: 60 }) },
    { resendAfter: 2 },
  );
  await expect.element(timer).toHaveTextContent('(in 2 s)');
  await expect.element(timer).toHaveAttribute('aria-live', 'off');
  await expect.element(another).toHaveAttribute('aria-disabled', 'true');
  (another.element() as HTMLElement).click();
  pass(1);
  await expect.element(timer).toHaveTextContent('(in 1 s)');
  pass(1);
  await expect.element(another).toHaveAttribute('aria-disabled', 'false');
  expect(plain(timer.element())).toBe('');
  expect(client.to('registration/resend')).toHaveLength(0);
  await labelled('Code').fill('12');
  await another.click();
  await expect.element(ordered.status).toHaveTextContent('Codes sent: 2');
  await expect.element(timer).toHaveTextContent('(in 60 s)');
  expect(client.to('registration/resend').map(({ body }) => body)).toEqual([{ ...place, flow }]);
  await expect.element(another).toHaveAttribute('aria-disabled', 'true');
});

test('after the first code no count is shown', async () => {
  await registering();
  expect(plain(ordered.status.element())).toBe('');
});

test('another code that is refused for now shows a problem with its countdown, and the step stays', async () => {
  const { client } = await registering(
    { 'registration/resend': problem('rate-limited', { retryAfter: 40 }) },
    { resendAfter: 0 },
  );
  await another.click();
  await expect.element(alert).toHaveTextContent('You can try again in 40 s.');
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration/resend')).toHaveLength(1);
});

test('pressed twice, another code is asked for once', async () => {
  const { client } = await registering(
    { 'registration/resend': sent('registration', { sent: 2 }) },
    { resendAfter: 0 },
  );
  const press = another.element() as HTMLElement;
  press.click();
  press.click();
  await expect.element(ordered.status).toHaveTextContent('Codes sent: 2');
  expect(client.to('registration/resend')).toHaveLength(1);
});

test('correcting the e-mail keeps what was typed, the password too, but not in the markup', async () => {
  const { client, element } = await registering({}, {});
  await button('Change your details').click();
  await expect.element(heading('Register')).toBeVisible();
  expect(focused()).toBe(heading().element());
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  await expect.element(labelled('Password')).toHaveValue(' my pass ');
  await expect.element(page.getByRole('checkbox')).toBeChecked();
  expect(element.shadowRoot!.innerHTML).not.toContain('my pass');
  expect(client.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    `flow?flow=${flow}`,
  ]);
  await labelled('E-mail address').fill('right@publisher.test');
  await button('Register').click();
  await expect.element(page.getByText('For right@publisher.test')).toBeVisible();
  const bodies = client.to('registration/start').map(({ body }) => body);
  expect(bodies[1]).toEqual({ ...bodies[0], email: 'right@publisher.test' });
});

test.each([
  ['flow-expired', 'The time for this step is up. Start again.'],
  ['flow-used', 'You have already completed this step. Start again.'],
  ['flow-exhausted', 'Too many wrong codes. Start again.'],
  ['flow-unknown', 'We cannot continue from here. Start again.'],
  ['flow-order', 'We cannot continue from here. Start again.'],
])('%s goes back to the form, its values kept, and shows why', async (code, text) => {
  await registering({ 'registration/verify': problem(code) });
  await labelled('Code').fill('123456');
  await button('Confirm').click();
  await expect.element(heading('Register')).toBeVisible();
  expect(plain(alert.element())).toBe(text);
  expect(focused()).toBe(alert.element());
  await expect.element(labelled('E-mail address')).toHaveValue(email);
  await expect.element(labelled('Password')).toHaveValue(' my pass ');
});

test('where the browser has no WebOTP the code is typed', async () => {
  const get = vi.spyOn(navigator.credentials, 'get');
  await registering({}, { channel: 'sms' });
  expect(get).toHaveBeenCalledTimes('OTPCredential' in window ? 1 : 0);
  get.mockRestore();
});
