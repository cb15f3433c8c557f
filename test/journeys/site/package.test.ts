/** The built package as its users meet it: `npm test` builds before this runs. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | Record<string, string>>;
};
const modules = Object.entries(exports).filter(([, target]) => typeof target === 'object');
const entries = [
  'login',
  'register',
  'account-connect',
  'password-forgotten',
  'auth',
  'session',
  'settings',
  'sso-elements',
];
const files = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []).map((name) => `${folder}/${name}`);

test('every export of the package leads to a file that is there', () => {
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  expect(targets.filter((file) => !existsSync(file))).toEqual([]);
});

test.each(modules.map(([path]) => path.replace(/^\./, 'sso-elements')))(
  'Node imports %s, without a DOM and without a word',
  async (name) => {
    const code = `const module = await import(${JSON.stringify(name)}); console.log(Object.keys(module).length)`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', code]);
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(stderr).toBe('');
  },
);

test.each(entries.map((name) => `dist/${name}.js`))('%s needs no second request before the first paint', (file) => {
  expect(readFileSync(file, 'utf8')).not.toMatch(/(^|[;}])import[\s{*"']/);
});

test.each([...entries.flatMap((name) => files(`dist/${name}`))])(
  '%s never loads its entry again, whatever query the tag carries',
  (file) => {
    expect(readFileSync(file, 'utf8')).not.toMatch(/(from|import)\s*\(?\s*["'`]\.\./);
  },
);

/** What only the settings form has: its name, its protocol, what a company has set up, its words. */
const marks = ['sso-settings', 'if-match', 'smsProvider', 'Devices signed in at the same time'];
const marksIn = (file: string) => marks.filter((mark) => readFileSync(file, 'utf8').includes(mark));

test('nothing of the settings form is in what readers load', () => {
  const readers = entries.filter((name) => name !== 'settings');
  const loaded = readers.flatMap((name) => [`dist/${name}.js`, ...files(`dist/${name}`)]);
  expect([...loaded, 'dist/sso-elements.iife.js'].flatMap((file) => marksIn(file).map((mark) => [file, mark]))).toEqual(
    [],
  );
  expect(marksIn('dist/settings.js'), 'each mark is one of the form’s').toEqual(marks);
});

test('the classic script compiles as one, and names the global', () => {
  const code = readFileSync('dist/sso-elements.iife.js', 'utf8');
  const named = /globalThis\.ssoElements=\{([^}]*)\}/.exec(code)?.[1] ?? '';
  const classes = ['SsoAccountConnect', 'SsoAuth', 'SsoLogin', 'SsoPasswordForgotten', 'SsoRegister', 'SsoSession'];
  expect(classes.filter((name) => !named.includes(`${name}:`))).toEqual([]);
  expect(() => new Script(code)).not.toThrow();
});
