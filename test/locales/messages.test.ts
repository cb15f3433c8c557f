import { str } from '../../src/locales/messages.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accountTextsDe as accountTexts } from '../../src/locales/de-account.js';
import { consentTextsDe } from '../../src/locales/de-consents.js';
import { stepTextsDe as laterTexts } from '../../src/locales/de-later.js';
import { firstTextsDe } from '../../src/locales/de.js';
import { sources } from '../../scripts/rooms/sources.js';
import { root } from '../../scripts/run/paths.js';
import { errorsOf, loadedWith, messagesOf, programOf, written } from '../../scripts/docs/messages.js';
import { germanTexts } from '../../scripts/docs/text-ids.js';

type Text = string | { strings: readonly string[]; values: readonly unknown[] };

const program = programOf();
const messages = messagesOf(program);
const src = sources('src');
/** What login's first screen is drawn with, its box included, which is loaded apart; and what its later steps. */
const entry = new Set([...loadedWith('src/entries/login.ts', src), 'src/elements/page/stay-box.ts']);
// What is loaded while a reader chooses a password belongs to the steps that ask for one.
const steps = new Set([
  ...loadedWith('src/screens/lazy-login-screens.ts', src),
  'src/parts/password-strength.ts',
  'src/elements/page/captcha-place.ts',
]);
const later = laterTexts({ str }) as Record<string, Text>;
const account = accountTexts({ str }) as Record<string, Text>;
const consents = consentTextsDe({ str }) as Record<string, Text>;
const first: Record<string, Text> = firstTextsDe;

const german = new Map(Object.entries(germanTexts()));
const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
const idsIn = (paths: (path: string) => boolean): string[] =>
  [...new Set(messages.filter(({ path }) => paths(path)).map(({ id = '' }) => id))].sort();

test("the localize tools find the elements' texts and nothing wrong with them", () => {
  expect(errorsOf(program)).toEqual([]);
  expect(messages).toHaveLength(written(program));
  expect(messages.length).toBeGreaterThan(120);
});

test('every text has a written ID of words, dots and dashes', () => {
  expect(messages.filter(({ id }) => !id || !/^[a-z]+([.-][a-z]+)*$/.test(id))).toEqual([]);
});

test('one ID never has two different English texts', () => {
  const english = new Map<string | undefined, string>();
  const clashes = messages.filter(({ id, text }) => text !== (english.get(id) ?? text) || !english.set(id, text));
  expect(clashes).toEqual([]);
});

test('every text is there in German, and no German text is left over', () => {
  expect([...german.keys()].sort()).toEqual(idsIn(() => true));
});

test('no text is empty or padded, in either language', () => {
  const all = [...messages.map(({ text }) => text), ...german.values()];
  expect(all.filter((text) => text === '' || text !== text.trim())).toEqual([]);
});

test('German texts have the placeholders of the English ones', () => {
  for (const { id = '', text } of messages)
    expect([id, placeholders(german.get(id) ?? '')]).toEqual([id, placeholders(text)]);
  expect(messages.filter(({ text }) => placeholders(text).length).map(({ id }) => id)).toContain('identity');
});

test('the texts that the first screen can show are German in the entry, and no others are', () => {
  expect(Object.keys(first).sort()).toEqual(idsIn((path) => entry.has(path)));
});

test("the other texts of login's later steps are German in the later part, and no others are", () => {
  const known = new Set(Object.keys(first));
  expect(Object.keys(later).sort()).toEqual(idsIn((path) => steps.has(path)).filter((id) => !known.has(id)));
});

test('the texts that only the other processes and the session show are German in the account part', () => {
  const known = new Set([first, later, consents].flatMap((part) => Object.keys(part)));
  expect(Object.keys(account).sort()).toEqual(idsIn(() => true).filter((id) => !known.has(id)));
});

test('the texts that only the consents show are German in their own part', () => {
  const elsewhere = new Set([first, later, account].flatMap((part) => Object.keys(part)));
  const own = idsIn((path) => path.startsWith('src/parts/consent'));
  expect(Object.keys(consents).sort()).toEqual(own.filter((id) => !elsewhere.has(id)));
});

test('no text is German in two parts', () => {
  const ids = [first, later, account, consents].flatMap((part) => Object.keys(part));
  expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
});

test.each(['login', 'register', 'account-connect', 'password-forgotten', 'auth', 'session', 'consents', 'all'])(
  'the entry %s holds the first texts and not those that are loaded later',
  (name) => {
    const loaded = loadedWith(`src/entries/${name}.ts`, src);
    expect(loaded).toContain('src/locales/de.ts');
    for (const path of ['src/locales/de-later.ts', 'src/locales/de-account.ts', 'src/screens/login-steps.ts'])
      expect(loaded).not.toContain(path);
    for (const path of ['src/locales/de-consents.ts', 'src/parts/consents-view.ts']) expect(loaded).not.toContain(path);
    expect(loaded).not.toContain('src/client/phone-number.ts');
  },
);

const familiar = /(^|[^\p{L}])(du|dein\p{L}*|dir|dich|euch|euer\p{L}*|eure\p{L}*)(?!\p{L})/iu;

test('German readers are addressed with Sie', () => {
  expect([...german].filter(([, text]) => familiar.test(text))).toEqual([]);
  expect([...german].filter(([, text]) => /(^|\P{L})(Sie|Ihre?)(?!\p{L})/u.test(text)).length).toBeGreaterThan(10);
});

test.each(['Hast du ein Konto?', 'Dein Passwort', 'Wir helfen dir.', 'für Dich'])('%j would be noticed', (text) => {
  expect(text).toMatch(familiar);
});

test('a text without an ID, a clash of IDs and a foreign msg would be noticed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'messages-'));
  const file = join(directory, 'x.ts');
  try {
    const localize = join(root, 'src/locales/messages.js');
    writeFileSync(
      file,
      `import { msg, str } from ${JSON.stringify(localize)};
       const foreign = { msg: (text: string) => text };
       export const all = [msg('a'), msg('b', { id: 'x' }), msg('c', { id: 'x' }), msg(str\`\${1} d\`, { id: 'y' }), foreign.msg('e')];`,
    );
    const small = programOf([file]);
    expect(messagesOf(small).map(({ id, text }) => [id, text])).toEqual([
      [undefined, 'a'],
      ['x', 'b'],
      ['x', 'c'],
      ['y', '{0} d'],
    ]);
    expect(errorsOf(small)).toHaveLength(1);
    expect(written(small)).toBe(5);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
