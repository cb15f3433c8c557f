/** What keeps readers out and what a sign-in asks, changed in the drawer while the reader's page stands beside it and is never left. */
import { expect, test } from 'vitest';
import { languages, type Texts } from '../../../demo/language.js';
import { benchAt, field, type Bench } from '../support/bench.js';
import { isSame, words } from '../../../scripts/drive/editor.js';
import { alertOf, sees } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';
import { firstScreen, headings, signIn, texts } from '../../../scripts/drive/table.js';

const site = useSite();
const text = (en: string, de: string): Texts => ({ en, de });

const out = text('Switch sign-in off', 'Anmeldung ausschalten');
const emergency = text('Emergency mode', 'Notfallmodus');
const emergencyNamed = text(
  'While the emergency mode is on, nobody can sign in or register. Everybody can read everything, including paid articles.',
  'Solange der Notfallmodus an ist, kann sich niemand anmelden oder registrieren. Alle können alles lesen, auch bezahlte Artikel.',
);
interface Row {
  heading: Texts;
  /** Changes the form, in the page's language. */
  set(at: Bench, t: (each: Texts) => string): Promise<void>;
  /** The consequence that is named before it is saved. */
  named?: Texts;
}
const emergencyBy = (who: Texts): Row => ({
  heading: headings.emergency,
  named: emergencyNamed,
  set: ({ editor }, t) => editor.hands.choose(t(emergency), t(who)),
});
/** Everything that puts a notice in the form's place. */
const notices: readonly Row[] = [
  {
    heading: headings.off,
    named: text(
      'From now on, nobody can sign in, register or set a new password.',
      'Von jetzt an kann sich niemand anmelden, registrieren oder ein neues Passwort setzen.',
    ),
    set: ({ editor }, t) => editor.tick(t(out), true),
  },
  emergencyBy(text('On (your company)', 'An (Ihr Unternehmen)')),
  emergencyBy(text('On (the service)', 'An (der Dienst)')),
  { heading: headings.domain, set: ({ editor }, t) => editor.hands.type(t(words.domain), 'www.example.com') },
];

for (const language of languages)
  test(`What keeps readers out shows a notice with its way on in ${language}, and no form, until it is undone`, async () => {
    const at = await benchAt(site, '/login', texts.signIn[language], { language });
    const { reader, editor } = at;
    for (const { heading, named, set } of notices) {
      await editor.edit();
      await set(at, (each) => each[language]);
      await editor.save(named?.[language]);
      await reader.reaches(heading[language]);
      expect(await reader.form.getByRole('textbox').count()).toBe(0);
      await sees(reader, [
        ['button', texts.retry],
        ['link', texts.contact],
      ]);
      await editor.undo();
      await sees(reader, firstScreen);
    }
    await editor.edit();
    await editor.hands.type(words.domain[language], 'www.example.com, localhost');
    await editor.save();
    await isSame(reader);
    await signIn(at.tools, 'reader');
    await reader.signedInAs('reader@example.org');
  });

/** The article, over which a sign-in opens: the page is not left by it. */
async function article(): Promise<Bench & { ask(email: string): Promise<void>; signOut(): Promise<void> }> {
  // Signing out ends no session of the service, which counts them.
  await site.demo.configure({ maxSessions: 100 });
  const at = await benchAt(site, '/article');
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
const greeted = 'reader@example.org';

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
  const { reader, editor, tools } = at;
  const goOn = () => tools.hands.press(texts.goOn.en);
  for (const [policy, label] of policies) {
    await editor.edit();
    await editor.hands.choose('Ask for first and last name', policy);
    await editor.save();
    await at.ask('reader');
    if (label) {
      await reader.reaches(headings.data.en);
      await field(at, label).waitFor();
      expect(await field(at, texts.username.en).count()).toBe(0);
      await goOn();
    }
    if (label !== 'First name') {
      await reader.signedInAs(greeted);
      await at.signOut();
      continue;
    }
    await reader.form.getByText('First name is missing.').waitFor();
    await reader.form.getByText('Last name is missing.').waitFor();
    if (policy !== policies.at(-1)![0]) {
      await tools.hands.press(texts.back.en);
      await reader.page.keyboard.press('Escape');
    }
  }
  await field(at, 'First name').fill('Ada');
  await field(at, 'Last name').fill('Lovelace');
  await goOn();
  await reader.signedInAs('Ada Lovelace');
  await isSame(reader);
});

test('A forced user name is asked of who lacks one, beside terms that have changed, and of nobody else', async () => {
  const at = await article();
  await at.editor.edit();
  await at.editor.tick(words.username.en, true);
  await at.editor.save();
  await at.ask('terms@example.org');
  await at.reader.reaches(headings.data.en);
  await at.reader.form.getByRole('heading', { name: headings.terms.en, level: 3 }).waitFor();
  await field(at, texts.username.en).fill('tess');
  await at.tools.hands.press(texts.accept.en);
  await at.reader.signedInAs('terms@example.org');
  await at.signOut();
  await at.ask('reader');
  await at.reader.signedInAs(greeted);
  await isSame(at.reader);
});

test('Terms that change are shown at the next sign-in, once, and not at all where the settings do not want it', async () => {
  const at = await article();
  const { reader, editor } = at;
  await editor.edit();
  await editor.write(
    'Text of the terms',
    'English',
    '<p>New: <strong>weekly</strong> <a href="https://www.example.org/new">billing</a>.</p>',
  );
  await editor.save();
  await at.ask('reader');
  await reader.reaches(headings.terms.en);
  await reader.form.getByRole('link', { name: 'billing' }).waitFor();
  await at.tools.hands.press(texts.accept.en);
  await reader.signedInAs(greeted);
  await at.signOut();
  await at.ask('reader');
  await reader.signedInAs(greeted);
  await at.signOut();
  await editor.edit();
  await editor.write('Text of the terms', 'English', '<p>New: daily billing.</p>');
  await editor.tick('Ask again when the terms change', false);
  await editor.save();
  await at.ask('reader');
  await reader.signedInAs(greeted);
  expect(await alertOf(reader).count()).toBe(0);
  await isSame(reader);
});

test('Emergency mode: the article is open to everybody at once, and its gate is back when it is undone', async () => {
  const { reader, editor } = await article();
  const gate = reader.page.getByRole('heading', { name: 'Read on with your account' });
  await gate.waitFor();
  await editor.edit();
  await editor.hands.choose(emergency.en, 'On (your company)');
  await editor.save(emergencyNamed.en);
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
  await reader.page.getByText('Open to everybody: nobody can sign in at the moment').waitFor();
  await gate.waitFor({ state: 'hidden' });
  await editor.undo();
  await gate.waitFor();
  await reader.page.getByText('At ten to four Ilse Brandt').waitFor({ state: 'detached' });
  await isSame(reader);
});
