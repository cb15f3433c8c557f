/** The steps of `deploy/docker/Dockerfile`, and what they make: an unprivileged process on a file system that nobody can write to. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { adapt } from '../../../scripts/hosts/adapt.js';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';
import { startChild } from '../../../scripts/run/child.js';
import { appendLeftOut } from '../../../scripts/run/left-out.js';
import { apiToken, startHostedApi } from '../support/hosted-api.js';
import { wholeJourney } from '../support/journey.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';
import { buildImage } from './support/image.js';

const workshop = inject('workshop');
const root = join(workshop.folder, 'image-root');
afterAll(() => rmSync(root, { recursive: true, force: true }));
const isRoot = process.getuid?.() === 0;
/** Debian's `nobody`, in place of the image's user. */
const nobody = '65534';

/** Runs a command where the whole file system is read-only, without rights. Ends at once where something could be written. */
const confined = (command: readonly string[], directory: string, data: string): [string, string[]] => {
  if (!isRoot) return [command[0]!, command.slice(1)];
  const script =
    'mount --rbind / / && mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift && cd "$0" && ! touch probe 2>/dev/null && exec "$@"';
  const drop = ['setpriv', '--reuid', nobody, '--regid', nobody, '--clear-groups', '--no-new-privs', ...command];
  return ['unshare', ['--mount', 'sh', '-euc', script, directory, data, ...drop]];
};

/** What `docker run` of docs/deployment.md mounts: path in the container → whether it can be written to. */
const mounts = new Map(
  [...readFileSync('docs/deployment.md', 'utf8').matchAll(/--volume \S+?:(\/[^\s:]+)(:ro)?/g)].map(
    ([, path = '', readOnly]) => [path, readOnly === undefined] as const,
  ),
);

test('the image serves readers by the shipped settings, as nobody, with nothing to write to but its data', async () => {
  const { folder: context } = await install(workshop, 'image', ['sso-elements-server']);
  mkdirSync(root);
  // A temporary folder is its maker's alone; the way into the image is open to everybody.
  chmodSync(workshop.folder, 0o755);
  // npm asks the workshop's registry, and empties a cache of the image's own.
  const npm = { npm_config_registry: workshop.registry, npm_config_cache: join(root, 'npm') };
  const image = buildImage('deploy/docker/Dockerfile', context, root, { ...workshop.tools.env, ...npm });
  expect(image.user).toBe('node');
  const api = await startHostedApi();
  const port = await freePort();
  const [data, secrets] = [join(root, 'data'), join(root, 'secrets')];
  const files = { 'sso-api-token': apiToken, 'sso-secrets': 'a sealing secret of more than 32 characters' };
  for (const folder of [data, secrets]) mkdirSync(folder);
  if (isRoot) chownSync(data, Number(nobody), Number(nobody));
  chmodSync(data, 0o700);
  for (const [name, text] of Object.entries(files)) {
    expect(mounts.get(`/run/secrets/${name}`)).toBe(false);
    writeFileSync(join(secrets, name), text, { mode: 0o400 });
    if (isRoot) chownSync(join(secrets, name), Number(nobody), Number(nobody));
  }
  expect(mounts.get('/var/lib/sso-elements')).toBe(true);
  const [program, args] = confined(image.command, image.directory, data);
  const metricsPort = await freePort();
  if (!isRoot) appendLeftOut('image: not run read-only and without rights, which takes root');
  const origin = `http://localhost:${port}`;
  const shipped = parseEnv(
    adapt(readFileSync('deploy/docker/gateway.env', 'utf8'), {
      'https://api.example.com/api/v3.0': api.url,
      'https://www.example.com': origin,
      '/run/secrets': secrets,
      '/var/lib/sso-elements': data,
      '=18787': `=${metricsPort}`,
    }),
  );
  const child = await startChild(program, args, /Gateway at (http:\/\/\S+)/, {
    cwd: image.directory,
    env: {
      PATH: workshop.tools.env['PATH'],
      ...image.env,
      PORT: String(port),
      ...shipped,
    },
  });
  try {
    expect(child.found).toContain(`0.0.0.0:${port}`);
    await wholeJourney(new Reader({ address: `http://127.0.0.1:${port}`, origin }), api, 'image@example.org');
    expect((await fetch(`http://127.0.0.1:${metricsPort}/readyz`)).status).toBe(200);
    expect(existsSync(join(data, 'consents.jsonl'))).toBe(true);
  } finally {
    await child.stop();
    await api.stop();
  }
});
