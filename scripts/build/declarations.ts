/**
 * Declarations that need nothing that is not installed: what the compiler writes, with every type that is inferred of a schema written
 * out, flattened to one file for a package's entries.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generateDtsBundle } from 'dts-bundle-generator';
import ts from 'typescript';

function programOf(config: string): ts.Program {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (each) => void fail([each]) },
  );
  if (!parsed) throw new Error(`${config} could not be read`);
  return ts.createProgram(parsed.fileNames, parsed.options);
}

function fail(diagnostics: readonly ts.Diagnostic[]): never {
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  };
  throw new Error(ts.formatDiagnostics(diagnostics, host));
}

const flags: ts.NodeBuilderFlags =
  ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.InTypeAlias | ts.NodeBuilderFlags.MultilineObjectLiterals;

const isInferred = (node: ts.TypeNode): boolean =>
  ts.isTypeReferenceNode(node) && ts.isQualifiedName(node.typeName) && node.typeName.right.text === 'infer';

const isLiteral = (type: ts.Type): boolean => (type.isUnion() ? type.types.every(isLiteral) : type.isStringLiteral());

/** The declared type of an alias, where it would name values: `z.infer<typeof a>`, `keyof typeof a`, `{ [N in keyof typeof a]: … }`. */
function writtenOut(alias: ts.TypeAliasDeclaration, checker: ts.TypeChecker): ts.TypeNode | undefined {
  if (alias.typeParameters) return undefined;
  const original = (ts.getOriginalNode(alias) as ts.TypeAliasDeclaration).type;
  const type = checker.getTypeFromTypeNode(original);
  const node = (each: ts.Type) => checker.typeToTypeNode(each, original, flags);
  if (isInferred(original) || (isLiteral(type) && !ts.isUnionTypeNode(original))) return node(type);
  if (!ts.isMappedTypeNode(original)) return undefined;
  const members = type.getProperties().map((property) => {
    const name = ts.factory.createStringLiteral(property.name, true);
    const optional =
      property.flags & ts.SymbolFlags.Optional ? ts.factory.createToken(ts.SyntaxKind.QuestionToken) : undefined;
    return ts.factory.createPropertySignature(undefined, name, optional, node(checker.getTypeOfSymbol(property)));
  });
  return ts.factory.createTypeLiteralNode(members);
}

/** Whether a type is one of the validator's: of a schema, which is no part of what a package declares. */
const isSchema = (node: ts.Node): boolean =>
  (ts.isQualifiedName(node) && ts.isIdentifier(node.left) && node.left.text === 'z') ||
  (ts.forEachChild(node, (child) => isSchema(child) || undefined) ?? false);

const writeOut =
  (checker: ts.TypeChecker): ts.TransformerFactory<ts.SourceFile | ts.Bundle> =>
  (context) => {
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isTypeAliasDeclaration(node)) {
        const type = writtenOut(node, checker);
        if (type) return ts.factory.updateTypeAliasDeclaration(node, node.modifiers, node.name, undefined, type);
      }
      // A schema is hidden: following its type through the validator takes minutes, and nothing declared needs it.
      if (ts.isVariableDeclaration(node) && node.type && isSchema(node.type)) {
        const hidden = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword);
        return ts.factory.updateVariableDeclaration(node, node.name, undefined, hidden, undefined);
      }
      // Inferred types stand inside unions, too.
      if (ts.isTypeNode(node) && isInferred(node)) {
        const original = ts.getOriginalNode(node) as ts.TypeNode;
        return checker.typeToTypeNode(checker.getTypeFromTypeNode(original), original, flags) ?? node;
      }
      return ts.visitEachChild(node, visit, context);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };

/**
 * Writes a declaration for every file of `src`.
 *
 * @throws Error when a type is wrong
 */
export function writeDeclarations(outDir: string): void {
  const program = programOf('tsconfig.build.json');
  const errors = ts.getPreEmitDiagnostics(program);
  if (errors.length > 0) fail(errors);
  rmSync(outDir, { recursive: true, force: true });
  const root = resolve('dist/types');
  const emit: ts.WriteFileCallback = (name, text) => {
    const code = /\bz\.\w/.test(text) ? text : text.replace(/^import \* as z from 'zod\/mini';\n/m, '');
    write(join(outDir, resolve(name).slice(root.length)), code);
  };
  program.emit(undefined, emit, undefined, true, { afterDeclarations: [writeOut(program.getTypeChecker())] });
}

/** Name of a package's entry → its file among the declarations. */
export type Entries = Readonly<Record<string, string>>;

const dts = (file: string) => `${file}.d.ts`;

/** What surrounds declarations. The less there is, the faster they are flattened. */
export interface Surroundings {
  /** Packages whose declarations are taken in, because they are not installed with the package. */
  contained?: readonly string[];
  /** Packages of types that are always there, such as `node`. */
  types?: readonly string[];
  /** Whether one of the declarations declares something global. */
  declaresGlobals: boolean;
}

/** Flattens declarations: a file → all that it exports, importing only packages that are installed. */
function flat(
  files: readonly string[],
  from: string,
  { contained = [], types = [], declaresGlobals }: Surroundings,
): string[] {
  const config = join(from, 'tsconfig.json');
  const compilerOptions = { noEmit: true, skipLibCheck: true, types };
  writeFileSync(
    config,
    JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions, files: files.map(dts), include: [] }),
  );
  return generateDtsBundle(
    files.map((file) => ({
      filePath: join(from, dts(file)),
      // The compiler has checked them.
      noCheck: true,
      libraries: { inlinedLibraries: [...contained] },
      output: { inlineDeclareGlobals: declaresGlobals, noBanner: true },
    })),
    { preferredConfigPath: config },
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The names that declarations export, values and types. */
function exportsOf(files: readonly string[]): string[][] {
  const program = ts.createProgram([...files], {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    if (!symbol) throw new Error(`${file} exports nothing`);
    const names = checker.getExportsOfModule(symbol).map((each) => each.name);
    return names.sort();
  });
}

/**
 * Flattens declarations so that entries share their classes: one file, `types.d.ts`, of which each entry exports its part.
 *
 * @param from the folder of {@link writeDeclarations}
 */
export function flattenTogether(entries: Entries, from: string, outDir: string, surroundings: Surroundings): void {
  const exported = [...new Set(Object.values(entries))].map((file) => `export * from './${file}.js';\n`);
  writeFileSync(join(from, dts('whole')), exported.join(''));
  const [text = ''] = flat(['whole'], from, surroundings);
  write(join(outDir, dts('types')), text);
  const names = exportsOf(Object.values(entries).map((file) => join(from, dts(file))));
  Object.keys(entries).forEach((name, index) =>
    write(join(outDir, dts(name)), `export { ${names[index]?.join(', ') ?? ''} } from './types.js';\n`),
  );
}

/** Flattens declarations so that an entry needs only the packages that it uses: one file an entry. */
export function flattenEach(entries: Entries, from: string, outDir: string, surroundings: Surroundings): void {
  const texts = flat(Object.values(entries), from, surroundings).map((text) =>
    // They are installed with the package; a compiler finds them only when it is told to.
    text.includes("from 'node:") ? `/// <reference types="node" />\n${text}` : text,
  );
  Object.keys(entries).forEach((name, index) => write(join(outDir, dts(name)), texts[index] ?? ''));
}
