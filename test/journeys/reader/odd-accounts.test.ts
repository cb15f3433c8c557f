/** Names that few have, and what can stop a registration that is rightly filled in. */
import { expect, test } from 'vitest';
import {
  bySms,
  codeFor,
  enter,
  mobile,
  opened,
  reachesCode,
  register,
  texts,
} from '../../../scripts/drive/accounts.js';
import { isTold } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';

const site = useSite();
const email = 'odd@example.org';
const names = { ssoName: 'REGISTRATION_REQUIRED' };

for (const [first, last] of [
  ['Seán', 'O’Brien-Ünal'],
  ['عائشة', 'بن سعيد'],
  ['👩‍🚀 Ada', "d'Arc"],
] as const) {
  test(`${first} ${last} registers, and is called so`, async () => {
    const { reader, tools } = await opened(site, '/register', 'de', names);
    await tools.hands.type('Vorname', first);
    await tools.hands.type('Nachname', last);
    await register(tools, email);
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, email));
    await reader.signedInAs(`${first} ${last}`);
  });
}

test('A name of 101 characters is told at its field, and one of 100 is taken, emoji included', async () => {
  const { reader, tools } = await opened(site, '/register', 'en', names);
  const long = '🛶'.repeat(100);
  await tools.hands.type('First name', `${long}x`);
  await tools.hands.type('Last name', 'Ng');
  await register(tools, email);
  await reader.form.getByText('At most 100 characters.').waitFor();
  expect(await reader.form.getByLabel('First name').inputValue()).toBe(`${long}x`);
  await tools.hands.type('First name', long);
  await tools.hands.press(texts.submitRegister.en);
  await reachesCode(reader, texts.byEmail);
  await enter(tools, await codeFor(site.demo, email));
  await reader.signedInAs(`${long} Ng`);
});

test('A registration that is locked for ten seconds says for how long in German, keeps the input, and then goes on', async () => {
  const { reader, tools } = await opened(site, '/register', 'de');
  await reader.page.clock.install();
  await site.demo.fault({ operation: 'registration/start', status: 423, errorCode: 20026 });
  await register(tools, email);
  await reader.form.getByText(/In (10|9|8) s/).waitFor();
  await reader.page.clock.runFor(12_000);
  await reader.form.getByText('Sie können es jetzt wieder versuchen.', { exact: true }).waitFor();
  expect(await reader.form.getByLabel('E-Mail-Adresse', { exact: true }).inputValue()).toBe(email);
  await tools.hands.press(texts.submitRegister.de);
  await reachesCode(reader, texts.byEmail);
});

test('Where no SMS can be sent a registration says so in German, and keeps the input', async () => {
  const { reader, tools } = await opened(site, '/register', 'de', bySms);
  await site.demo.fault({ operation: 'registration/start', status: 412, errorCode: 10003 });
  await register(tools, email, mobile.typed);
  await isTold(reader, /^\s*Wir können zurzeit keine Codes per SMS schicken\. Bitte wenden Sie sich an uns\./);
  expect(await reader.form.getByLabel('Mobilnummer').inputValue()).toBe(mobile.typed);
  await tools.hands.press(texts.submitRegister.de);
  await reachesCode(reader, texts.bySms);
});

test('A number with its country is taken where the phone library cannot be loaded', async () => {
  const { reader, tools } = await opened(site, '/register', 'en', bySms);
  await reader.page.route('**/assets/register/phone-*', (route) => route.abort());
  await register(tools, email, '+49 (151) 234-56789');
  await reachesCode(reader, texts.bySms);
  await enter(tools, await codeFor(site.demo, mobile.sent));
  await reader.signedInAs(email);
});
