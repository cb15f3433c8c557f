/** Cloudflare's runtime, workerd, which npm brings: installed below `.tmp` when it is not there yet. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { run } from '../run/nodes.js';

export const workerdVersion = '1.20261117.1';
const directory = resolve('.tmp/workerd', workerdVersion);

/** Each platform has a package of its own, which npm picks. */
const find = (scope = join(directory, 'node_modules/@cloudflare')): string | undefined =>
  existsSync(scope)
    ? readdirSync(scope)
        .map((name) => join(scope, name, 'bin/workerd'))
        .find(existsSync)
    : undefined;

/** Returns the program's path. Throws an `Error` when it cannot be installed. */
export function installWorkerd(): string {
  const there = find();
  if (there !== undefined) return there;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `workerd@${workerdVersion}`], {
    cwd: directory,
  });
  const installed = find();
  if (installed === undefined) throw new Error('workerd has no program for this platform');
  return installed;
}

export interface Worker {
  /** The text of an ES module that exports a `fetch` handler by default. */
  module: string;
  /** The runtime behaves as it did on this day, as `2026-11-17`. */
  compatibilityDate: string;
  /** What it has beyond that, as `nodejs_compat`. */
  compatibilityFlags?: readonly string[];
  /** Texts that the handler gets in its environment. */
  env: Readonly<Record<string, string>>;
}

export interface RunningWorker {
  /** Its address on loopback. */
  address: string;
  /** What it has logged so far. */
  output(): string;
  stop(): Promise<void>;
}

const configOf = ({
  compatibilityDate,
  compatibilityFlags = [],
  env,
}: Worker): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker), (name = "internet", network = (allow = ["local"])) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ]
);
const worker :Workerd.Worker = (
  modules = [ (name = "worker", esModule = embed "worker.js") ],
  compatibilityDate = ${JSON.stringify(compatibilityDate)},
  compatibilityFlags = ${JSON.stringify(compatibilityFlags)},
  bindings = [ ${Object.entries(env)
    .map(([name, text]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`)
    .join(', ')} ]
);
`;

/** Rejects with what it printed when it does not start. */
export async function startWorkerd(worker: Worker): Promise<RunningWorker> {
  const program = installWorkerd();
  const folder = mkdtempSync(join(tmpdir(), 'sso-workerd-'));
  writeFileSync(join(folder, 'worker.js'), worker.module);
  writeFileSync(join(folder, 'config.capnp'), configOf(worker));
  const child = spawn(program, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close');
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await gone;
    rmSync(folder, { recursive: true });
  };
  let output = '';
  for (const stream of [child.stdout, child.stderr] as Readable[])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const port = await new Promise<string>((found, fail) => {
      let events = '';
      (child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
        events += chunk.toString();
        const match = /"socket":"http","port":(\d+)/.exec(events)?.[1];
        if (match !== undefined) found(match);
      });
      void gone.then(() => fail(new Error(`workerd ended\n${output}`)), fail);
    });
    return { address: `http://127.0.0.1:${port}`, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
