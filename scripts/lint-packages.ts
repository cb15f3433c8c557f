/** `npm run lint:packages`: what publint and attw find in `packed/`, which must be nothing. Exits 1 otherwise. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packages } from './pack/manifests.js';

const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js';

for (const { manifest } of packages) {
  const { name, version } = manifest;
  const folder = join('packed', name);
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true });
  for (const message of messages) console.error(`✗ ${name}: ${formatMessage(message, pkg) ?? message.code}`);
  const tarball = join('packed', `${name}-${String(version)}.tgz`);
  const args = [attw, '--profile', 'esm-only', '--no-color', '--format', 'ascii', tarball];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) console.error(`✗ ${name}\n${stdout}${stderr}`);
  if (messages.length > 0 || status !== 0) process.exitCode = 1;
  else console.log(`✓ ${name}`);
}
