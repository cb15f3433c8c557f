/** What was built, as its users meet it: `npm test` builds before this runs. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { classicName, tagNames } from '../../../scripts/build/common.js';
import { packages } from '../../../scripts/pack/manifests.js';

const run = promisify(execFile);
/** Name under which a module is imported → its file in `dist/`. */
const modules = packages.flatMap(({ manifest, built }) => {
  const [folder] = Object.entries(built).find(([, target]) => target === 'dist') ?? [];
  return Object.entries(manifest.exports).flatMap(([path, target]) =>
    // An address, or types alone: nothing to import.
    typeof target === 'string' || target.default === undefined
      ? []
      : [[path.replace('.', manifest.name), target.default.replace('./dist', `dist/${folder ?? ''}`)] as const],
  );
});
const entries = tagNames.map((name) => `dist/browser/${name}.js`);
const parts = readdirSync('dist/browser/parts')
  .filter((name) => name.endsWith('.js'))
  .map((name) => `dist/browser/parts/${name}`);
const read = (file: string) => readFileSync(file, 'utf8');

test('every module of a package is a file that is there', () => {
  expect(modules.filter(([, file]) => !existsSync(file))).toEqual([]);
});

test.each(modules)('Node imports %s, without a DOM and without a word', async (_name, file) => {
  const code = `const module = await import('./${file}'); console.log(Object.keys(module).length)`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', code]);
  expect(Number(stdout)).toBeGreaterThan(0);
  expect(stderr).toBe('');
});

test.each(entries)('%s needs no second request before the first paint', (file) => {
  expect(read(file)).not.toMatch(/(^|[;}])import[\s{*"']/);
});

test('the folder for tags holds their files, their maps and the licences, and nothing else', () => {
  const files = [...tagNames, classicName].flatMap((name) => [`${name}.js`, `${name}.js.map`]);
  expect(readdirSync('dist/browser').sort()).toEqual([...files, 'THIRD-PARTY-LICENSES.txt', 'parts'].sort());
});

test.each(parts)('%s never loads an entry, whatever query the tag carries', (file) => {
  expect(read(file)).not.toMatch(/(from|import)\s*\(?\s*["'`]\.\./);
});

test.each([...entries, ...parts, `dist/browser/${classicName}.js`])('%s has a source map with its sources', (file) => {
  const [, name = ''] = /\n\/\/# sourceMappingURL=(\S+)\n$/.exec(read(file)) ?? [];
  const folder = file.slice(0, file.lastIndexOf('/'));
  expect(`${folder}/${name}`).toBe(`${file}.map`);
  const map = JSON.parse(read(`${folder}/${name}`)) as {
    sources: string[];
    sourcesContent: string[];
    mappings: string;
  };
  expect(map.sources.some((source) => source.includes('src/'))).toBe(true);
  expect(map.sourcesContent).toHaveLength(map.sources.length);
  expect(map.mappings.length).toBeGreaterThan(100);
});

test('every part that an entry names is there, and each part is named by an entry or another part', () => {
  const named = [...entries, ...parts].flatMap((file) =>
    [...read(file).matchAll(/["'`]\.\/(?:parts\/)?([\w-]+\.js)["'`]/g)].map(
      ([, name = '']) => `dist/browser/parts/${name}`,
    ),
  );
  expect([...new Set(named)].sort()).toEqual(parts.sort());
});

/** What only the settings form has: its name, its protocol, what a company has set up, its words. */
const marks = ['sso-settings', 'if-match', 'smsProvider', 'Devices signed in at the same time'];
const marksIn = (file: string) => marks.filter((mark) => read(file).includes(mark));

test('nothing of the settings form is in what readers load', () => {
  const form = 'dist/browser/settings.js';
  const loaded = [...entries.filter((file) => file !== form), ...parts, `dist/browser/${classicName}.js`];
  expect(loaded.flatMap((file) => marksIn(file).map((mark) => [file, mark]))).toEqual([]);
  expect(marksIn(form), 'each mark is one of the form’s').toEqual(marks);
});

test('the classic script compiles as one, and its global has the classes', () => {
  const code = read(`dist/browser/${classicName}.js`);
  const classes = ['SsoAccountConnect', 'SsoAuth', 'SsoLogin', 'SsoPasswordForgotten', 'SsoRegister', 'SsoSession'];
  expect(code).toMatch(/^var ssoElements=/);
  expect(classes.filter((name) => !code.includes(`.${name}=`))).toEqual([]);
  expect(() => new Script(code)).not.toThrow();
});
