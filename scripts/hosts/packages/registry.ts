/** A registry of this machine, which has the two packages, and asks the usual one for everything else. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startChild, type Child } from '../../run/child.js';
import { freePort } from '../free-port.js';
import { runToEnd, type Tools } from './tools.js';

const directory = resolve('.tmp/packages/registry');

/** Kept between runs: what other packages were asked for. */
const storage = join(directory, 'storage');

/** @param uplink address of the usual registry */
const configOf = (uplink: string): string => `storage: ${JSON.stringify(storage)}
uplinks:
  usual: { url: ${JSON.stringify(uplink)}, maxage: 60m, timeout: 60s, max_fails: 20 }
packages:
  'sso-elements*': { access: $all, publish: $all }
  '**': { access: $all, proxy: usual }
log: { type: stdout, format: pretty, level: warn }
web: { enable: false }
`;

/** Resolves with its address in `found`. It has no package of ours yet. */
export async function startRegistry({ node, env, verdaccio }: Tools): Promise<Child> {
  mkdirSync(storage, { recursive: true });
  for (const ours of ['sso-elements', 'sso-elements-server', '.verdaccio-db.json'])
    rmSync(join(storage, ours), { recursive: true, force: true });
  const config = join(directory, 'config.yaml');
  writeFileSync(config, configOf(execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()));
  const listen = `127.0.0.1:${await freePort()}`;
  return startChild(node, [verdaccio, '--config', config, '--listen', listen], /http address - (http:\S+?)\/ /, {
    cwd: directory,
    env,
  });
}

/** Publishes a tarball there. */
export async function publish(tarball: string, registry: string, { env }: Tools): Promise<void> {
  const rights = join(directory, 'npmrc');
  // npm publishes only as somebody; this registry does not ask who.
  writeFileSync(rights, `//${new URL(registry).host}/:_authToken=nobody\n`);
  const args = ['publish', resolve(tarball), '--registry', registry, '--userconfig', rights, '--ignore-scripts'];
  await runToEnd('npm', args, { cwd: directory, env });
}
