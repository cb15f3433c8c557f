import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import {
  bySms,
  chooseNewPassword,
  codeFor,
  confirm,
  enter,
  forget,
  linkFor,
  newest,
  newPassword,
  opened,
  reachesCode,
  storedNumber,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { alertOf, isTold, posted, toolsOf } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';
import { headings, journeys, password, signIn } from '../../../scripts/drive/table.js';

const site = useSite();

for (const language of languages) {
  test(`A forgotten password is set anew with the code of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/password', language);
    await reader.reaches(titles.forgot[language]);
    await forget(tools, 'reader@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(titles.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });

  test(`The code of an SMS goes to the stored number, and the page in ${language} says so`, async () => {
    const { reader, tools } = await opened(site, '/password', language, bySms);
    await forget(tools, 'reader');
    await reachesCode(reader, texts.byStoredSms);
    expect(await newest(site.demo, storedNumber)).toMatchObject({ channel: 'sms', url: null });
    await enter(tools, await codeFor(site.demo, storedNumber));
    await reader.reaches(titles.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });

  test(`A forgotten password is set anew by the link of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/password', language);
    await forget(tools, 'reader@example.org');
    await reachesCode(reader, texts.byEmail);
    const before = posted(reader).length;
    await reader.follow(await linkFor(site.demo, 'reader@example.org'));
    await reader.reaches(titles.link[language]);
    expect(reader.page.url()).toBe(`${site.demo.origin}/password?lang=${language}`);
    expect(posted(reader).length).toBe(before);
    await confirm(tools);
    await reader.reaches(titles.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });
}

test('The new password works at the next login, and the old one does not', async () => {
  const { reader, tools } = await opened(site, '/password');
  await forget(tools, 'reader@example.org');
  await reachesCode(reader, texts.byEmail);
  await enter(tools, await codeFor(site.demo, 'reader@example.org'));
  await reader.reaches(titles.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('reader@example.org');

  const { reader: next, tools: login } = await opened(site, '/login');
  await signIn(login, 'reader@example.org', password);
  await isTold(next, /These sign-in details do not match\./);
  await signIn(login, 'reader@example.org', newPassword);
  await next.signedInAs('reader@example.org');
});

/** Customers who are asked for more after the new password, by the step that login has for it. */
for (const email of ['limit@example.org', 'name@example.org', 'terms@example.org']) {
  test(`${email} goes on after the new password as at login`, async () => {
    const { steps, greeted } = journeys.find((each) => each.email === email)!;
    const { reader, tools } = await opened(site, '/password');
    await forget(tools, email);
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, email));
    await reader.reaches(titles.newPassword.en);
    await chooseNewPassword(tools);
    for (const step of steps) {
      await reader.reaches(step.heading.en);
      await step.take(tools);
    }
    await reader.signedInAs(greeted);
  });
}

