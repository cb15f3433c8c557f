/** Links in mails that are used, late, damaged, or of another process: of a registration, and of a forgotten password. */
import { expect, test } from 'vitest';
import { languages } from '../../../demo/texts/language.js';
import { journeyLanguages } from '../support/languages.js';
import {
  chooseNewPassword,
  confirmLink,
  requestPasswordCode,
  submitCode,
  submitRegistration,
  confirmRegistrationElsewhere,
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
/** Enters what a link was requested with, and confirms it. */
async function confirm({ whom, email }: Process, { tools }: Device): Promise<void> {
  if (whom === accountTexts.email) return confirmRegistrationElsewhere(tools, email);
  await tools.driver.type(tools.t(whom), email);
  await confirmLink(tools);
}
/** Opens a link on another device, and confirms it there. */
async function elsewhere(process: Process, link: string, language: Language): Promise<Device> {
  const reader = await site.device(language);
  const at = { reader, tools: toolsFor(site, reader) };
  await reader.follow(link);
  await reader.reaches(accountHeadings.link[language]);
  await confirm(process, at);
  return at;
}
/** Opens a link that nobody can confirm, on another device. */
async function isInvalid({ title }: Process, link: string, language: Language): Promise<Device> {
  const reader = await site.device(language);
  await reader.follow(link);
  await waitForAlert(reader, invalid[language]);
  await reader.reaches(title[language]);
  return { reader, tools: toolsFor(site, reader) };
}

for (const [name, process] of kinds) {
  const { email, title, goesOn } = process;
  for (const language of journeyLanguages) {
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
      const at = await waiting(process, language);
      const { reader } = at;
      const link = await linkFor(site.demo, email);
      await site.demo.advance(quarter + 1);
      await reader.follow(link);
      await reader.reaches(accountHeadings.link[language]);
      // The flow is gone by now.
      await confirm(process, at);
      await waitForAlert(reader, late[language]);
      await reader.reaches(title[language]);
    });

    test(`The link of a ${name} is no longer good for anything after a day, which is told in ${language}`, async () => {
      await waiting(process, language);
      const link = await linkFor(site.demo, email);
      await site.demo.advance(24 * 3600 + 60);
      await isInvalid(process, link, language);
    });
  }
}

/** What is wrong with a link; `late`: that is known only to the hosted API. */
const garbage: readonly { what: string; spoil: (link: URL, process: Process) => void; late?: true }[] = [
  { what: 'another seal', spoil: ({ searchParams }) => searchParams.set('sso_seal', 'x'.repeat(80)) },
  { what: 'no token', spoil: ({ searchParams }) => searchParams.delete('token') },
  {
    what: 'markup for a token',
    spoil: ({ searchParams }) => searchParams.set('token', '<script>alert(1)</script>'),
    late: true,
  },
  { what: 'no code', spoil: ({ searchParams }) => searchParams.delete('verificationToken') },
  { what: 'nonsense for a code', spoil: ({ searchParams }) => searchParams.set('verificationToken', '´´´´´´´´') },
  {
    what: 'the path of another process',
    spoil(link, { other }) {
      link.pathname = other === '/password' ? '/sso/link/password-forgotten' : '/sso/link/registration';
      link.searchParams.set('page', other);
    },
  },
];
// Each of them at each process; the languages take turns.
const damaged = kinds.flatMap(([name, process], row) =>
  garbage.map((each, at) => ({ name, process, ...each, language: languages[(row + at) % languages.length]! })),
);
for (const { name, process, what, spoil, late: isLate, language } of damaged) {
  test(`The link of a ${name} with ${what} signs nobody in, says so in ${language}, and leaves the code as it is`, async () => {
    const { email, goesOn } = process;
    await waiting(process, language);
    const link = new URL(await linkFor(site.demo, email));
    const good = link.href;
    spoil(link, process);
    const reader = await site.device(language);
    const at = { reader, tools: toolsFor(site, reader) };
    await reader.follow(link.href);
    if (isLate) {
      await reader.reaches(accountHeadings.link[language]);
      await confirm(process, at);
    }
    await waitForAlert(reader, invalid[language]);
    expect(reader.page.url()).not.toMatch(/token|seal|script|sso_link/i);
    const signedIn = reader.page.getByRole('status').filter({ hasText: /Signed in as|Angemeldet als/ });
    expect(await signedIn.isVisible()).toBe(false);
    await goesOn(await elsewhere(process, good, language));
  });
}

test('A stranger registers an address: its owner is not made to confirm it, says so, and the link is worth nothing from then on', async () => {
  const stranger = await openAs(site, '/register');
  await submitRegistration(stranger.tools, 'victim@example.org');
  await waitForCodeStep(stranger.reader, accountTexts.byEmail);
  const link = await linkFor(site.demo, 'victim@example.org');
  const victim = await site.device();
  const there = toolsFor(site, victim);
  await victim.follow(link);
  await victim.reaches(accountHeadings.link.en);
  await victim.form.getByText(/^Started on \d+ \w+ \d{4} at \d\d:\d\d in /).waitFor();
  await there.driver.type('E-mail address', 'victim@example.org');
  await there.driver.type('Password', 'what the victim would choose');
  await confirmLink(there);
  await waitForAlert(victim, 'These are not the details this link was requested with. Nothing has been confirmed.');
  await there.driver.press('That was not me: start again');
  await victim.reaches(accountHeadings.register.en);
  // Not even the password of the stranger confirms it now, wherever he gets the link from.
  const accomplice = await site.device();
  await accomplice.follow(link);
  await accomplice.reaches(accountHeadings.link.en);
  await confirmRegistrationElsewhere(toolsFor(site, accomplice), 'victim@example.org');
  await waitForAlert(accomplice, /Too many/);
  await submitRegistration(there, 'victim@example.org');
  await waitForCodeStep(victim, accountTexts.byEmail);
});

test('What a link brought is in no entry of the page that a later script could read', async () => {
  const at = await waiting(processes.registration, 'en');
  const link = new URL(await linkFor(site.demo, processes.registration.email));
  await at.reader.follow(link.href);
  await at.reader.reaches(accountHeadings.link.en);
  const seen = await at.reader.page.evaluate(() =>
    JSON.stringify([
      performance.getEntries().map(({ name }) => name),
      (window as { navigation?: { entries(): { url: string }[] } }).navigation?.entries().map(({ url }) => url),
      [document.referrer, location.href, history.state, document.cookie],
    ]),
  );
  const secrets = ['token', 'verificationToken', 'sso_seal'].map((name) => link.searchParams.get(name)!);
  expect(secrets.filter((secret) => !secret || seen.includes(secret))).toEqual([]);
});
