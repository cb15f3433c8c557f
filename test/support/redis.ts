/** A Redis of its own for a test file, on a socket in a directory that goes with it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { findRedis } from '../../scripts/run/redis.js';

/** Starts one; `undefined`: there is no server on this machine, and `npm test` says that it was left out. The socket is a path. */
export async function startRedis(): Promise<string | undefined> {
  const binary = findRedis();
  if (!binary) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'sso-redis-'));
  const socket = join(directory, 'redis.sock');
  const options = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', directory];
  const server = spawn(binary, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  afterAll(() => {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('eady to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
  });
  return socket;
}
