/** The declarations, of a project that has one package and nothing else, and checks declarations, too. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';
import { isOfFramework, modulesOf } from './support/subpaths.js';

const workshop = inject('workshop');
const tsc = resolve('node_modules/typescript/bin/tsc');

interface Case {
  name: string;
  modules: string[];
  lib: string[];
}
const page = ['es2022', 'dom', 'dom.iterable'];
const server = modulesOf('sso-elements-server');
/** MSW's own declarations need a page's. */
const needsPage = 'sso-elements-server/testing';
const cases: Case[] = [
  { name: 'sso-elements', modules: modulesOf('sso-elements').filter((name) => !isOfFramework(name)), lib: page },
  { name: 'sso-elements-server', modules: server, lib: page },
  { name: 'sso-elements-server', modules: server.filter((name) => name !== needsPage), lib: ['es2022'] },
];
const resolutions = { node16: 'node16', bundler: 'esnext' } as const;

const folders = new Map<string, string>();
beforeAll(async () => {
  for (const name of ['sso-elements', 'sso-elements-server'])
    folders.set(name, (await install(workshop, `types-${name}`, [name])).folder);
});

/** Compiles a file; returns what the compiler says. */
async function compile(folder: string, code: string, lib: string[], moduleResolution: keyof typeof resolutions) {
  writeFileSync(join(folder, 'imports.ts'), code);
  const compilerOptions = {
    ...{ target: 'es2022', module: resolutions[moduleResolution], moduleResolution, lib },
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
    // Node's are a dependency of the server, of which whoever has no page needs the types of requests.
    ...(!lib.includes('dom') && { types: ['node'] }),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['imports.ts'] }));
  return runToEnd(process.execPath, [tsc], { cwd: folder, env: workshop.tools.env });
}

test.each(
  cases.flatMap((each) =>
    (Object.keys(resolutions) as (keyof typeof resolutions)[]).map(
      (resolution) => [each.name, each.lib.join(' and '), resolution, each] as const,
    ),
  ),
)('every module of %s has types that a bare install checks, with %s, resolved as %s', async (...[name, , by, each]) => {
  const code = each.modules.map((module, index) => `export * as m${index} from '${module}';\n`).join('');
  expect(each.modules.length).toBeGreaterThan(5);
  expect(await compile(folders.get(name)!, code, each.lib, by)).toBe('');
});

test('a wrong use of an element is found', async () => {
  const code = "import { addTexts } from 'sso-elements/login';\naddTexts('en', 3);\n";
  const checking = compile(folders.get('sso-elements')!, code, page, 'bundler');
  await expect(checking).rejects.toThrow(/imports\.ts\(2,16\): error TS2345/);
});
