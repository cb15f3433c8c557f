/** Codes that are typed bit by bit, or pasted with more than the code. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answers, button, email, flow, heading, scripted, show, signIn } from '../support/element.js';
import { fill, labelled, present, sent, stepOf, withSettings } from '../support/account.js';

const incomplete = 'Enter the whole code.';

/** A reader at a code of six characters, by process. */
const atCode = {
  'registration/verify': async () => {
    const client = withSettings(
      {},
      { 'registration/start': sent('registration', { length: 6 }), 'registration/verify': answers.session },
    );
    await present('sso-register', client);
    await fill({ 'E-mail address': email, Password: 'a pass phrase' });
    await button('Register').click();
    return client;
  },
  'login/two-factor': async () => {
    const client = scripted({
      'login/start': stepOf('login', 'two-factor', { length: 6 }),
      'login/two-factor': answers.session,
    });
    await show(client);
    await signIn();
    return client;
  },
} as const;

test.each(Object.keys(atCode) as (keyof typeof atCode)[])('%s: a code is sent once it is whole', async (call) => {
  const client = await atCode[call]();
  await expect.element(labelled('Code')).toBeVisible();
  for (const typed of ['1', '12', '12 3', '1-2-3-4-5', '١٢٣٤٥']) {
    await labelled('Code').fill(typed);
    await userEvent.keyboard('{Enter}');
    await expect.element(labelled('Code')).toHaveAccessibleDescription(incomplete);
  }
  expect(client.to(call)).toEqual([]);
  await labelled('Code').fill('١٢٣٤٥٦');
  await userEvent.keyboard('{Enter}');
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to(call)[0]?.body).toMatchObject({ flow, code: '١٢٣٤٥٦' });
});

test.each([
  '12.34.56',
  '"123456"',
  'aB3dE6',
  `${'This mail has many words before it says it. '.repeat(5)}Your code is 123456.`,
])('%j goes to the gateway, which reads the code in it', async (pasted) => {
  const client = await atCode['registration/verify']();
  await expect.element(labelled('Code')).toBeVisible();
  await labelled('Code').fill(pasted);
  await userEvent.keyboard('{Enter}');
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('registration/verify')[0]?.body).toMatchObject({ code: pasted });
});

test('a gateway that does not tell the length gets any code', async () => {
  const client = scripted({ 'login/start': answers['two-factor'], 'login/two-factor': answers.session });
  await show(client);
  await signIn();
  await labelled('Code').fill('1');
  await userEvent.keyboard('{Enter}');
  await expect.element(heading('You are signed in.')).toBeVisible();
});
