/** Tags for the scripts of a folder, with the digests that a browser compares them with. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One `<script>`. */
export interface ScriptTag {
  /** The name of the file, without `.js`. */
  name: string;
  kind: 'module' | 'classic';
  src: string;
  /** As in the attribute of this name: `sha384-…`. */
  integrity: string;
}

/** See [import maps](https://html.spec.whatwg.org/multipage/webappapis.html#import-maps). */
export interface ImportMap {
  /** Name that a module imports → address. */
  imports: Readonly<Record<string, string>>;
  /** Address of a module → its digest, `sha384-…`. */
  integrity: Readonly<Record<string, string>>;
}

/** What a page needs that loads scripts with their digests. */
export interface PublishedTags {
  scripts: readonly ScriptTag[];
  /** The same for all pages, whichever scripts they load. */
  importMap: ImportMap;
  /** What `script-src` has to allow for the import map in `html`, which is inline: `'sha256-…'`. */
  importMapSource: string;
  html: string;
}

/** What was asked for is not there, or cannot stand in a tag. */
export class TagsError extends Error {
  override name = 'TagsError';
}

const digest = (algorithm: 'sha256' | 'sha384', content: string | Buffer): string =>
  `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;

const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.replace(/\.js$/, ''))
    .sort();

const isClassic = (name: string): boolean => name.endsWith('.iife');

/** The package's own names for a file: what a module of the page imports. */
const importedAs = (name: string): string[] =>
  name === 'sso-elements' ? ['sso-elements', 'sso-elements/all'] : [`sso-elements/${name}`];

/** An import map takes an address that begins like one of these; nothing of it would end an attribute or go behind a path. */
const baseFormat = /^(?:https?:\/\/[^/]|\/|\.{1,2}\/)[^\s"'<>&\\?#]*$/;

/**
 * Makes the tags.
 *
 * @param options.folder what is served: the entries, and their parts in `parts`
 * @param options.names the files to load, without `.js`
 * @param options.base address at which the folder is served, such as `/assets/sso-elements/`
 * @throws TagsError where a name is not that of a file in the folder, or the base is no address of a folder
 */
export function createTags(options: { folder: string; names: readonly string[]; base: string }): PublishedTags {
  const { folder, names } = options;
  if (!baseFormat.test(options.base))
    throw new TagsError(`no address of a folder: ${options.base}. It begins with /, ./, ../ or https://`);
  const base = options.base.replace(/\/*$/, '/');
  const known = namesIn(folder);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new TagsError(`no file: ${unknown.join(', ')}. The files are ${known.join(', ')}`);

  const integrityOf = (file: string): string => digest('sha384', readFileSync(join(folder, `${file}.js`)));
  const modules = known.filter((name) => !isClassic(name));
  const parts = namesIn(join(folder, 'parts')).map((name) => `parts/${name}`);
  const importMap: ImportMap = {
    imports: Object.fromEntries(
      modules.flatMap((name) => importedAs(name).map((imported) => [imported, `${base}${name}.js`])),
    ),
    integrity: Object.fromEntries([...modules, ...parts].map((file) => [`${base}${file}.js`, integrityOf(file)])),
  };
  const scripts = [...new Set(names)].map((name): ScriptTag => {
    const kind = isClassic(name) ? 'classic' : 'module';
    return { name, kind, src: `${base}${name}.js`, integrity: integrityOf(name) };
  });
  const text = JSON.stringify(importMap, null, 2);
  const tags = scripts.map(({ kind, src, integrity }) => {
    const loaded = kind === 'module' ? 'type="module"' : 'defer';
    return `<script ${loaded} src="${src}" integrity="${integrity}" crossorigin="anonymous"></script>\n`;
  });
  return {
    scripts,
    importMap,
    importMapSource: `'${digest('sha256', text)}'`,
    // The map first: it says nothing of modules that are loaded before it.
    html: `<script type="importmap">${text}</script>\n${tags.join('')}`,
  };
}
