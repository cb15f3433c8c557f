/** Compiles snippets against the generated types of frameworks, which stand on the sources here. */
import ts from 'typescript';
import { frameworkTypes } from '../../scripts/build/metadata/framework-types.js';
import { createManifest } from '../../scripts/build/metadata/manifest.js';
import { root } from '../../scripts/run/paths.js';
import { options, paths } from '../docs/support/type-check.js';

const folder = `${root}generated-types/`;
const generated = Object.entries(frameworkTypes(await createManifest(), (entry) => `sso-elements/${entry}`));
const declared = new Map(generated.map(([file, text]) => [folder + file, text]));
const own = Object.fromEntries(
  generated.map(([file]) => [`sso-elements/${file.replace(/\.d\.ts$/, '')}`, [folder + file]]),
);
const compilerOptions: ts.CompilerOptions = {
  ...options,
  // React's declarations, and ours, must stand up to a program that checks them, too.
  skipLibCheck: false,
  jsx: ts.JsxEmit.ReactJSX,
  paths: { ...paths, ...own },
};

/** Returns the errors in snippets of TSX, and in the generated declarations that they import; for each snippet its own. */
export function errorsIn(snippets: readonly string[]): { snippets: string[][]; declarations: string[] } {
  const files = new Map(snippets.map((code, index) => [`${folder}snippet-${index}.tsx`, `${code}\nexport {};\n`]));
  const texts = new Map([...declared, ...files]);
  const host = ts.createCompilerHost(compilerOptions);
  const { getSourceFile, fileExists, readFile } = host;
  const { directoryExists } = host;
  host.directoryExists = (path) => `${path}/`.startsWith(folder) || directoryExists?.(path) === true;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...more) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, ...more) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], compilerOptions, host);
  const errors = (path: string): string[] => {
    const file = program.getSourceFile(path);
    if (!file) return [];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, ' '),
    );
  };
  return { snippets: [...files.keys()].map(errors), declarations: [...declared.keys()].flatMap(errors) };
}
