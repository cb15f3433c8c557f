/** The repository's TypeScript as text: what the architecture is read from. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../run/paths.js';

/** One file: its path from the repository's root, with `/`, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** Every TypeScript file below a directory of the repository, without what a run leaves in `.tmp`. */
export function sources(directory: string): Source[] {
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith('.ts'))
    .map((each) => join(each.parentPath, each.name))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

/** The folder that a file lies in. */
export const folderOf = (path: string): string => dirname(path);

/** The number of lines of a file, its last line break not counted. */
export const linesOf = ({ text }: Source): number => text.replace(/\n$/, '').split('\n').length;
