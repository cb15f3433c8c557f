/** Links in mails that are used, late, damaged, or of another process: of a registration, and of a forgotten password. */
import { expect, test } from 'vitest';
import { languages } from '../../../demo/texts/language.js';
import {
  chooseNewPassword,
  confirmLink,
  requestPasswordCode,
  submitCode,
  submitRegistration,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';

type Language = (typeof languages)[number];
type Device = { reader: Reader; tools: ReaderTools };

const site = useSite();
const quarter = 15 * 60;
const invalid = {
  en: 'This link is no longer valid. Start again.',
  de: 'Dieser Link gilt nicht mehr. Bitte beginnen Sie von vorn.',
};
const late = {
  en: 'The time for this step is up. Start again.',
  de: 'Die Zeit für diesen Schritt ist abgelaufen. Bitte beginnen Sie von vorn.',
};
const used = {
  en: /This link has already been used or replaced by a newer one\. Sign in or start again\./,
  de: /Dieser Link wurde schon benutzt oder durch einen neueren ersetzt\. Bitte melden Sie sich an oder beginnen Sie von vorn\./,
};

/** What a link is for: whose it is, how one is asked for, what asks whom it is for elsewhere, and what comes after it. */
const processes = {
  registration: {
    page: '/register',
    other: '/password',
    email: 'new@example.org',
    title: accountHeadings.register,
    whom: accountTexts.email,
    asks: ({ tools }: Device) => submitRegistration(tools, 'new@example.org'),
    goesOn: ({ reader }: Device) => reader.signedInAs('new@example.org'),
  },
  'forgotten password': {
    page: '/password',
    other: '/register',
    email: 'reader@example.org',
    title: accountHeadings.forgot,
    whom: accountTexts.identifier,
    asks: ({ tools }: Device) => requestPasswordCode(tools, 'reader@example.org'),
    goesOn: async ({ reader, tools }: Device) => {
      await reader.reaches(accountHeadings.newPassword[reader.language]);
      await chooseNewPassword(tools);
      await reader.signedInAs('reader@example.org');
    },
  },
} as const;
type Process = (typeof processes)[keyof typeof processes];
const kinds = Object.entries(processes);

/** A device at the code that was sent. */
async function waiting({ page, asks }: Process, language: Language): Promise<Device> {
  const at = await openAs(site, page, language);
  await asks(at);
  await waitForCodeStep(at.reader, accountTexts.byEmail);
  return at;
}
/** Opens a link on another device, and says there whom it is for. */
async function elsewhere({ whom, email }: Process, link: string, language: Language): Promise<Device> {
  const reader = await site.device(language);
  const tools = toolsFor(site, reader);
  await reader.follow(link);
  await reader.reaches(accountHeadings.link[language]);
  await tools.driver.type(tools.t(whom), email);
  await confirmLink(tools);
  return { reader, tools };
}

for (const [name, process] of kinds) {
  const { email, title, whom, goesOn } = process;
  for (const language of languages) {
    test(`The link of a ${name} that was used says so in ${language}, and offers to sign in with the address that it is for`, async () => {
      const at = await waiting(process, language);
      const link = await linkFor(site.demo, email);
      // Used, and no more: what comes after the code of a forgotten password is another failure (password-problems).
      await submitCode(at.tools, await codeFor(site.demo, email));
      if (name === 'registration') await goesOn(at);
      else await at.reader.reaches(accountHeadings.newPassword[language]);
      const { reader } = await elsewhere(process, link, language);
      await waitForAlert(reader, used[language]);
      await reader.reaches(title[language]);
      await alertOf(reader).getByRole('link', { name: accountHeadings.signIn[language], exact: true }).click();
      await reader.reaches(accountHeadings.signIn[language]);
      expect(await reader.form.getByLabel(accountTexts.identifier[language]).inputValue()).toBe(email);
    });

    test(`The link of a ${name} that expired asks whom it is for, is told in ${language}, and leaves the form`, async () => {
      const { reader, tools } = await waiting(process, language);
      const link = await linkFor(site.demo, email);
      await site.demo.advance(quarter + 1);
      await reader.follow(link);
      await reader.reaches(accountHeadings.link[language]);
      // The flow is gone by now.
      await confirmLink(tools);
      await tools.driver.type(tools.t(whom), email);
      await confirmLink(tools);
      await waitForAlert(reader, late[language]);
      await reader.reaches(title[language]);
    });

    test(`The link of a ${name} is no longer good for anything after a day, which is told in ${language}`, async () => {
      await waiting(process, language);
      const link = await linkFor(site.demo, email);
      await site.demo.advance(24 * 3600 + 60);
      const { reader } = await elsewhere(process, link, language);
      await waitForAlert(reader, invalid[language]);
    });
  }
}

/** What is wrong with a link; `asks`: the flow of this browser is not the link's. */
const garbage: readonly { what: string; spoil: (link: URL, process: Process) => void; asks?: true }[] = [
  { what: 'another seal', spoil: ({ searchParams }) => searchParams.set('sso_seal', 'x'.repeat(80)) },
  { what: 'no token', spoil: ({ searchParams }) => searchParams.delete('token') },
  {
    what: 'markup for a token',
    spoil: ({ searchParams }) => searchParams.set('token', '<script>alert(1)</script>'),
    asks: true,
  },
  { what: 'no code', spoil: ({ searchParams }) => searchParams.delete('verificationToken') },
  { what: 'nonsense for a code', spoil: ({ searchParams }) => searchParams.set('verificationToken', '´´´´´´´´') },
  { what: 'the page of another process', spoil: (link, { other }) => (link.pathname = other) },
];
// Each of them at each process; the languages take turns.
const damaged = kinds.flatMap(([name, process], row) =>
  garbage.map((each, at) => ({ name, process, ...each, language: languages[(row + at) % languages.length]! })),
);
for (const { name, process, what, spoil, asks, language } of damaged) {
  test(`The link of a ${name} with ${what} signs nobody in, says so in ${language}, and leaves the code as it is`, async () => {
    const { email, whom, goesOn } = process;
    const { reader, tools } = await waiting(process, language);
    const link = new URL(await linkFor(site.demo, email));
    spoil(link, process);
    await reader.follow(link.href);
    await reader.reaches(accountHeadings.link[language]);
    expect(reader.page.url()).not.toMatch(/token|seal|script/i);
    await confirmLink(tools);
    if (asks) {
      await tools.driver.type(tools.t(whom), email);
      await confirmLink(tools);
    }
    await waitForAlert(reader, invalid[language]);
    const signedIn = reader.page.getByRole('status').filter({ hasText: /Signed in as|Angemeldet als/ });
    expect(await signedIn.isVisible()).toBe(false);
    await goesOn(await elsewhere(process, await linkFor(site.demo, email), language));
  });
}
