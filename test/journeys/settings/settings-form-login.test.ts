/** What keeps readers out and what a sign-in asks, changed in the drawer while the reader's page stands beside it and is never left. */
import { expect, test } from 'vitest';
import type { Texts } from '../../../demo/texts/language.js';
import { journeyLanguages } from '../support/languages.js';
import { openDrawerAt, field, type OpenDrawer } from '../support/settings-drawer.js';
import { expectSamePage } from '../support/same-page.js';
import { settingsFormTexts } from '../../../scripts/drive/settings-form.js';
import { alertOf, waitForElements } from '../support/waiting.js';
import { useSite } from '../support/use-site.js';
import { firstScreen } from '../../../scripts/drive/login-journeys.js';
import { loginHeadings, loginTexts } from '../../../scripts/drive/login-texts.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();
const text = (en: string, de: string): Texts => ({ en, de });

const out = text('Switch sign-in off', 'Anmeldung ausschalten');
const emergency = text('Emergency mode', 'Notfallmodus');
const emergencyNamed = text(
  'While emergency mode is on, nobody can sign in or register. Everybody can read everything, including paid articles, unless your server is set to close.',
  'Solange der Notfallmodus an ist, kann sich niemand anmelden oder registrieren. Alle können alles lesen, auch bezahlte Artikel, es sei denn, Ihr Server ist auf Schließen eingestellt.',
);
interface Row {
  heading: Texts;
  /** Changes the form, in the page's language. */
  set(at: OpenDrawer, t: (each: Texts) => string): Promise<void>;
  /** The consequence that is named before it is saved. */
  named?: Texts;
}
const emergencyBy = (who: Texts): Row => ({
  heading: loginHeadings.emergency,
  named: emergencyNamed,
  set: ({ settingsForm }, t) => settingsForm.driver.choose(t(emergency), t(who)),
});
/** Everything that puts a notice in the form's place. */
const notices: readonly Row[] = [
  {
    heading: loginHeadings.off,
    named: text(
      'From now on, nobody can sign in, register or set a new password.',
      'Von jetzt an kann sich niemand anmelden, registrieren oder ein neues Passwort setzen.',
    ),
    set: ({ settingsForm }, t) => settingsForm.tick(t(out), true),
  },
  emergencyBy(text('On (your company)', 'An (Ihr Unternehmen)')),
  emergencyBy(text('On (the service)', 'An (der Dienst)')),
  {
    heading: loginHeadings.domain,
    set: ({ settingsForm }, t) => settingsForm.driver.type(t(settingsFormTexts.domain), 'www.example.com'),
  },
];

for (const language of journeyLanguages)
  test(`What keeps readers out shows a notice with its way on in ${language}, and no form, until it is undone`, async () => {
    const at = await openDrawerAt(site, '/login', loginTexts.signIn[language], { language });
    const { reader, settingsForm } = at;
    for (const { heading, named, set } of notices) {
      await settingsForm.edit();
      await set(at, (each) => each[language]);
      await settingsForm.save(named?.[language]);
      await reader.reaches(heading[language]);
      expect(await reader.form.getByRole('textbox').count()).toBe(0);
      await waitForElements(reader, [
        ['button', loginTexts.retry],
        ['link', loginTexts.contact],
      ]);
      await settingsForm.undo();
      await waitForElements(reader, firstScreen);
    }
    await settingsForm.edit();
    await settingsForm.driver.type(settingsFormTexts.domain[language], 'www.example.com, localhost');
    await settingsForm.save();
    await expectSamePage(reader);
    await signIn(at.tools, 'reader');
    await reader.signedInAs('reader@example.org');
  });

/** The article, over which a sign-in opens: the page is not left by it. */
async function article(): Promise<OpenDrawer & { ask(email: string): Promise<void>; signOut(): Promise<void> }> {
  // Signing out ends no session of the service, which counts them.
  await site.demo.configure({ maxSessions: 100 });
  const at = await openDrawerAt(site, '/article');
  const { reader, tools } = at;
  return {
    ...at,
    async ask(email) {
      await reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).click();
      await signIn(tools, email);
    },
    async signOut() {
      await reader.page.getByRole('button', { name: 'Sign out' }).click();
      await reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).waitFor();
    },
  };
}
const greeting = 'reader@example.org';

