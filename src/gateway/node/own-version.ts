/** The version of the package that this module belongs to. */
import { existsSync, readFileSync } from 'node:fs';

/** Reads it from the nearest manifest above: in the sources as in the package, wherever the build has put this module. */
export function ownVersion(module: string = import.meta.url): string {
  let folder = new URL('.', module);
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('..', folder);
    if (above.href === folder.href) return 'unknown';
    folder = above;
  }
  return (JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }).version;
}
