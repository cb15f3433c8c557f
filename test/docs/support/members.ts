/** What scripts of a page find on elements and events: their public members, as TypeScript knows them. */
import ts from 'typescript';
import { root } from '../../../scripts/run/paths.js';
import { options } from './type-check.js';

const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;

/** Whether a member is declared in our sources, for others to use: `@internal` are those that only controllers and templates of ours take. */
function isPublic(member: ts.Symbol, checker: ts.TypeChecker): boolean {
  const declaration = member.declarations?.[0];
  return (
    declaration !== undefined &&
    declaration.getSourceFile().fileName.startsWith(`${root}src/`) &&
    !member.name.includes('#') &&
    (ts.getCombinedModifierFlags(declaration) & hidden) === 0 &&
    !member.getJsDocTags(checker).some(({ name }) => name === 'internal')
  );
}

/** Class → its public members, inherited ones included, of the classes that some files export. */
export function publicMembers(files: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const paths = files.map((file) => `${root}${file}`);
  const program = ts.createProgram(paths, options);
  const checker = program.getTypeChecker();
  const exported = paths.flatMap((path) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!),
  );
  return Object.fromEntries(
    exported
      .filter(({ flags }) => flags & ts.SymbolFlags.Class)
      .map((symbol) => [
        symbol.name,
        checker
          .getDeclaredTypeOfSymbol(symbol)
          .getProperties()
          .filter((member) => isPublic(member, checker))
          .map(({ name }) => name),
      ]),
  );
}
