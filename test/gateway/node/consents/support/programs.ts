/** Processes of their own that write a consent log, and the command that looks after it. */
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { root } from '../../../../../scripts/run/paths.js';
import { until } from '../../../../support/until.js';

const tsx = ['--import', 'tsx'];
const program = 'test/gateway/node/consents/support/write-events.ts';
const command = 'src/gateway/node/cli.ts';

export interface Writer {
  /** IDs of the events that were taken so far. */
  taken: () => string[];
  /** Resolves once it has taken so many. */
  untilTaken: (count: number) => Promise<unknown>;
  /** Ends it; resolves to the IDs that were taken, and what it said of the others. */
  stop: (signal?: 'SIGKILL') => Promise<{ taken: string[]; said: string }>;
  /** Resolves once it has ended by itself. */
  ended: () => Promise<{ taken: string[]; said: string }>;
}

/** Starts a writer. `limit`: KiB that a file may have; the kernel takes what fits and refuses the rest, as a full disk does. */
export async function startWriter(
  file: string,
  name: string,
  { count, limit }: { count?: number; limit?: number } = {},
): Promise<Writer> {
  const given = [process.execPath, ...tsx, program, file, name, ...(count === undefined ? [] : [String(count)])];
  const [first = '', ...rest] =
    limit === undefined ? given : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'bash', ...given];
  const child = spawn(first, rest, { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [output, said] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const taken = () => output.split('\n').slice(1, -1);
  const over = () => closed.then(() => ({ taken: taken(), said }));
  await until(() => output.startsWith('ready\n') || child.exitCode !== null);
  return {
    taken,
    untilTaken: (more) => until(() => taken().length >= more || child.exitCode !== null),
    ended: over,
    stop: (signal) => {
      if (signal) child.kill(signal);
      else child.stdin.end();
      return over();
    },
  };
}

/** Runs `sso-elements-gateway consents …` in a process of its own. */
export async function runConsents(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...tsx, command, 'consents', ...args], {
    cwd: root,
    env: { ...process.env, SSO_CONSENT_LOG: '', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
