/** The servers that a publisher may have already, and what docs/gateway.md leaves outside of a bundle: installed by npm below `.tmp` when they are not there yet. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeOf, run, withNode } from '../run/nodes.js';

/** Name under which it is imported → what npm installs. */
export const frameworks = {
  express4: 'npm:express@4',
  express5: 'npm:express@5',
  fastify: '5',
  undici: '7',
  'rate-limiter-flexible': '11',
} as const;

/** A part of Fastify needs Node 22 or later. */
const line = '24';
const directory = resolve('.tmp/frameworks');

export interface Frameworks {
  /** Path of Node. */
  node: string;
  /** A module that stands here can import them. */
  folder: string;
}

/** Throws an `Error` when they cannot be installed. */
export function installFrameworks(): Frameworks {
  const node = nodeOf(line);
  const names = Object.keys(frameworks);
  if (names.every((name) => existsSync(join(directory, 'node_modules', name)))) return { node, folder: directory };
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  const wanted = Object.entries(frameworks).map(([name, version]) => `${name}@${version}`);
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], {
    cwd: directory,
    env: withNode(node),
  });
  return { node, folder: directory };
}
