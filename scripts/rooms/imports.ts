/** Who imports whom, as TypeScript's own parser reads it. */
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Source } from './sources.js';

/** One import of another source file: a declaration, a re-export, `import()` or the type `import('…')`. */
export interface Import {
  from: string;
  to: string;
  /** Whether nothing of it is left at run time. */
  typeOnly: boolean;
}

const parse = ({ path, text }: Source): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.Latest);

/** Whether a clause brings types alone: `import type …`, `{ type A, type B }`, and the same of `export`. */
function onlyTypes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const { exportClause: names } = node;
    const each = names && ts.isNamedExports(names) ? names.elements : [];
    return node.isTypeOnly || (each.length > 0 && each.every(({ isTypeOnly }) => isTypeOnly));
  }
  const { importClause: clause } = node;
  if (!clause) return false;
  const { name, namedBindings: names } = clause;
  const each = names && ts.isNamedImports(names) ? names.elements : [];
  return (
    clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (!name && each.length > 0 && each.every(({ isTypeOnly }) => isTypeOnly))
  );
}

/** The relative imports of a file, in the order in which they are written. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return;
    const path = join(dirname(source.path), specifier.text.replace(/\?.*$/, '')).replaceAll('\\', '/');
    found.push({ from: source.path, to: path.replace(/\.js$/, '.ts'), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier, onlyTypes(node));
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(parse(source));
  return found;
}

/** The names that a file declares and exports; a re-export declares none. */
export function exportsOf(source: Source): string[] {
  return parse(source).statements.flatMap((node) => {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(node))
      return node.declarationList.declarations.flatMap(({ name }) =>
        ts.isIdentifier(name)
          ? [name.text]
          : name.elements.flatMap((each) =>
              ts.isBindingElement(each) && ts.isIdentifier(each.name) ? [each.name.text] : [],
            ),
      );
    const { name } = node as ts.Statement & { name?: ts.Identifier };
    return name ? [name.text] : [];
  });
}

/** The texts of a file's comments, with the line that each begins on. */
export function commentsOf(source: Source): { line: number; text: string }[] {
  const found = new Map<number, string>();
  const file = parse(source);
  const visit = (node: ts.Node): void => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(source.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.end) ?? []),
    ])
      found.set(range.pos, source.text.slice(range.pos, range.end));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found].map(([pos, text]) => ({ line: file.getLineAndCharacterOfPosition(pos).line + 1, text }));
}
