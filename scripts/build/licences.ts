/** The licences of the packages that are contained in what is built. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Directory of a package that went into a bundle → its licence. */
export type Licences = Map<string, string>;

const packageOf = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

function licenceOf(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(directory).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(directory, file), 'utf8').trim() : 'No licence file.'}\n`;
}

/** Notes the licence of every package that goes into a bundle. */
export const noteLicences = (licences: Licences): Plugin => ({
  name: 'note-licences',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      for (const id of file.moduleIds) {
        const directory = packageOf.exec(id)?.[0];
        if (directory && existsSync(join(directory, 'package.json'))) licences.set(directory, licenceOf(directory));
      }
    }
  },
});

/** The text of THIRD-PARTY-LICENSES.txt. */
export const licenceText = (licences: Licences, what = 'browser bundles'): string =>
  [`The ${what} contain these packages.\n`, ...[...licences.values()].sort()].join('\n---\n\n');
