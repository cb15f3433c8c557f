/** Checks TypeScript of the documentation against the sources, under the names that the packages export. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import ts from 'typescript';
import { publicModules } from '../../../scripts/pack/public-modules.js';
import { root } from '../../../scripts/run/paths.js';
import type { Block } from './pages.js';

/** `sso-elements/login` → `src/entries/login.ts`. */
export const paths: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(publicModules).map(([name, source]) => [name, [`${root}${source}`] as string[]]),
);

const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => readFileSync(path, 'utf8')) as {
  config: object;
};
/** The sources of what the packages export. */
export const entryFiles: readonly string[] = Object.values(paths).flat();

export const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);

/** Returns each error as `page:line: message`. A block is a module of its own; that of a source lies beside it, to import what is not exported. */
export function typeErrors(blocks: readonly Block[]): string[] {
  const files = new Map(
    blocks.map((block, index) => [
      `${root}${block.page.endsWith('.ts') ? `${dirname(block.page)}/` : ''}documentation-block-${index}.ts`,
      block,
    ]),
  );
  const host = ts.createCompilerHost({ ...options, paths });
  const { getSourceFile, fileExists, readFile } = host;
  const textOf = (path: string) => {
    const block = files.get(path);
    return block && `${block.code}\nexport {};\n`;
  };
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.getSourceFile = (path, ...more) => {
    const text = textOf(path);
    return text === undefined ? getSourceFile(path, ...more) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], { ...options, paths }, host);
  return [...files].flatMap(([path, block]) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start, messageText }) => {
      const line = block.line + 1 + (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0);
      return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}
