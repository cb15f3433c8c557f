/** The sources and tests as text, and who imports whom. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../../scripts/run/paths.js';

/** One file: its path from the repository's root, with `/`, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** One import of another source file, dynamic ones included. */
export interface Import {
  from: string;
  to: string;
  /** Whether nothing of it is left at run time. */
  typeOnly: boolean;
}

/** Every TypeScript file below a directory of the repository. */
export function sources(directory: string): Source[] {
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith('.ts'))
    .map((each) => join(each.parentPath, each.name))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?((?:[\w*$]+\s*,?\s*)?(?:\{[^}]*\}|\*\s+as\s+\w+)?)\s*(?:from\s*)?['"](\.[^'"]+)['"]/g;
const dynamic = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g;

/** Whether every name of `{ type A, type B }` is a type. */
function onlyTypes(names: string): boolean {
  const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const each =
    listed
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => name.startsWith('type '));
}

/** The relative imports and re-exports of a file. */
export function importsOf({ path, text }: Source): Import[] {
  const target = (specifier: string): string =>
    join(dirname(path), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts');
  return [
    ...[...text.matchAll(statement)].map(([, type, names = '', specifier = '']) => ({
      from: path,
      to: target(specifier),
      typeOnly: Boolean(type) || onlyTypes(names),
    })),
    ...[...text.matchAll(dynamic)].map(([, specifier = '']) => ({
      from: path,
      to: target(specifier),
      typeOnly: false,
    })),
  ];
}

/** The first folder below `src`, or the file itself at the top. */
export const folderOf = (path: string): string => path.split('/')[1] ?? path;

/** The first circle of run-time imports, as the paths along it; `undefined` when there is none. */
export function findCycle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const to of next.get(path) ?? []) {
      const cycle = visit(to, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of next.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
