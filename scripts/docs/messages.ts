/** Finds every text that src can show, by the localize tools' own analysis of the TypeScript program. */
import {
  extractMessagesFromProgram,
  extractOptions,
  extractTemplate,
  isMsgCall,
} from '@lit/localize-tools/lib/program-analysis.js';
import { readTsConfig } from '@lit/localize-tools/lib/typescript.js';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { importsOf } from '../rooms/imports.js';
import type { Source } from '../rooms/sources.js';
import { root } from '../run/paths.js';

type Program = Parameters<typeof extractMessagesFromProgram>[0];
type Node = Parameters<typeof isMsgCall>[0];
type File = Parameters<typeof extractOptions>[1];

/** One `msg(…)` in the code. */
export interface Message {
  /** The written ID; `undefined`: there is none. */
  id: string | undefined;
  /** The English text; a placeholder is its place in braces, as in `For {0}`. */
  text: string;
  /** Path from the repository's root. */
  path: string;
}

// The tools' own copy of TypeScript: the nodes of another version have other numbers.
const tools = createRequire(import.meta.url).resolve('@lit/localize-tools/lib/program-analysis.js');
const { createProgram } = createRequire(tools)('typescript') as {
  createProgram: (files: string[], options: ReturnType<typeof readTsConfig>['options']) => Program;
};

/** A program of these files, else of all below src, in which types are resolved. */
export function programOf(files?: string[]): Program {
  const { options, fileNames } = readTsConfig(join(root, 'tsconfig.build.json'));
  return createProgram(files ?? fileNames, options);
}

/** What the tools find wrong, such as one ID with two texts. */
export const errorsOf = (program: Program): string[] =>
  extractMessagesFromProgram(program).errors.map(({ messageText }) => JSON.stringify(messageText));

const ownFiles = (program: Program): File[] =>
  program.getSourceFiles().filter((file) => !file.isDeclarationFile && !file.fileName.includes('node_modules'));

/** Every node below one, itself included. */
function nodesOf(node: Node): Node[] {
  const nodes = [node];
  node.forEachChild((child) => void nodes.push(...nodesOf(child)));
  return nodes;
}

/** Every `msg(…)` of a program, repeated ones included. */
export function messagesOf(program: Program): Message[] {
  const checker = program.getTypeChecker();
  return ownFiles(program).flatMap((file) =>
    nodesOf(file)
      .filter((node) => isMsgCall(node, checker))
      .map((call) => {
        const path = relative(root, file.fileName).replaceAll('\\', '/');
        const { result } = extractTemplate(call.arguments[0]!, file, checker);
        if (!result) throw new Error(`${path}: no text that can be translated: ${call.getText()}`);
        const text = result.contents.map((part) => (typeof part === 'string' ? part : `{${part.index}}`)).join('');
        return { id: extractOptions(call.arguments[1], file).result?.id, text, path };
      }),
  );
}

/** How often a program's own files call something named `msg`: calls that the tools do not find are never translated. */
export const written = (program: Program): number =>
  ownFiles(program).flatMap((file) => file.text.match(/(?<![\w$]|\bget )msg\(/g) ?? []).length;

/** The files that come with the first request for an entry: itself and whatever it imports, but for `import()`. */
export function loadedWith(entry: string, files: readonly Source[]): Set<string> {
  const found = new Set([entry]);
  // A set is walked on to what is added on the way.
  for (const path of found) {
    const file = files.find((each) => each.path === path);
    if (!file) throw new Error(`${path} is not there`);
    const atOnce = { path, text: file.text.replaceAll('import(', 'later(') };
    for (const { to, typeOnly } of importsOf(atOnce)) if (!typeOnly) found.add(to);
  }
  return found;
}
