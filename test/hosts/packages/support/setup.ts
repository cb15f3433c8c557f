/** Before the tests of the packages: packs them, and publishes them in a registry of this machine. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { publish, startRegistry } from '../../../../scripts/hosts/packages/registry.js';
import { installTools } from '../../../../scripts/hosts/packages/tools.js';
import type { Workshop } from '../../../../scripts/hosts/packages/workshop.js';
import { run } from '../../../../scripts/run/nodes.js';
import { start } from '../../../../scripts/run/start.js';

declare module 'vitest' {
  interface ProvidedContext {
    workshop: Workshop;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const tools = installTools();
  run(process.execPath, ['--import', 'tsx', 'scripts/pack.ts', '--if-stale'], { env: tools.env });
  const folder = mkdtempSync(join(tmpdir(), 'sso-packages-'));
  const registry = await start('The registry', () => startRegistry(tools));
  const end = async (): Promise<void> => {
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const tarballs = readdirSync('packed').filter((name) => name.endsWith('.tgz'));
    for (const tarball of tarballs) await publish(join('packed', tarball), registry.found, tools);
  } catch (error) {
    await end();
    throw error;
  }
  project.provide('workshop', { tools, registry: registry.found, folder });
  return end;
}
