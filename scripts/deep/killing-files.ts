/** Stands in for `node:fs/promises`: kills its own process before the n-th act that changes something. */
import type { FileHandle } from 'node:fs/promises';
// By its other name, which is not replaced when the program is bundled.
import * as files from 'fs/promises';

export const { mkdir, readdir, readFile, stat } = files;

const killAt = Number(process.env['KILL_AT']);
let acts = 0;

function act(): void {
  if (acts === killAt) process.kill(process.pid, 'SIGKILL');
  acts += 1;
}
/** How many acts there were. */
export const actsDone = (): number => acts;

/** A function that is an act. */
const acting =
  <A extends unknown[], R>(run: (...given: A) => Promise<R>) =>
  async (...given: A): Promise<R> => {
    act();
    return run(...given);
  };

export const link = acting(files.link);
export const rename = acting(files.rename);
export const rm = acting(files.rm);
export const open = acting(async (path: string, flags: string) => {
  const file = await files.open(path, flags);
  return {
    writeFile: acting(async (text: string) => file.writeFile(text)),
    sync: acting(async () => file.sync()),
    close: acting(async () => file.close()),
  } satisfies Partial<FileHandle>;
});
