import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tagsHelp, runTagsCommand } from '../../src/publish/cli-run.js';
import type { ImportMap, PublishedTags } from '../../src/publish/tags.js';
import { classicName, tagNames } from '../../scripts/build/common.js';

const contents: Readonly<Record<string, string>> = {
  'login.js': 'import("./parts/steps-AbC_12-3.js")',
  'login.js.map': '{}',
  'session.js': 'export {}',
  'sso-elements.js': 'export const all = "ä"',
  'sso-elements.iife.js': 'var ssoElements={}',
  'THIRD-PARTY-LICENSES.txt': 'MIT',
  'parts/steps-AbC_12-3.js': 'export const steps = 1',
  'parts/steps-AbC_12-3.js.map': '{}',
};

/** A folder as it is served. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sso-tags-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'parts'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function run(args: readonly string[], folder = folderOf(contents)) {
  const output = { stdout: '', stderr: '' };
  const code = runTagsCommand({
    args,
    folder,
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return { code, ...output, folder };
}

/** A digest by another implementation than that under test. */
const opensslDigest = (algorithm: 'sha256' | 'sha384', input: string): string =>
  `${algorithm}-${execFileSync('openssl', ['dgst', `-${algorithm}`, '-binary'], { input }).toString('base64')}`;
const digestOf = (file: string): string => opensslDigest('sha384', contents[file]!);

const inlineMap = (html: string): string => /^<script type="importmap">([^<]*)<\/script>\n/.exec(html)?.[1] ?? '';
const scriptsIn = (html: string): string[] => html.match(/<script (?!type="importmap")[^>]*><\/script>/g) ?? [];

test('without a name, the tag of all elements follows an import map of everything', () => {
  const { code, stdout, stderr } = run([]);
  expect([code, stderr]).toEqual([0, '']);
  const base = '/assets/sso-elements';
  expect(scriptsIn(stdout)).toEqual([
    `<script type="module" src="${base}/sso-elements.js" integrity="${digestOf('sso-elements.js')}" crossorigin="anonymous"></script>`,
  ]);
  expect(JSON.parse(inlineMap(stdout))).toEqual({
    imports: {
      'sso-elements/login': `${base}/login.js`,
      'sso-elements/session': `${base}/session.js`,
      'sso-elements': `${base}/sso-elements.js`,
      'sso-elements/all': `${base}/sso-elements.js`,
    },
    integrity: {
      [`${base}/login.js`]: digestOf('login.js'),
      [`${base}/session.js`]: digestOf('session.js'),
      [`${base}/sso-elements.js`]: digestOf('sso-elements.js'),
      [`${base}/parts/steps-AbC_12-3.js`]: digestOf('parts/steps-AbC_12-3.js'),
    },
  } satisfies ImportMap);
});

test('each name has one tag, in the order given, and every page the same import map', () => {
  const folder = folderOf(contents);
  const { stdout } = run(['session', 'login', 'session'], folder);
  expect(scriptsIn(stdout).map((tag) => /src="([^"]*)"/.exec(tag)?.[1])).toEqual([
    '/assets/sso-elements/session.js',
    '/assets/sso-elements/login.js',
  ]);
  expect(inlineMap(stdout)).toBe(inlineMap(run([], folder).stdout));
});

test('a changed byte changes the digest', () => {
  const { stdout } = run(['login'], folderOf({ ...contents, 'login.js': `${contents['login.js']!} ` }));
  expect(scriptsIn(stdout)).toHaveLength(1);
  expect(stdout).not.toContain(digestOf('login.js'));
  expect(stdout).toContain(digestOf('session.js'));
});

test('the classic script is deferred, and no module', () => {
  const { stdout } = run(['sso-elements.iife']);
  expect(scriptsIn(stdout)).toEqual([
    `<script defer src="/assets/sso-elements/sso-elements.iife.js" integrity="${digestOf('sso-elements.iife.js')}" crossorigin="anonymous"></script>`,
  ]);
  expect(inlineMap(stdout)).not.toContain('iife');
});

test.each([
  ['/a', '/a/'],
  ['/', '/'],
  ['./', './'],
  ['../sso/', '../sso/'],
  ['https://cdn.example.com/sso/0.1.0', 'https://cdn.example.com/sso/0.1.0/'],
  ['https://cdn.example.com', 'https://cdn.example.com/'],
])('the base %s is the folder %s', (given, base) => {
  const { code, stdout } = run(['login', '--base', given]);
  expect(code).toBe(0);
  expect(stdout).toContain(` src="${base}login.js"`);
  expect(stdout).toContain(`"${base}parts/steps-AbC_12-3.js": "${digestOf('parts/steps-AbC_12-3.js')}"`);
});

test('--json has the same, and allows the inline import map by its digest', () => {
  const folder = folderOf(contents);
  const args = ['login', 'sso-elements.iife'];
  const { stdout: html } = run(args, folder);
  const tags = JSON.parse(run([...args, '--json'], folder).stdout) as PublishedTags;
  expect(tags.html).toBe(html);
  expect(tags.importMap).toEqual(JSON.parse(inlineMap(html)));
  expect(tags.importMapSource).toBe(`'${opensslDigest('sha256', inlineMap(html))}'`);
  const at = '/assets/sso-elements';
  expect(tags.scripts).toEqual([
    { name: 'login', kind: 'module', src: `${at}/login.js`, integrity: digestOf('login.js') },
    {
      name: 'sso-elements.iife',
      kind: 'classic',
      src: `${at}/sso-elements.iife.js`,
      integrity: digestOf('sso-elements.iife.js'),
    },
  ]);
});

test.each([
  [
    ['login', 'logn', '../login'],
    /no file: logn, \.\.\/login\. The files are login, session, sso-elements, sso-elements\.iife/,
  ],
  [['parts/steps-AbC_12-3'], /no file: parts\/steps/],
  [['--base', 'assets'], /no address of a folder: assets\./],
  [['--base', '/a"><script>'], /no address of a folder/],
  [['--base', '/a?v=2'], /no address of a folder/],
  [['--base', 'javascript:alert(1)'], /no address of a folder/],
  [['--bse', '/a'], /--bse/],
])('%j is refused with exit code 2, and nothing is printed', (args, message) => {
  const { code, stdout, stderr } = run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('\n    at ');
});

test('without the folder, the command fails with exit code 1', () => {
  const { code, stdout, stderr } = run([], join(tmpdir(), 'sso-tags-that-is-not-there'));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('sso-tags-that-is-not-there');
});

test('--help names every file that there is', () => {
  const { code, stdout } = run(['--help']);
  expect([code, stdout]).toEqual([0, `${tagsHelp}\n`]);
  const named: string[] = stdout.match(/[\w-]+(?:\.iife)?/g) ?? [];
  expect([...tagNames, classicName].filter((name) => !named.includes(name))).toEqual([]);
});
