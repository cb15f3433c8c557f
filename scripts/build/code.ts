/** Builds the scripts of `dist/`, one bundler run after the other. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { folders, publishEntries, serverEntries, tagNames } from './common.js';
import { nameByContent, partsFolder } from './lazy-parts.js';
import { type Licences, licenceText } from './licences.js';
import { modulesBuild } from './modules.js';
import { serverBuild } from './server.js';
import { classicBuild, partsBuilds, tagBuild } from './tags.js';

export async function buildCode(outDir: string): Promise<void> {
  // What is built is the same wherever: under a test runner Vite would take Lit's development build.
  process.env['NODE_ENV'] = 'production';
  const [browser, modules, server] = [folders.browser, folders.modules, folders.server].map((each) =>
    join(outDir, each),
  ) as [string, string, string];
  const inTags: Licences = new Map();
  const inModules: Licences = new Map();
  for (const parts of partsBuilds(browser, inTags)) await build(parts);
  const parts = nameByContent(join(browser, partsFolder));
  for (const name of tagNames) await build(tagBuild(name, browser, parts, inTags));
  await build(classicBuild(browser, parts, inTags));
  await build(modulesBuild(modules, inModules));
  await build(serverBuild(server, { ...serverEntries }));
  await build(serverBuild(join(outDir, folders.publish), { ...publishEntries }));
  writeFileSync(join(browser, 'THIRD-PARTY-LICENSES.txt'), licenceText(inTags));
  writeFileSync(join(modules, 'THIRD-PARTY-LICENSES.txt'), licenceText(inModules, 'modules'));
}
