import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';
import { sources } from '../../scripts/rooms/sources.js';
import { errorsIn } from '../metadata/compile.js';
import { checks } from './support/check-block.js';
import { examplesOf, publicFunctions } from './support/examples.js';
import { type Block, blocksOf, pages, textOf } from './support/pages.js';
import { typeErrors } from './support/type-check.js';

const isCode = ({ language }: Block) => /^(ts|js)$/.test(language);
const isJsx = ({ language }: Block) => language === 'tsx';
const examples = sources('src').flatMap(examplesOf);
const blocks = [...pages.flatMap((page) => blocksOf(page, textOf(page))), ...examples];

/** What is wrong with blocks of other languages, as `page:line: what`. */
const faultsOf = (given: readonly Block[]): string[] =>
  given
    .filter((block) => !isCode(block) && !isJsx(block))
    .flatMap(({ page, line, language, code }) => {
      const faults = checks[language]?.(code) ?? [`the language ${language || '(none)'} is not known`];
      return faults.map((fault) => `${page}:${line}: ${fault}`);
    });

test('the pages have blocks of each checked language', () => {
  const languages = new Set(blocks.map(({ language }) => language));
  for (const language of ['ts', 'html', 'css', 'sh']) expect(languages).toContain(language);
});

test('every block of TypeScript compiles against the sources, in pages and in docstrings', { timeout: 120_000 }, () => {
  expect(typeErrors(blocks.filter(isCode))).toEqual([]);
});

test('every block of TSX compiles against the generated types', { timeout: 120_000 }, () => {
  const written = blocks.filter(isJsx);
  expect(written.length).toBeGreaterThan(1);
  expect(errorsIn(written.map(({ code }) => code)).snippets.flat()).toEqual([]);
});

test('every other block names only what exists', () => {
  expect(faultsOf(blocks)).toEqual([]);
});

test('every function that the package exports has an example in its docstring', { timeout: 120_000 }, () => {
  const functions = [...publicFunctions()];
  expect(functions.length).toBeGreaterThan(10);
  expect(functions.filter(([, hasExample]) => !hasExample).map(([name]) => name)).toEqual([]);
});

const docstring = (...lines: string[]) => ({
  path: 'src/x.ts',
  text: `const before = 1;\n\n/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\nexport const x = 1;\n`,
});

test('an example in a docstring is found with its line, without its stars, and up to the next tag', () => {
  const source = docstring('Text.', '@example', '```ts', 'if (a)', '  b();', '```', '@returns', '```ts', 'c', '```');
  expect(examplesOf(source)).toEqual([{ page: 'src/x.ts', line: 6, language: 'ts', code: 'if (a)\n  b();\n' }]);
});

test('an example without a fence is found, since nothing could check it', () => {
  const [fault, ...more] = faultsOf(examplesOf(docstring("@example addTexts('en', {});")));
  expect([fault, more]).toEqual(['src/x.ts:4: the language (none) is not known', []]);
});

const wrong = (language: string, code: string): Block => ({ page: 'x.md', line: 1, language, code });

test('a block of TypeScript with an unknown option is found', { timeout: 120_000 }, () => {
  const code = "import { createGateway } from 'sso-elements-server/gateway';\n\ncreateGateway({ apiUri: '' });\n";
  expect(typeErrors([wrong('ts', code)]).join()).toMatch(/^x\.md:4: .*apiUri/);
});

test.each([
  ['', 'x'],
  ['yaml', 'a: b'],
  ['html', '<sso-logon></sso-logon>'],
  ['html', '<sso-login registr-url="/"></sso-login>'],
  ['html', '<script type="module" src="/assets/sso-elements/logon.js"></script>'],
  ['html', '<sso-session><p slot="signed-of"></p></sso-session>'],
  ['vue', '<sso-login @sso-succes="unlock" return-url="/"></sso-login>'],
  ['svelte', '<sso-login onsso-success={unlock} retrun-url="/"></sso-login>'],
  ['css', 'sso-login { --sso-accnt: red }'],
  ['css', 'sso-login::part(sumbit) { color: red }'],
  ['css', 'sso-login:state(bussy) { color: red }'],
  ['css', 'sso-login { color: red'],
  ['json', '{ a: 1 }'],
  ['sh', 'npm run verfy'],
  ['sh', 'npm install left-pad'],
  ['sh', 'npx --no sso-elements-gatway'],
  ['sh', 'npx sso-elements-gateway --help'],
  ['sh', 'npx tsx scripts/conformence.ts'],
  ['sh', 'SSO_API_URL=x frobnicate'],
])('a block with a fault is found: %s, %s', (language, code) => {
  expect(faultsOf([wrong(language, code)])).toHaveLength(1);
});

test('the command prints its help as the pages say', { timeout: 60_000 }, () => {
  expect(blocks.some(({ code }) => code.includes('npx --no sso-elements-gateway --help'))).toBe(true);
  const args = ['--import', 'tsx', 'src/gateway/node/cli.ts', '--help'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: sso-elements-gateway [--flag value …]']);
});
