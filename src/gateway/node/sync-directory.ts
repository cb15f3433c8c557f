/** For Node alone. */
import { open } from 'node:fs/promises';

/** A name in a directory is only safe once the directory itself is. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
