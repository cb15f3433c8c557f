/**
 * The lazy parts of what tags load: built once, named by their content, and shared by all entries. They import nothing of an entry
 * (it hands them their tools), so that each is the same file wherever it is loaded from.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Name of a part → its source: every module that an element imports on demand. */
export const lazyParts = {
  settings: 'src/client/read-settings.ts',
  cookies: 'src/client/kept-cookies.ts',
  phone: 'src/client/phone-number.ts',
  google: 'src/elements/page/google-button.ts',
  'form-parts': 'src/elements/page/form-parts.ts',
  captcha: 'src/elements/page/captcha-place.ts',
  'login-steps': 'src/screens/lazy-login-screens.ts',
  strength: 'src/parts/password-strength.ts',
  account: 'src/screens/lazy-account-screens.ts',
  consents: 'src/elements/page/consents-part.ts',
  'de-steps': 'src/locales/de-later.ts',
  'de-account': 'src/locales/de-account.ts',
} as const;

/** The folder of the parts, below that of the entries. */
export const partsFolder = 'parts';

/** Name of a part, or of what parts share → its file, as an entry names it. */
export type PartFiles = ReadonlyMap<string, string>;

const references = /(?<=["'`])\.\/([\w-]+)\.js(?=["'`])/g;

/** Gives every part of a folder its final name. The digest is that of what is served, the names that it imports included. */
export function nameByContent(folder: string): PartFiles {
  const sources = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file.replace(/\.js$/, ''), readFileSync(join(folder, file), 'utf8')]),
  );
  const names = new Map<string, string>();
  const nameOf = (part: string): string => {
    const known = names.get(part);
    if (known !== undefined) return known;
    const code = sources.get(part);
    if (code === undefined) throw new Error(`a lazy part imports ${part}, which was not built`);
    const linked = code.replace(references, (_, other: string) => `./${nameOf(other)}.js`);
    const name = `${part}-${createHash('sha256').update(linked).digest('base64url').slice(0, 8)}`;
    names.set(part, name);
    const map = readFileSync(join(folder, `${part}.js.map`), 'utf8');
    rmSync(join(folder, `${part}.js`));
    rmSync(join(folder, `${part}.js.map`));
    writeFileSync(join(folder, `${name}.js`), linked.replace(/(?<=sourceMappingURL=)\S+/, `${name}.js.map`));
    writeFileSync(join(folder, `${name}.js.map`), map.replace(`"file":"${part}.js"`, `"file":"${name}.js"`));
    return name;
  };
  return new Map([...sources.keys()].sort().map((part) => [part, `./${partsFolder}/${nameOf(part)}.js`]));
}

/** Has an entry import the parts as files of their own. A lazy module that is no part stops the build. */
export function importParts(files: PartFiles): Plugin {
  const bySource = new Map(Object.entries(lazyParts).map(([name, source]) => [resolve(source), files.get(name)]));
  return {
    name: 'import-parts',
    enforce: 'pre',
    async resolveId(source, importer, { kind }) {
      if (kind !== 'dynamic-import' || !source.startsWith('.')) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      const file = bySource.get(found?.id ?? '');
      if (!file) throw new Error(`${source} of ${importer ?? '?'} is imported on demand, but is no lazy part`);
      return { id: file, external: 'absolute' };
    },
  };
}
