/** One command at a time changes a consent log. The gateway needs no lock, and is never held up by one. */
import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { systemCodeOf } from '../system-error.js';
import { lockName } from './log-files.js';

function isAlive(pid: number): boolean {
  // In a container that was started anew, as in the one before.
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCodeOf(error) !== 'ESRCH';
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${process.pid} ${hostname()}\n`).finally(() => file.close());
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const holderOf = async (path: string): Promise<string> => (await readFile(path, 'utf8').catch(() => '')).trim();

/**
 * Takes the lock over from a holder that is gone. Two commands may have seen the same one: so only who has the guard takes a lock away, and
 * only while it is still that holder's, not the new one of who came first. Returns whether the lock is ours.
 */
async function takeOver(path: string, guard: string, dead: string): Promise<boolean> {
  if (!(await create(guard))) return false;
  try {
    if ((await holderOf(path)) !== dead) return false;
    await rm(path, { force: true });
    return await create(path);
  } finally {
    await rm(guard, { force: true });
  }
}

/** Runs `work` with the lock of a log. Rejects where another command has it; one that was killed on this machine no longer counts. */
export async function withCommandLock<T>(live: string, work: () => Promise<T>): Promise<T> {
  const path = `${live}${lockName}`;
  if (!(await create(path))) {
    const guard = `${live}.taken-over${lockName}`;
    const holder = await holderOf(path);
    const [pid = '', host] = holder.split(' ');
    const isOver = host === hostname() && /^\d+$/.test(pid) && !isAlive(Number(pid));
    if (!isOver || !(await takeOver(path, guard, holder)))
      throw new Error(
        `${path}: another command is at work (process and host: ${holder}). If none is, delete this file${isOver ? `, and ${guard}` : ''}`,
      );
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
