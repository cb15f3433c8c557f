/** Both packages beside other versions of what they use themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';
import { isOfFramework, modulesOf } from './support/subpaths.js';

const workshop = inject('workshop');
/** Package → the major version that the project has. */
const neighbours = { zod: '3', jose: '5', msw: '3', ioredis: '5', 'libphonenumber-js': '1.11' } as const;
const both = ['sso-elements', 'sso-elements-server'] as const;

test.each(['npm', 'pnpm'] as const)(
  '%s installs both packages beside other versions of their dependencies, without a word about peers',
  async (manager) => {
    const wanted = Object.entries(neighbours).map(([name, version]) => `${name}@${version}`);
    const { folder, output } = await install(workshop, `beside-${manager}`, [...both, ...wanted], manager);
    expect(output).not.toMatch(/ERESOLVE|peer|conflict/i);
    for (const [name, version] of Object.entries(neighbours)) {
      const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
      expect((JSON.parse(manifest) as { version: string }).version, name).toMatch(new RegExp(`^${version}\\.`));
    }
    // pnpm lets a module find nothing that its own manifest does not name.
    const modules = both.flatMap(modulesOf).filter((module) => !isOfFramework(module));
    const code = `for (const name of ${JSON.stringify(modules)}) console.log(name, Object.keys(await import(name)).length > 0)`;
    const { node, env } = workshop.tools;
    const imported = await runToEnd(node, ['--input-type=module', '--eval', code], { cwd: folder, env });
    expect(imported.trim().split('\n')).toEqual(modules.map((name) => `${name} true`));
  },
);
