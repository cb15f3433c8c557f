/** That the browser's calls are typed by the contract: sources are compiled with a contract in which one field has another name. */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';

const contract = join(root, 'src/contract/calls.ts');
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  config: object;
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const files = new Map<string, ts.SourceFile | undefined>();
let before: ts.Program | undefined;

/** Compiles the browser's part of src with another text of the contract. Returns the paths of the files with errors. */
function filesWithErrors(edit: (text: string) => string): string[] {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, target) => {
    if (path === contract) return ts.createSourceFile(path, edit(ts.sys.readFile(path) ?? ''), target);
    if (!files.has(path)) files.set(path, read(path, target));
    return files.get(path);
  };
  const program = ts.createProgram([join(root, 'src/entries/all.ts')], { ...options, noEmit: true }, host, before);
  before = program;
  return program
    .getSourceFiles()
    .map(({ fileName }) => relative(root, fileName))
    .filter((path) => /^src\/(flow|elements|screens|parts)\//.test(path))
    .filter((path) => program.getSemanticDiagnostics(program.getSourceFile(join(root, path))).length > 0);
}

test('the browser compiles with the contract as it is', { timeout: 60_000 }, () => {
  expect(filesWithErrors((text) => text)).toEqual([]);
});

test('a field of the contract under another name does not compile where it is used', { timeout: 60_000 }, () => {
  const renamed = [
    [/\bidentifier: /g, 'src/screens/login-screens.ts'],
    [/\bpage: /g, 'src/flow/flow.ts'],
    [/\bidToken: /g, 'src/elements/page/google-button.ts'],
    [/\bstay: /g, 'src/elements/page/stay-box.ts'],
    [/\bcaptcha: (?=z\.optional)/g, 'src/elements/page/captcha-place.ts'],
    [/\bverificationUrl(?= \}\)\))/g, 'src/elements/base/account-element.ts'],
    [/\boptIn: /g, 'src/elements/form/opt-in-box.ts'],
    [/\boptInHash: /g, 'src/parts/registration-fields.ts'],
    [/\bsession(?= \}\)\))/g, 'src/screens/session-limit.ts'],
    [/\bsalutation: /g, 'src/screens/additional-data.ts'],
    [/\bpostcode: /g, 'src/screens/account-connect.ts'],
  ] as const;
  const edit = (text: string) =>
    renamed.reduce((edited, [place], n) => {
      const next = edited.replace(place, (found) => `renamed${n}: ${found.endsWith(': ') ? '' : found}`);
      expect(next, String(place)).not.toBe(edited);
      return next;
    }, text);
  expect(filesWithErrors(edit)).toEqual(expect.arrayContaining(renamed.map(([, path]) => path)));
});

test("the flow's own field under another name does not compile", { timeout: 60_000 }, () => {
  const edit = (text: string) => text.replace('flow: flowId, ...fields', 'process: flowId, ...fields');
  expect(filesWithErrors(edit)).toContain('src/flow/reduce.ts');
});
