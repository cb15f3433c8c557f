import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import {
  bySms,
  codeFor,
  confirm,
  enter,
  linkFor,
  mobile,
  newest,
  opened,
  reachesCode,
  register,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { focused, posted, sees, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';

const site = useSite();

for (const language of languages) {
  test(`A reader registers with the code of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/register', language);
    await reader.reaches(titles.register[language]);
    await sees(reader, [
      ['textbox', texts.email],
      ['textbox', texts.password],
      ['button', texts.show],
      ['checkbox', { en: '', de: '' }],
      ['button', texts.submitRegister],
      ['link', texts.existing],
    ]);
    await register(tools, 'new@example.org');
    await reachesCode(reader, texts.byEmail);
    expect(await focused(reader)).toBe('title');
    await reader.form.getByText('new@example.org').waitFor();
    await enter(tools, await codeFor(site.demo, 'new@example.org'));
    await reader.signedInAs('new@example.org');
    expect(new URL(reader.page.url()).pathname).toBe('/');
  });

  test(`A reader registers with the code of an SMS on pages in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/register', language, bySms);
    await register(tools, 'sms@example.org', mobile.typed);
    await reachesCode(reader, texts.bySms);
    expect(await newest(site.demo, mobile.sent)).toMatchObject({ channel: 'sms', url: null });
    await enter(tools, await codeFor(site.demo, mobile.sent));
    await reader.signedInAs('sms@example.org');
  });

  test(`A reader registers with the link of the mail on pages in ${language}, with one press`, async () => {
    const { reader, tools } = await opened(site, '/register', language);
    await register(tools, 'link@example.org');
    await reachesCode(reader, texts.byEmail);
    const before = posted(reader).length;
    await reader.follow(await linkFor(site.demo, 'link@example.org'));
    await reader.reaches(titles.link[language]);
    await reader.form.getByText(texts.oneClick[language], { exact: true }).waitFor();
    expect(reader.page.url()).toBe(`${site.demo.origin}/register?lang=${language}`);
    expect(await reader.form.getByRole('textbox').count()).toBe(0);
    // Opening the link has spent nothing.
    expect(posted(reader).length).toBe(before);
    await confirm(tools);
    await reader.signedInAs('link@example.org');
  });

  test(`A reload at the code of a registration resumes there, in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/register', language);
    await register(tools, 'again@example.org');
    await reachesCode(reader, texts.byEmail);
    await reader.page.reload();
    await reachesCode(reader, texts.byEmail);
    await reader.form.getByText('a•••@e•••.org').waitFor();
    await enter(tools, await codeFor(site.demo, 'again@example.org'));
    await reader.signedInAs('again@example.org');
  });
}

test('A code is taken with spaces, dashes and full-width digits', async () => {
  for (const [email, typed] of [
    ['spaces@example.org', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    ['dashes@example.org', (code: string) => `${code.slice(0, 2)}-${code.slice(2)}`],
    ['wide@example.org', (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
  ] as const) {
    const { reader, tools } = await opened(site, '/register');
    await register(tools, email);
    await reachesCode(reader, texts.byEmail);
    await enter(tools, typed(await codeFor(site.demo, email)));
    await reader.signedInAs(email);
  }
});

test('Correcting the e-mail at the code begins anew with what was typed, and the new address gets the code', async () => {
  const { reader, tools } = await opened(site, '/register');
  await register(tools, 'tpyo@example.org');
  await reachesCode(reader, texts.byEmail);
  await tools.hands.press(texts.change.en);
  await reader.reaches(titles.register.en);
  expect(await reader.form.getByLabel('E-mail address', { exact: true }).inputValue()).toBe('tpyo@example.org');
  expect(await reader.form.getByLabel('Password', { exact: true }).inputValue()).toBe('a new long password');
  await tools.hands.type('E-mail address', 'typo@example.org');
  await tools.hands.press('Register');
  await reachesCode(reader, texts.byEmail);
  await enter(tools, await codeFor(site.demo, 'typo@example.org'));
  await reader.signedInAs('typo@example.org');
});

test('Two tabs run two registrations side by side', async () => {
  const { reader, tools } = await opened(site, '/register');
  const page = await reader.context.newPage();
  await page.goto(`${site.demo.origin}/register?lang=en`);
  const other: Reader = { ...reader, page, form: page.locator('sso-register') };
  await register(tools, 'one@example.org');
  await reachesCode(reader, texts.byEmail);
  await register(toolsOf(site, other), 'two@example.org');
  await other.form.getByRole('heading', { name: titles.code.en, exact: true }).waitFor();
  await enter(tools, await codeFor(site.demo, 'one@example.org'));
  await reader.signedInAs('one@example.org');
  await enter(toolsOf(site, other), await codeFor(site.demo, 'two@example.org'));
  await page.getByRole('status').filter({ hasText: 'Signed in as two@example.org' }).waitFor();
  await reader.watch.look(page);
});

test('A tab that is opened late takes up the registration under way, and starting another there leaves that alone', async () => {
  const { reader, tools } = await opened(site, '/register');
  await register(tools, 'one@example.org');
  await reachesCode(reader, texts.byEmail);
  const page = await reader.context.newPage();
  await page.goto(`${site.demo.origin}/register?lang=en`);
  const other: Reader = { ...reader, page, form: page.locator('sso-register') };
  await other.form.getByText('o•••@e•••.org').waitFor();
  await toolsOf(site, other).hands.press(texts.change.en);
  await other.form.getByRole('heading', { name: titles.register.en, exact: true }).waitFor();
  await register(toolsOf(site, other), 'two@example.org');
  await other.form.getByText('two@example.org').waitFor();
  // The first one is not the newest any more, and still this tab's.
  await reader.page.reload();
  await reachesCode(reader, texts.byEmail);
  await reader.form.getByText('o•••@e•••.org').waitFor();
  await enter(tools, await codeFor(site.demo, 'one@example.org'));
  await reader.signedInAs('one@example.org');
  await page.reload();
  await other.form.getByText('t•••@e•••.org').waitFor();
  await enter(toolsOf(site, other), await codeFor(site.demo, 'two@example.org'));
  await page.getByRole('status').filter({ hasText: 'Signed in as two@example.org' }).waitFor();
  await reader.watch.look(page);
});

test('The link of the mail asks for the address in another browser, refuses a wrong one, and takes the right one', async () => {
  const { reader, tools } = await opened(site, '/register');
  await register(tools, 'link@example.org');
  await reachesCode(reader, texts.byEmail);
  const other = await site.device();
  const there = toolsOf(site, other);
  await other.follow(await linkFor(site.demo, 'link@example.org'));
  await other.reaches(titles.link.en);
  expect(other.page.url()).not.toMatch(/token|seal/i);
  await there.hands.type('E-mail address', 'somebody@example.org');
  await there.hands.press('Confirm');
  await other.form
    .getByRole('alert')
    .filter({ hasText: 'This link was sent to a different e-mail address.' })
    .waitFor();
  await there.hands.type('E-mail address', 'LINK@example.org ');
  await there.hands.press('Confirm');
  await other.signedInAs('link@example.org');
});
