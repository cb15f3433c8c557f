/** Holds `docs/style.md`: the words that are not to come back, and what of the house style can be checked cheaply. */
import { str } from '../../src/locales/messages.js';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoCustomers } from '../../demo/backend/demo-customers.js';
import { texts as demoTexts } from '../../demo/texts/texts.js';
import { root } from '../../scripts/run/paths.js';
import { accountTextsDe } from '../../src/locales/de-account.js';
import { consentTextsDe } from '../../src/locales/de-consents.js';
import { stepTextsDe } from '../../src/locales/de-later.js';
import { firstTextsDe } from '../../src/locales/de.js';
import { germanFormTexts } from '../../src/settings-editor/locales/de.js';
import { englishFormTexts } from '../../src/settings-editor/locales/en.js';
import { messagesOf, programOf } from '../../scripts/docs/messages.js';

/** Where a text is, and what it says. */
type Said = readonly [where: string, text: string];
type Text = string | { strings: readonly string[]; values: readonly unknown[] };

const plain = (text: Text): string => (typeof text === 'string' ? text : text.strings.join('{0}'));
const saidBy = (place: string, texts: Readonly<Record<string, Text>>): Said[] =>
  Object.entries(texts).map(([id, text]) => [`${place} ${id}`, plain(text)]);
const file = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The quoted texts of a source file: what begins like a sentence. */
const quotedIn = (path: string): Said[] =>
  [...file(path).matchAll(/'((?=[\p{L}„“])(?:[^'\\\n]|\\.)* (?:[^'\\\n]|\\.)*)'/gu)].map(([, text = '']) => [
    path,
    text,
  ]);
