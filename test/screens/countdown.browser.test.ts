import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { alert, answers, button, heading, identifier, problem, scripted, show, signIn } from '../support/element.js';
import { stopClock } from '../support/stopped-clock.js';

const timer = page.getByRole('timer');
const status = page.getByRole('status');

test.each(['rate-limited', 'locked'])(
  'after %s the seconds tick down and the end is announced politely',
  async (code) => {
    const pass = stopClock();
    await show(scripted({ 'login/start': [problem(code, { retryAfter: 2 }), answers.session] }));
    await signIn();
    await expect.element(alert).toHaveTextContent('Too many attempts.');
    await expect.element(timer).toHaveTextContent('You can try again in 2 s.');
    await expect.element(timer).toHaveAttribute('aria-live', 'off');
    expect(status.element().textContent.trim()).toBe('');
    pass(1);
    await expect.element(timer).toHaveTextContent('You can try again in 1 s.');
    pass(1);
    await expect.element(status).toHaveTextContent('You can try again now.');
    expect(timer.element().textContent.trim()).toBe('');
    await button('Sign in').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  },
);

test('the countdown disturbs nothing that is typed meanwhile', async () => {
  const pass = stopClock();
  await show(scripted({ 'login/start': problem('rate-limited', { retryAfter: 30 }) }));
  await signIn();
  await expect.element(timer).toHaveTextContent('30 s.');
  await identifier.fill('somebody else');
  pass(1);
  await expect.element(timer).toHaveTextContent('29 s.');
  await expect.element(identifier).toHaveValue('somebody else');
});

test('without a time the text says at once that another try is possible', async () => {
  await show(scripted({ 'login/start': problem('rate-limited') }));
  await signIn();
  await expect.element(status).toHaveTextContent('You can try again now.');
});

test('a second limit starts its own countdown', async () => {
  const limits = [problem('rate-limited', { retryAfter: 1 }), problem('rate-limited', { retryAfter: 50 })];
  await show(scripted({ 'login/start': limits }));
  await signIn();
  await expect.element(status).toHaveTextContent('You can try again now.');
  await button('Sign in').click();
  await expect.element(timer).toHaveTextContent('You can try again in 50 s.');
});
