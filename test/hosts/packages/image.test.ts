/** The steps of `deploy/docker/Dockerfile`, and what they make: an unprivileged process on a file system that nobody can write to. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
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
const confined = (command: readonly string[], directory: string): [string, string[]] => {
  if (!isRoot) return [command[0]!, command.slice(1)];
  const script = 'mount --rbind / / && mount -o remount,bind,ro / && cd "$0" && ! touch probe 2>/dev/null && exec "$@"';
  const drop = ['setpriv', '--reuid', nobody, '--regid', nobody, '--clear-groups', '--no-new-privs', ...command];
  return ['unshare', ['--mount', 'sh', '-euc', script, directory, ...drop]];
};

test('the image serves readers, as nobody, with nothing to write to', async () => {
  const { folder: context } = await install(workshop, 'image', ['sso-elements-server']);
  mkdirSync(root);
  const image = buildImage('deploy/docker/Dockerfile', context, root, workshop.tools.env);
  expect(image.user).toBe('node');
  const api = await startHostedApi();
  const port = await freePort();
  const [program, args] = confined(image.command, image.directory);
  if (!isRoot) appendLeftOut('image: not run read-only and without rights, which takes root');
  const origin = `http://localhost:${port}`;
  const child = await startChild(program, args, /(http:\/\/\S+)/, {
    cwd: image.directory,
    env: {
      PATH: workshop.tools.env['PATH'],
      ...image.env,
      PORT: String(port),
      SSO_API_URL: api.url,
      SSO_API_TOKEN: apiToken,
      SSO_ORIGINS: origin,
      SSO_SECRETS: 'a sealing secret of more than 32 characters',
    },
  });
  try {
    expect(child.found).toContain(`0.0.0.0:${port}`);
    await wholeJourney(new Reader({ address: `http://127.0.0.1:${port}`, origin }), api, 'image@example.org');
  } finally {
    await child.stop();
    await api.stop();
  }
});
