/** Flushes a directory to the disk. For Node alone. */
import { open } from 'node:fs/promises';

/** Makes new names in a directory survive a crash: flushing the file itself is not enough. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
