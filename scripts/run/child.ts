/** Programs that run beside a test, and end with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  /** What it printed where the pattern asked for it. */
  found: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

export interface ChildOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Milliseconds; a bound against a program that never starts. A build may come first. */
const longest = 90_000;

/**
 * Starts a program, and resolves when it has printed what the pattern's first group finds. Rejects with its output when it ends
 * before, or prints nothing such.
 */
export async function startChild(
  program: string,
  args: readonly string[],
  until: RegExp,
  options: ChildOptions = {},
): Promise<Child> {
  // A group of its own: what it starts ends with it.
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const gone = once(child, 'close');
  const end = (): void => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGTERM');
  };
  // A run that is cut short must not leave it behind.
  process.once('exit', end);
  void gone.finally(() => process.off('exit', end)).catch(() => undefined);
  const stop = async (): Promise<void> => {
    end();
    await gone;
  };
  let output = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    const found = await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${program} ${why}\n${output}`));
      timer = setTimeout(() => fail('did not start'), longest);
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        const match = until.exec(output)?.[1];
        if (match !== undefined) resolve(match);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      void gone.then(() => fail('ended'), reject);
    });
    return { found, process: child, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
