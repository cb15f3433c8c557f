/** Programs of a part, each a process of its own, that speak by IPC. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { plainEnvironment } from '../run/plain-environment.js';
import { bundle } from './program.js';

/** A program of its own, with what it says by IPC. */
export interface Program {
  child: ChildProcess;
  /** Resolves to its next message. Rejects where it has ended. */
  heard<T>(): Promise<T>;
}

/**
 * Starts the programs of a folder, and ends them with this process. `directory`: where their bundles go. A program with an environment of its own
 * is a server, whose log is not read.
 */
export function programs(folder: string, directory: string, execArgv: string[] = []) {
  const children: ChildProcess[] = [];
  function run(program: string, args: string[] = [], env?: NodeJS.ProcessEnv): Program {
    const child = fork(program, args, {
      env: { ...plainEnvironment(), ...env },
      execArgv,
      stdio: ['ignore', 'ignore', env ? 'ignore' : 'inherit', 'ipc'],
    });
    children.push(child);
    const gone = once(child, 'exit').then(() => Promise.reject(new Error(`${program} has ended`)));
    // Noticed by who waits for its next message.
    gone.catch(() => undefined);
    return {
      child,
      heard: async <T>() => ((await Promise.race([once(child, 'message'), gone])) as [T])[0],
    };
  }
  return {
    /** Runs what was bundled before. */
    run,
    start(name: string, args: string[] = [], env?: NodeJS.ProcessEnv): Program {
      const program = join(directory, `${name}.mjs`);
      bundle(`${folder}/${name}.ts`, program);
      return run(program, args, env);
    },
    end: (): void => {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}
