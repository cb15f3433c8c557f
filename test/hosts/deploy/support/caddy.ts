/** Starts a Caddy of its own on the site of `deploy/caddy`, with what a publisher changes in it. Debian: caddy. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificate } from '../../../../scripts/hosts/tls.js';
import { startChild } from '../../../../scripts/run/child.js';
import { start } from '../../../../scripts/run/start.js';
import { adapt } from '../../../../scripts/hosts/adapt.js';

export interface Caddy {
  /** What it has printed since it serves: its own log. */
  printed(): string;
  /** Has the log, and `files`, which are served as the elements'. */
  folder: string;
  stop(): Promise<void>;
}

/** @param front Port of TLS on loopback; @param files folder of the elements' files */
export async function startCaddy(
  [first, second]: readonly [number, number],
  front: number,
  files: string,
): Promise<Caddy> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-caddy-'));
  const { key, cert } = await certificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  mkdirSync(join(folder, 'html'));
  const site = adapt(readFileSync('deploy/caddy/Caddyfile', 'utf8'), {
    '127.0.0.1:8787 127.0.0.1:8788': `127.0.0.1:${first} 127.0.0.1:${second}`,
    '{\n\tlog default {': '{\n\tadmin off\n\tauto_https disable_redirects\n\tlog default {',
    // Where Caddy would ask for a certificate.
    'www.example.com {': `www.example.com:${front} {\n\ttls ${folder}/cert.pem ${folder}/key.pem\n\tbind 127.0.0.1`,
    '/var/www/html': join(folder, 'html'),
    '/var/www/sso-elements': files,
    '/var/log/caddy/': `${folder}/`,
  });
  writeFileSync(join(folder, 'Caddyfile'), site);
  const caddy = await start('Caddy', () =>
    startChild('caddy', ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'], /(serving initial configuration)/, {
      cwd: folder,
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    }),
  );
  let printed = '';
  for (const stream of [caddy.process.stdout!, caddy.process.stderr!])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return {
    folder,
    printed: () => printed,
    stop: async () => {
      await caddy.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
