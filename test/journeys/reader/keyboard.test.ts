/** Tab, Enter, Space and letters alone, through each process once in each language. */
import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import {
  chooseNewPassword,
  codeFor,
  confirm,
  connect,
  enter,
  forget,
  linkFor,
  opened,
  reachesCode,
  register,
  texts,
  titles,
  withKeyboard,
} from '../../../scripts/drive/accounts.js';
import { tabTo } from '../../../scripts/drive/hands.js';
import { useSite } from '../../../scripts/drive/site.js';

const site = useSite();

for (const language of languages) {
  test(`The keyboard alone registers a reader on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = withKeyboard(site, reader);
    await reader.open('/register');
    await register(keys, 'keys@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(keys, await codeFor(site.demo, 'keys@example.org'));
    await reader.signedInAs('keys@example.org');
  });

  test(`The keyboard alone confirms the link of a mail in another browser on pages in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/register', language);
    await register(tools, 'keys@example.org');
    await reachesCode(reader, texts.byEmail);
    const other = await site.device(language);
    const keys = withKeyboard(site, other);
    await other.follow(await linkFor(site.demo, 'keys@example.org'));
    await other.reaches(titles.link[language]);
    await keys.hands.type(texts.email[language], 'keys@example.org');
    await confirm(keys);
    await other.signedInAs('keys@example.org');
  });

  test(`The keyboard alone connects an account on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = withKeyboard(site, reader);
    await reader.open('/connect');
    await connect(keys, 'keys@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(keys, await codeFor(site.demo, 'keys@example.org'));
    await reader.signedInAs('keys@example.org');
  });

  test(`The keyboard alone sets a new password on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = withKeyboard(site, reader);
    await reader.open('/password');
    await forget(keys, 'reader@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(keys, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(titles.newPassword[language]);
    await chooseNewPassword(keys);
    await reader.signedInAs('reader@example.org');
  });

  test(`The keyboard alone ticks the opt-in, and goes back from the code with it kept on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = withKeyboard(site, reader);
    await reader.open('/register');
    await keys.hands.type(texts.email[language], 'keys@example.org');
    await tabTo(reader.page, reader.form.getByRole('checkbox'));
    await reader.page.keyboard.press('Space');
    expect(await reader.form.getByRole('checkbox').isChecked()).toBe(true);
    await keys.hands.type(texts.password[language], 'a new long password');
    await keys.hands.press(texts.submitRegister[language]);
    await reachesCode(reader, texts.byEmail);
    await keys.hands.press(texts.change[language]);
    await reader.reaches(titles.register[language]);
    expect(await reader.form.getByRole('checkbox').isChecked()).toBe(true);
  });
}
