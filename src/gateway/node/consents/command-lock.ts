/** One command at a time changes a consent log. The gateway needs no lock, and is never held up by one. */
import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { lockName } from './log-files.js';

function isAlive(pid: number): boolean {
  // In a container that was started anew, as in the one before.
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${process.pid} ${hostname()}\n`).finally(() => file.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs `work` with the lock of a log. Rejects where another command has it; one that was killed on this machine no longer counts. */
export async function withCommandLock<T>(live: string, work: () => Promise<T>): Promise<T> {
  const path = `${live}${lockName}`;
  if (!(await create(path))) {
    const holder = (await readFile(path, 'utf8').catch(() => '')).trim();
    const [pid = '', host] = holder.split(' ');
    const isOver = host === hostname() && /^\d+$/.test(pid) && !isAlive(Number(pid));
    if (isOver) await rm(path, { force: true });
    if (!isOver || !(await create(path)))
      throw new Error(
        `${path}: another command is at work (process and host: ${holder}). If none is, delete this file`,
      );
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