test('A second factor is asked before the new password', async () => {
  const { reader, tools } = await opened(site, '/password');
  await forget(tools, 'two-factor@example.org');
  await reachesCode(reader, texts.byEmail);
  await enter(tools, await codeFor(site.demo, 'two-factor@example.org'));
  await reader.reaches(headings.twoFactor.en);
  await tools.hands.type('Code', 'abcdef');
  await tools.hands.press('Continue');
  await isTold(reader, /This code is not correct\./);
  await tools.hands.type('Code', await site.demo.code('two-factor@example.org'));
  await tools.hands.press('Continue');
  await reader.reaches(titles.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('two-factor@example.org');
});

for (const [begun, other] of [
  ['reader@example.org', 'limit@example.org'],
  ['reader', 'reader@example.org'],
] as const) {
  test(`The link that was asked for with ${begun}, opened in another browser, asks for that, and leads to the new password`, async () => {
    const { reader, tools } = await opened(site, '/password');
    await forget(tools, begun);
    await reachesCode(reader, texts.byEmail);
    const elsewhere = await site.device();
    const there = toolsOf(site, elsewhere);
    await elsewhere.follow(await linkFor(site.demo, 'reader@example.org'));
    await elsewhere.reaches(titles.link.en);
    await elsewhere.form.getByText(/Enter the e-mail address or user name you used to request it\./).waitFor();
    await there.hands.type('E-mail address or user name', other);
    await there.hands.press('Confirm');
    await isTold(elsewhere, 'This link was requested with a different e-mail address or user name.');
    await there.hands.type('E-mail address or user name', begun);
    await there.hands.press('Confirm');
    await elsewhere.reaches(titles.newPassword.en);
    await chooseNewPassword(there);
    await elsewhere.signedInAs('reader@example.org');
  });
}

test('A link and then a second factor lead to the new password', async () => {
  const { reader, tools } = await opened(site, '/password');
  await forget(tools, 'two-factor@example.org');
  await reachesCode(reader, texts.byEmail);
  await reader.follow(await linkFor(site.demo, 'two-factor@example.org'));
  await reader.reaches(titles.link.en);
  await reader.form.getByText('One click, then choose a new password.', { exact: true }).waitFor();
  await confirm(tools);
  await reader.form.getByText('Enter the code from your authenticator app.', { exact: true }).waitFor();
  await tools.hands.type('Code', await site.demo.code('two-factor@example.org'));
  await tools.hands.press('Continue');
  await reader.reaches(titles.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('two-factor@example.org');
});

test('A reader who leaves at the new password and comes back finds it there, and goes on', async () => {
  const { reader, tools } = await opened(site, '/password');
  await forget(tools, 'reader@example.org');
  await reachesCode(reader, texts.byEmail);
  await enter(tools, await codeFor(site.demo, 'reader@example.org'));
  await reader.reaches(titles.newPassword.en);
  await reader.open('/');
  await reader.open('/password');
  await reader.reaches(titles.newPassword.en);
  // Whose it is, this browser is told masked: no more of the reader is kept here.
  await reader.form.getByText('For r•••@e•••.org', { exact: true }).waitFor();
  await chooseNewPassword(tools);
  await reader.signedInAs('reader@example.org');
});

for (const language of languages) {
  // Again where the page is gone before the answer to what it gave up could be read, which is then not searched.
  const name = `A new password that is left for the sign-in on pages in ${language} is given up, with the name carried over`;
  test(name, { retry: 2 }, async () => {
    const { reader, tools } = await opened(site, '/password', language);
    await forget(tools, 'reader@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(titles.newPassword[language]);
    expect(await reader.form.getByRole('button', { name: texts.back[language] }).count()).toBe(0);
    await reader.form.getByRole('button', { name: texts.startAgain[language], exact: true }).waitFor();
    await reader.form.getByRole('link', { name: texts.existing[language], exact: true }).click();
    await reader.reaches(titles.signIn[language]);
    expect(await reader.form.getByLabel(texts.identifier[language]).inputValue()).toBe('reader@example.org');
    const cookies = await reader.context.cookies();
    expect(cookies.filter((cookie) => cookie.name.includes('sso_flow'))).toEqual([]);
    await reader.open('/password');
    await reader.reaches(titles.forgot[language]);
  });
}

test('An account that there is not is told, with what was typed kept, nothing is sent, and a registration is offered', async () => {
  const { reader, tools } = await opened(site, '/password');
  await forget(tools, 'nobody@example.org');
  await isTold(reader, /We cannot find an account with this e-mail address or user name\./);
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('nobody@example.org');
  expect((await site.demo.inbox()).filter(({ channel }) => channel !== 'authenticator')).toEqual([]);
  await alertOf(reader).getByRole('link', { name: 'Register', exact: true }).click();
  await reader.reaches(titles.register.en);
  expect(await reader.form.getByLabel('E-mail address', { exact: true }).inputValue()).toBe('nobody@example.org');
});
