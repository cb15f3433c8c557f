import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import { keyboardDriver, pointerDriver } from '../../../scripts/drive/form-driver.js';
import { alertOf, focusedPart, postedPaths, waitForAlert, waitForElements } from '../support/waiting.js';
import { toolsFor as toolsAt } from '../support/reader-tools.js';
import { firstScreen, loginJourneys } from '../../../scripts/drive/login-journeys.js';
import { loginHeadings, loginTexts } from '../../../scripts/drive/login-texts.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();

const toolsOf = (reader: Reader) => toolsAt(site, reader);

for (const language of journeyLanguages) {
  for (const { email, steps, greeting } of loginJourneys) {
    test(`${email} signs in on pages in ${language}`, async () => {
      const reader = await site.device(language);
      const tools = toolsOf(reader);
      await reader.open('/login');
      await reader.reaches(tools.t(loginTexts.signIn));
      await waitForElements(reader, firstScreen);
      await signIn(tools, email);
      for (const step of steps) {
        await reader.reaches(tools.t(step.heading));
        expect(await focusedPart(reader)).toBe('title');
        await waitForElements(reader, step.sees);
        await step.take(tools);
      }
      await reader.signedInAs(greeting);
      expect(new URL(reader.page.url()).pathname).toBe('/');
    });
  }

  test(`blocked@example.org is told on pages in ${language} what a stranger is told, with ways on, and what was typed is kept`, async () => {
    const reader = await site.device(language);
    await reader.open('/login');
    await signIn(toolsOf(reader), 'blocked@example.org');
    await waitForAlert(
      reader,
      language === 'en'
        ? /^\s*These details do not match, or you need a new password\./
        : /^\s*Diese Angaben passen nicht zusammen, oder Sie brauchen ein neues Passwort\./,
    );
    const contact = alertOf(reader).getByRole('link', { name: language === 'en' ? 'Contact us' : 'Kontakt aufnehmen' });
    expect(await contact.getAttribute('href')).toBe('mailto:leserservice@uferblatt.example');
    expect(await focusedPart(reader)).toBe('problem');
    expect(await reader.form.getByLabel(loginTexts.identifier[language]).inputValue()).toBe('blocked@example.org');
  });

  test(`change-email@example.org is told what to do on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const tools = toolsOf(reader);
    await reader.open('/login');
    await signIn(tools, 'change-email@example.org');
    await reader.reaches(tools.t(loginHeadings.changeEmail));
    const contact = reader.form.getByRole('link', { name: tools.t(loginTexts.contact), exact: true });
    expect(await contact.getAttribute('href')).toBe('mailto:leserservice@uferblatt.example');
    await tools.driver.press(tools.t(loginTexts.back));
    await reader.reaches(tools.t(loginTexts.signIn));
  });
}

test('The user name signs in like the e-mail address', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(reader), 'reader');
  await reader.signedInAs('reader@example.org');
});

test('A wrong password and an unknown account get one and the same alert, which has the focus, and keep what was typed', async () => {
  const alerts: string[] = [];
  for (const identifier of ['reader@example.org', 'nobody@example.org', 'nobody']) {
    const reader = await site.device();
    await reader.open('/login');
    await signIn(toolsOf(reader), identifier, 'wrong horse battery');
    await alertOf(reader).getByRole('link', { name: 'Contact us' }).waitFor();
    alerts.push((await alertOf(reader).innerText()).replace(/\s+/g, ' '));
    expect(await focusedPart(reader)).toBe('problem');
    expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe(identifier);
    expect(await reader.form.getByLabel('Password', { exact: true }).inputValue()).toBe('wrong horse battery');
  }
  const text = 'These details do not match, or you need a new password. Forgot your password? Contact us';
  expect(alerts).toEqual([text, text, text]);
});

test('Empty fields are told before anything is sent, and the first has the focus', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await pointerDriver(reader.form).press('Sign in');
  await reader.form.getByText('E-mail address or user name is missing.', { exact: true }).waitFor();
  await reader.form.getByText('Password is missing.', { exact: true }).waitFor();
  expect(await reader.form.getByLabel('E-mail address or user name').evaluate((input) => input.matches(':focus'))).toBe(
    true,
  );
  expect(postedPaths(reader)).toEqual([]);
});

test('An over-long user name is told before anything is sent', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(reader), 'x'.repeat(101));
  await reader.form.getByText('At most 100 characters.', { exact: true }).waitFor();
  expect(postedPaths(reader)).toEqual([]);
});

test('A user name that is taken is told at its field, and another one is accepted', async () => {
  const reader = await site.device();
  const tools = toolsOf(reader);
  await reader.open('/login');
  await signIn(tools, 'name@example.org');
  await reader.reaches('We need a few more details');
  await tools.driver.type('First name', 'Ada');
  await tools.driver.type('Last name', 'Lovelace');
  await tools.driver.type('User name', 'reader');
  await tools.driver.press('Continue');
  await waitForAlert(reader, 'This user name is already taken.');
  const field = reader.form.getByLabel('User name');
  await reader.form.getByText('Choose a different user name.', { exact: true }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.evaluate((input) => input.matches(':focus'))).toBe(true);
  expect(await reader.form.getByLabel('First name').inputValue()).toBe('Ada');
  await field.fill('ada');
  await tools.driver.press('Continue');
  await reader.signedInAs('Ada Lovelace');
});

test('The new password of reset@example.org works at the next login, and the old one does not', async () => {
  const first = await site.device();
  await first.open('/login');
  await signIn(toolsOf(first), 'reset@example.org');
  await first.reaches('Choose a new password');
  await first.form.getByLabel('New password').fill('another horse battery');
  await pointerDriver(first.form).press('Save password and sign in');
  await first.signedInAs('reset@example.org');

  const second = await site.device();
  await second.open('/login');
  await signIn(toolsOf(second), 'reset@example.org');
  await alertOf(second).waitFor();
  await second.form.getByLabel('Password', { exact: true }).fill('another horse battery');
  await pointerDriver(second.form).press('Sign in');
  await second.signedInAs('reset@example.org');
});

test('Terms once accepted are not asked again', async () => {
  const first = await site.device();
  await first.open('/login');
  await signIn(toolsOf(first), 'terms@example.org');
  await first.reaches('Our terms have changed');
  expect(await first.form.getByRole('link', { name: 'Terms of the Uferblatt' }).getAttribute('href')).toBe(
    'https://www.example.org/terms',
  );
  await pointerDriver(first.form).press('Accept and continue');
  await first.signedInAs('terms@example.org');

  const second = await site.device();
  await second.open('/login');
  await signIn(toolsOf(second), 'terms@example.org');
  await second.signedInAs('terms@example.org');
});

test('The locked article opens after sign-in, where the reader came from', async () => {
  const reader = await site.device();
  await reader.open('/article');
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).click();
  await signIn(toolsOf(reader), 'reader');
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse', { exact: false }).waitFor();
  expect(new URL(reader.page.url()).pathname).toBe('/article');
});

test('Signing out forgets the session', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(reader), 'reader');
  await reader.signedInAs('reader@example.org');
  await reader.page.getByRole('button', { name: 'Sign out' }).click();
  await reader.page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect((await reader.context.cookies()).map(({ name }) => name)).toEqual([]);
});

for (const { email, steps, greeting } of loginJourneys) {
  test(`The keyboard alone takes ${email} from the top of the page through to the end`, async () => {
    const reader = await site.device();
    const tools = { ...toolsOf(reader), driver: keyboardDriver(reader.page, reader.form) };
    await reader.open('/login');
    await signIn(tools, email);
    for (const step of steps) {
      await reader.reaches(tools.t(step.heading));
      await step.take(tools);
    }
    await reader.signedInAs(greeting);
  });
}

test('The keyboard alone leads out of the notice to change the e-mail address', async () => {
  const reader = await site.device();
  const tools = { ...toolsOf(reader), driver: keyboardDriver(reader.page, reader.form) };
  await reader.open('/login');
  await signIn(tools, 'change-email@example.org');
  await reader.reaches('Your account needs a new e-mail address');
  await tools.driver.press('Back to sign-in');
  await reader.reaches('Sign in');
});

for (const { email, steps, masked, greeting } of loginJourneys.filter((each) => each.steps.length > 0)) {
  test(`${email} goes on after a reload at every step`, async () => {
    const reader = await site.device();
    const tools = toolsOf(reader);
    await reader.open('/login');
    await signIn(tools, email);
    for (const step of steps) {
      await reader.reaches(tools.t(step.heading));
      await reader.form.getByText(`For ${email}`, { exact: true }).waitFor();
      await reader.page.reload();
      await reader.reaches(tools.t(step.heading));
      await reader.form.getByText(`For ${masked}`, { exact: true }).waitFor();
      await waitForElements(reader, step.sees);
      await step.take(tools);
    }
    await reader.signedInAs(greeting);
  });
}