/** The lines of a page but for its code. */
const linesIn = (path: string): Said[] =>
  file(path)
    .replaceAll(/^```.*?^```/gms, '')
    .replaceAll(/`[^`\n]*`/g, '``')
    .split('\n')
    .map((line) => [path, line]);

const english: Said[] = [
  ...messagesOf(programOf()).map(({ id, text }) => [`reader ${id}`, text] as const),
  ...saidBy('merchant', englishFormTexts),
  ...saidBy('demo', demoTexts.en),
  ...demoCustomers.map(({ email, shows }) => [`demo ${email}`, shows.en] as const),
];
const german: Said[] = [
  ...saidBy('reader', {
    ...firstTextsDe,
    ...stepTextsDe({ str }),
    ...accountTextsDe({ str }),
    ...consentTextsDe({ str }),
  }),
  ...saidBy('merchant', germanFormTexts),
  ...saidBy('demo', demoTexts.de),
  ...demoCustomers.map(({ email, shows }) => [`demo ${email}`, shows.de] as const),
];
/** Both languages in one file. */
const mixed: Said[] = ['demo/pages/frame/runtime-notice.ts', 'src/simulator/state/messages.ts'].flatMap(quotedIn);
/** What developers and operators read. */
const technical: Said[] = [
  ...[
    'src/gateway/base/failure.ts',
    'src/gateway/node/command/command-help.ts',
    'src/gateway/node/command/command-table.ts',
    'src/gateway/options/option-table.ts',
    'src/gateway/options/rules.ts',
    'src/settings-store/command/cli-run.ts',
    'src/settings-store/command/restore-file.ts',
    'src/settings-store/command/restore-redis.ts',
  ].flatMap(quotedIn),
  ...readdirSync(join(root, 'docs'))
    // The style page names the words that are not to be used.
    .filter((name) => name.endsWith('.md') && name !== 'style.md')
    .flatMap((name) => linesIn(`docs/${name}`)),
  ...['README.md', 'demo/README.md'].flatMap(linesIn),
];
const people: Said[] = [...english, ...german, ...mixed];

/** A pattern, what is said instead, and a text that it is for. */
type Row = readonly [pattern: RegExp, instead: string, example: string];

/** Phrases that no native says, wherever they stand. */
const phrases: readonly Row[] = [
  [/this cannot go on/i, 'We cannot continue from here.', 'This cannot go on.'],
  [
    /numbers? (of|from) (this|another|every) country (is|are) (not )?taken/i,
    'accepted',
    'Numbers of this country are not taken.',
  ],
  [/we find no\b/i, 'We cannot find', 'We find no account with this user name.'],
  [/please give it\b/i, 'Enter', 'Please give it with its country, as +49 …'],
  [/(?<!such )as (\+\d|DE\b|example\.org|1234-)/, 'such as', 'Two-letter codes, as DE, AT, CH.'],
  [/possible in (\d|\{)/i, 'in {n} s', 'possible in 20 s'],
  [/the ones of before/i, 'an earlier version', 'The settings could not be loaded: these are the ones of before.'],
  [/\bone of both\b/i, 'one of the two', 'Please choose one of both.'],
  [/^By it\b/, 'Identifies …', 'By it Google knows your site.'],
  [/\ba rule by now\b/i, 'are no longer allowed', 'The settings before it break a rule by now.'],
  [/\beach of it\b/i, 'all of it', 'What readers have to give: each of it must fit.'],
  [
    /\bwho signs in on one more\b/i,
    'to sign in on another one',
    'Who signs in on one more has to end another session first.',
  ],
  [/\bwhere and how often\b/i, 'Domains and devices', 'Where and how often'],
  [/^Diverse$/, 'Mx', 'Diverse'],
  [/\bnot valid any more\b/i, 'no longer valid', 'This link is not valid any more.'],
  [/\bhave another one sent\b/i, 'request a new one', 'Please check it, or have another one sent.'],
  [/Das kann nicht weitergehen/, 'Von hier aus geht es nicht weiter.', 'Das kann nicht weitergehen.'],
  [
    /(Einzuschalten|Geändert|Überschrieben|Gesendet|Gespeichert) (ist|wurde|wird) nichts/,
    'Es wurde nichts …',
    'Die Anmeldung ist aktiv: Einzuschalten ist nichts.',
  ],
  [/Damit sind Sie sofort angemeldet/, 'Damit werden Sie gleich angemeldet.', 'Damit sind Sie sofort angemeldet.'],
  [/sind für den Betrieb/, 'Nutzen Sie sie nur im Notfall.', 'Sie sind für den Betrieb, im Notfall.'],
  [/Wo und wie oft/, 'Domains und Geräte', 'Wo und wie oft'],
  [/möglich in (\d|\{)/, 'in {n} s', 'Neuen Code senden möglich in 30 s'],
];

/** Words that `docs/style.md` has others for: in what readers and merchants read. */
const words: readonly Row[] = [
  [/\bcode travels\b/i, 'how codes are sent', 'How the code travels that confirms a registration.'],
  [
    /\b(connected|registered|changed|used|ended|taken|done|right) already\b/i,
    'already connected',
    'This subscription is connected already.',
  ],
  [/\b(this|dieses) (field|feld)\b/i, 'the name of the field', 'Please fill in this field.'],
  [/\binvalid\b|ungültig|nicht gültig/i, 'not accepted; what to do', 'Das ist hier nicht gültig.'],
  [/\bwhat you (typed|changed)\b/i, 'your entries, your changes', 'What you typed is still here.'],
  [/\bare you sure\b|sind sie sicher/i, 'the question itself', 'Are you sure?'],
  [/^(Yes|Ja), /, 'what the button does', 'Yes, save'],
  [/\bmandatory\b/i, 'required', 'Mandatory.'],
  [/\btoken type\b|Token-Typ/i, 'Send codes by', 'Token type'],
  [/\blog[ -]?(in|out|ins)\b|einloggen|ausloggen/i, 'sign in', 'Required at registration and at login'],
  [/\bcreate an account\b|Konto anlegen/i, 'Register', 'Create an account'],
  [/(?<!-)\bmails?\b/, 'e-mail', 'Codes and mails arrive in the'],
  [/(^|[^-])\bMails?\b/, 'E-Mail', 'Mails und SMS'],
  [/\busername\b|\blogin name\b/i, 'user name', 'Your username'],
  [/\b(customer|subscription) (ID|identifier)\b/i, 'customer number', 'Customer ID is mandatory.'],
  [/\baccount connection\b|Kontoverknüpfung/i, 'Connect a subscription', 'Enable account connection'],
  [/Abonnement/, 'Abo', 'Ihr Abonnement'],
  [/\bopt-in\b|(^|[^e])Einwilligung/i, 'advertising consent', 'Request opt-in during registration'],
  [/Bedingungen|Geschäftsbedingung/, 'AGB', 'Unsere Bedingungen haben sich geändert'],
  [/\bsalutation/i, 'title', 'Do not ask for a salutation'],
  [/\bsessions?\b|Sitzung/i, 'device', 'End one of these sessions to sign in here.'],
  [/\bcustomers\b|Kundinnen|\bNutzer/, 'readers', 'Elsewhere customers see a notice.'],
  [/\bTextnachricht/, 'SMS', 'per Textnachricht'],
  [/\bplease (?!contact|wait|try again later|keep)/i, 'the imperative alone', 'Please check what you typed.'],
  [/\bthe emergency mode\b/i, 'emergency mode', 'The emergency mode is on.'],
  [/\blinks? to it\b|\bLinks? dorthin\b/, 'the name of the link', 'Readers find a link to it below the sign-in form.'],
  [/\bis not accepted\b|wird nicht angenommen/, 'was not accepted', 'Password is not accepted.'],
  [/(\d|\}) s\b/, 'a no-break space between figure and unit', 'You can try again in 60 s.'],
  [/!/, 'a full stop', 'Welcome!'],
  [/"|'/, '“ ” ’ „ “', "That's it"],
  [/\.\.\./, '…', 'Loading ...'],
  [/\b(color|center|behavior|canceled)\b/i, 'British spelling', 'The color of the page'],
];
const found = (said: readonly Said[], pattern: RegExp): string[] =>
  said.filter(([, text]) => pattern.test(text)).map(([where, text]) => `${where}: ${text.trim()}`);

test.each(phrases)('no text says %s again; it says %j', (pattern) => {
  expect(found([...people, ...technical], pattern)).toEqual([]);
});

test.each(words)('no text for readers and merchants says %s; it says %j', (pattern) => {
  expect(found(people, pattern)).toEqual([]);
});

test.each([...phrases, ...words])('%s would be noticed', (pattern, _instead, example) => {
  expect(example).toMatch(pattern);
});

const familiar = /(^|[^\p{L}])(du|dein\p{L}*|dir|dich|euch|euer\p{L}*|eure\p{L}*)(?!\p{L})/iu;

test('German merchants and visitors of the demo are addressed with Sie, too', () => {
  expect(found(german, familiar)).toEqual([]);
});

const instruction = /(^|[.:?] )(Fragen|Geben|Lassen|Lesen|Melden|Nutzen|Prüfen|Wählen) Sie\b/;

test('a German instruction for readers and merchants begins with Bitte', () => {
  expect('Das stimmt nicht. Prüfen Sie Ihre Eingaben.').toMatch(instruction);
  const said = german.filter(([where]) => !where.startsWith('demo'));
  expect(found(said, instruction)).toEqual([]);
});

test.each([
  ['an English text', english, /(?<!\d) …|[„]/, 'Please wait …'],
  ['a German text', german, /(?<!^| )…|”/, 'Bitte warten…'],
] as const)('%s has the ellipsis and the quotation marks of its language', (_what, said, pattern, example) => {
  expect(example).toMatch(pattern);
  expect(found(said, pattern)).toEqual([]);
});

test('the texts are found', () => {
  expect(english.length).toBeGreaterThan(300);
  expect(german.length).toBeGreaterThan(300);
  expect(mixed.length).toBeGreaterThan(15);
  expect(technical.length).toBeGreaterThan(300);
});
