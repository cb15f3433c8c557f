/** An `onConsent` that appends each event as a line of JSON to a file. For Node alone. */
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConsentEvent } from '../options/consent-options.js';
import { syncDirectory } from './sync-directory.js';

const lineEnd = 10;

/** Opens the file each time, so that log rotation can move it away. Resolves once the lines are on the disk. */
async function append(path: string, lines: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    // A line that a crash left unfinished must not spoil the next one.
    const whole = size === 0 || buffer[0] === lineEnd;
    await file.appendFile((whole ? '' : '\n') + lines);
    await file.sync();
    if (size === 0) await syncDirectory(dirname(path));
  } finally {
    await file.close();
  }
}

/** Returns the `onConsent`, which rejects where an event was not written. Rejects itself where the file cannot be written to. */
export async function openConsentLog(path: string): Promise<(event: ConsentEvent) => Promise<void>> {
  await append(path, '');
  let last: Promise<unknown> = Promise.resolve();
  return (event) => {
    const written = last.then(() => append(path, `${JSON.stringify(event)}\n`));
    last = written.catch(() => undefined);
    return written;
  };
}
