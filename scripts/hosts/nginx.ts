/** Starts an nginx of its own, with what a test gives it. Debian: nginx. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../run/programs.js';
import { startChild } from '../run/child.js';

/** Debian keeps it where only an administrator's `PATH` looks. */
export const findNginx = (path = process.env['PATH'] ?? ''): string | undefined =>
  findProgram('nginx', [path, '/usr/sbin'].join(delimiter));

/** Milliseconds; a bound against a server that never listens. */
const longest = 20_000;

const configOf = (http: string): string => `daemon off;
pid nginx.pid;
error_log stderr notice;
error_log error.log notice;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root root;' : ''}
events { worker_connections 1024; }
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${name};`).join('\n')}
${http}
}
`;

const opened = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });

async function untilOpened(port: number): Promise<void> {
  const end = performance.now() + longest;
  for (;;)
    try {
      await opened(port);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(50);
    }
}

export interface Nginx {
  /** What it has written where its own configuration says, beside what a site's does. */
  errors(): string;
  stop(): Promise<void>;
}

/** Resolves once it takes connections. @param http What its `http` block contains; @param port where it listens by that */
export async function startNginx(http: string, port: number): Promise<Nginx> {
  const program = findNginx();
  if (program === undefined) throw new Error('No nginx was found (Debian: apt-get install nginx)');
  const folder = mkdtempSync(join(tmpdir(), 'sso-nginx-'));
  writeFileSync(join(folder, 'nginx.conf'), configOf(http));
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'];
  const child = await startChild(program, args, /(start worker process)/);
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    await untilOpened(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, errors: () => readFileSync(join(folder, 'error.log'), 'utf8') };
}
