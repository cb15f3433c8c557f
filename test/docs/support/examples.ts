/** The `@example`s in the sources' docstrings, and the public functions that are to have one. */
import ts from 'typescript';
import { commentsOf } from '../../../scripts/rooms/imports.js';
import type { Source } from '../../../scripts/rooms/sources.js';
import { type Block, blocksOf } from './pages.js';
import { entryFiles, options } from './type-check.js';

/** A docstring's text without its stars, line by line as it stands in the file. */
const textOf = (comment: string): string => comment.replace(/^ *(\/\*\*|\*\/|\*) ?/gm, '').replace(/ ?\*\/$/, '');

/** Each `@example` of a docstring, up to its next tag: the code in it has no line that begins with `@`. */
const example = /^@example\b[^]*?(?=^@|$(?![^]))/gm;

/** The code blocks of a file's examples. One without a fence is a block of no language, which no check knows. */
export function examplesOf(source: Source): Block[] {
  return commentsOf(source)
    .filter(({ text }) => text.startsWith('/**'))
    .flatMap(({ line, text: comment }) => {
      const text = textOf(comment);
      return [...text.matchAll(example)].flatMap(({ 0: found, index }) => {
        const first = line + text.slice(0, index).split('\n').length - 1;
        const fenced = blocksOf(source.path, found);
        const blocks = fenced.length > 0 ? fenced : [{ page: source.path, line: 1, language: '', code: found }];
        return blocks.map((block) => ({ ...block, line: first + block.line - 1 }));
      });
    });
}

/** The functions that the package exports, as `entry: name`, with whether their docstring has an example. */
export function publicFunctions(): Map<string, boolean> {
  const program = ts.createProgram(entryFiles, options);
  const checker = program.getTypeChecker();
  const found = new Map<string, boolean>();
  for (const entry of entryFiles) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const { valueDeclaration } = symbol;
      if (!valueDeclaration || checker.getTypeOfSymbol(symbol).getCallSignatures().length === 0) continue;
      const hasExample = symbol.getJsDocTags(checker).some(({ name }) => name === 'example');
      found.set(`${entry.replace(/^.*\/src\//, '')}: ${exported.name}`, hasExample);
    }
  }
  return found;
}
