/** Links in mails that are used, late, damaged, or of another process. */
import { expect, test } from 'vitest';
import { codeFor, confirm, enter, linkFor, opened, reachesCode, register, texts, titles } from './accounts.js';
import { alertOf, isTold, toolsOf } from './see.js';
import { useSite, type Reader } from './site.js';
import type { Tools } from './table.js';

const site = useSite();
const email = 'new@example.org';
const quarter = 15 * 60;
const invalid = 'This link is not valid any more. Please start again.';
const used = /This link was used already, or a newer one was sent\. Please sign in, or start again\./;

/** A device at the code of a registration. */
async function registering(language: 'en' | 'de' = 'en'): Promise<{ reader: Reader; tools: Tools }> {
  const at = await opened(site, '/register', language);
  await register(at.tools, email);
  await reachesCode(at.reader, texts.byEmail);
  return at;
}

test('A link that was used says so, leaves the form, and offers to sign in with the address that it is for', async () => {
  const { reader, tools } = await registering();
  const link = await linkFor(site.demo, email);
  await enter(tools, await codeFor(site.demo, email));
  await reader.signedInAs(email);
  const other = await site.device();
  await other.follow(link);
  await other.reaches(titles.link.en);
  await toolsOf(site, other).hands.type('E-mail', email);
  await confirm(toolsOf(site, other));
  await alertOf(other).waitFor();
  await isTold(other, used);
  await other.reaches(titles.register.en);
  await alertOf(other).getByRole('link', { name: 'Sign in', exact: true }).click();
  await other.reaches(titles.signIn.en);
  expect(await other.form.getByLabel('E-mail or user name').inputValue()).toBe(email);
});

test('A link that expired asks whom it is for, since the flow is gone, is told, and leaves the form', async () => {
  const { reader, tools } = await registering();
  const link = await linkFor(site.demo, email);
  await site.demo.advance(quarter + 1);
  await reader.follow(link);
  await reader.reaches(titles.link.en);
  await confirm(tools);
  await tools.hands.type('E-mail', email);
  await confirm(tools);
  await isTold(reader, 'That took too long. Please start again.');
  await reader.reaches(titles.register.en);
});

test('A link a day old is no longer good for anything', async () => {
  await registering();
  const link = await linkFor(site.demo, email);
  await site.demo.advance(24 * 3600 + 60);
  const other = await site.device();
  await other.follow(link);
  await other.reaches(titles.link.en);
  await toolsOf(site, other).hands.type('E-mail', email);
  await confirm(toolsOf(site, other));
  await isTold(other, invalid);
});

/** What is wrong with a link → what the reader is told; `asks`: the flow of this browser is not the link's. */
const garbage: readonly { name: string; spoil: (link: URL) => void; asks?: true; told: string }[] = [
  {
    name: 'another seal',
    spoil: ({ searchParams }) => searchParams.set('sso_seal', 'x'.repeat(80)),
    told: invalid,
  },
  { name: 'no token', spoil: ({ searchParams }) => searchParams.delete('token'), told: invalid },
  {
    name: 'markup for a token',
    spoil: ({ searchParams }) => searchParams.set('token', '<script>alert(1)</script>'),
    asks: true,
    told: invalid,
  },
  { name: 'no code', spoil: ({ searchParams }) => searchParams.delete('verificationToken'), told: invalid },
  {
    name: 'nonsense for a code',
    spoil: ({ searchParams }) => searchParams.set('verificationToken', '´´´´´´´´'),
    told: invalid,
  },
  { name: 'the page of another process', spoil: (link) => (link.pathname = '/password'), told: invalid },
];
for (const { name, spoil, asks, told } of garbage) {
  test(`A link with ${name} signs nobody in, says so, and leaves the code as it is`, async () => {
    const { reader, tools } = await registering();
    const link = new URL(await linkFor(site.demo, email));
    spoil(link);
    await reader.follow(link.href);
    await reader.reaches(titles.link.en);
    expect(reader.page.url()).not.toMatch(/token|seal|script/i);
    await confirm(tools);
    if (asks) {
      await tools.hands.type('E-mail', email);
      await confirm(tools);
    }
    await isTold(reader, told);
    expect(await reader.page.getByRole('status').filter({ hasText: 'Signed in as' }).isVisible()).toBe(false);
    const other = await site.device();
    await other.follow(await linkFor(site.demo, email));
    await other.reaches(titles.link.en);
    await toolsOf(site, other).hands.type('E-mail', email);
    await confirm(toolsOf(site, other));
    await other.signedInAs(email);
  });
}
