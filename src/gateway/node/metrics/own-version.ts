/** The version of the package that this file is in. */
import { readFile } from 'node:fs/promises';

/** Folders to look into, upwards: the package is built into few levels. */
const mostLevels = 6;

/** Returns `unknown` where no manifest of ours lies above. */
export async function ownVersion(from: string = import.meta.url): Promise<string> {
  let folder = new URL('.', from);
  for (let level = 0; level < mostLevels; level += 1) {
    try {
      const { name, version } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (/^sso-elements/.test(String(name))) return String(version);
    } catch {
      // Most folders have none.
    }
    folder = new URL('..', folder);
  }
  return 'unknown';
}