/** The policy in the form's words → the label of the field after a sign-in; absent: not asked. */
const policies = [
  ['Never', undefined],
  ['Required at registration, not asked at sign-in', undefined],
  ['Optional at registration, not asked at sign-in', undefined],
  ['Optional at registration and at sign-in', 'First name (optional)'],
  ['Not asked at registration, optional at sign-in', 'First name (optional)'],
  ['Required at registration, optional at sign-in', 'First name (optional)'],
  // The last: who has given a name is not asked again.
  ['Required at registration and at sign-in', 'First name'],
  ['Not asked at registration, required at sign-in', 'First name'],
  ['Optional at registration, required at sign-in', 'First name'],
] as const;
test('The nine policies for names: a sign-in asks as each of them says, and insists where it is required', async () => {
  const at = await article();
  const { reader, settingsForm, tools } = at;
  const goOn = () => tools.driver.press(loginTexts.goOn.en);
  for (const [policy, label] of policies) {
    await settingsForm.edit();
    await settingsForm.driver.choose('Ask for first and last name', policy);
    await settingsForm.save();
    await at.ask('reader');
    if (label) {
      await reader.reaches(loginHeadings.data.en);
      await field(at, label).waitFor();
      expect(await field(at, loginTexts.username.en).count()).toBe(0);
      await goOn();
    }
    if (label !== 'First name') {
      await reader.signedInAs(greeting);
      await at.signOut();
      continue;
    }
    await reader.form.getByText('First name is missing.').waitFor();
    await reader.form.getByText('Last name is missing.').waitFor();
    if (policy !== policies.at(-1)![0]) {
      await tools.driver.press(loginTexts.back.en);
      await reader.page.keyboard.press('Escape');
    }
  }
  await field(at, 'First name').fill('Ada');
  await field(at, 'Last name').fill('Lovelace');
  await goOn();
  await reader.signedInAs('Ada Lovelace');
  await expectSamePage(reader);
});

test('A forced user name is asked of who lacks one, beside terms that have changed, and of nobody else', async () => {
  const at = await article();
  await at.settingsForm.edit();
  await at.settingsForm.tick(settingsFormTexts.username.en, true);
  await at.settingsForm.save();
  await at.ask('terms@example.org');
  await at.reader.reaches(loginHeadings.data.en);
  await at.reader.form.getByRole('heading', { name: loginHeadings.terms.en, level: 3 }).waitFor();
  await field(at, loginTexts.username.en).fill('tess');
  await at.tools.driver.press(loginTexts.accept.en);
  await at.reader.signedInAs('terms@example.org');
  await at.signOut();
  await at.ask('reader');
  await at.reader.signedInAs(greeting);
  await expectSamePage(at.reader);
});

test('Terms that change are shown at the next sign-in, once, and not at all where the settings do not want it', async () => {
  const at = await article();
  const { reader, settingsForm } = at;
  await settingsForm.edit();
  await settingsForm.write(
    'Text of the terms',
    'English',
    '<p>New: <strong>weekly</strong> <a href="https://www.example.org/new">billing</a>.</p>',
  );
  await settingsForm.save();
  await at.ask('reader');
  await reader.reaches(loginHeadings.terms.en);
  await reader.form.getByRole('link', { name: 'billing' }).waitFor();
  await at.tools.driver.press(loginTexts.accept.en);
  await reader.signedInAs(greeting);
  await at.signOut();
  await at.ask('reader');
  await reader.signedInAs(greeting);
  await at.signOut();
  await settingsForm.edit();
  await settingsForm.write('Text of the terms', 'English', '<p>New: daily billing.</p>');
  await settingsForm.tick('Ask again when the terms change', false);
  await settingsForm.save();
  await at.ask('reader');
  await reader.signedInAs(greeting);
  expect(await alertOf(reader).count()).toBe(0);
  await expectSamePage(reader);
});

test('Emergency mode: the article is open to everybody at once, and its gate is back when it is undone', async () => {
  const { reader, settingsForm } = await article();
  const gate = reader.page.getByRole('heading', { name: 'Read on with Uferblatt Plus' });
  await gate.waitFor();
  await settingsForm.edit();
  await settingsForm.driver.choose(emergency.en, 'On (your company)');
  await settingsForm.save(emergencyNamed.en);
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
  await reader.page.getByText('Open to everybody: nobody can sign in at the moment').waitFor();
  await gate.waitFor({ state: 'hidden' });
  await settingsForm.undo();
  await gate.waitFor();
  await reader.page.getByText('At ten to four Ilse Brandt').waitFor({ state: 'detached' });
  await expectSamePage(reader);
});
