/** What `onConsent` is told, as lines of JSON in a file that outlives the process. For Node alone. */
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConsentEvent } from '../options/consent-options.js';
import { syncDirectory } from './sync-directory.js';

const lineEnd = 10;

/** Opened each time, so that the file can be moved away, as log rotation does. Resolves once all of it is on the disk. */
async function append(path: string, lines: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    // What a crash left unfinished must not spoil the next line.
    const whole = size === 0 || buffer[0] === lineEnd;
    await file.appendFile((whole ? '' : '\n') + lines);
    await file.sync();
    if (size === 0) await syncDirectory(dirname(path));
  } finally {
    await file.close();
  }
}

/** Rejects where the file cannot be written. What it answers is an `onConsent` that rejects where an event was not. */
export async function openConsentLog(path: string): Promise<(event: ConsentEvent) => Promise<void>> {
  await append(path, '');
  let last: Promise<unknown> = Promise.resolve();
  return (event) => {
    const written = last.then(() => append(path, `${JSON.stringify(event)}\n`));
    last = written.catch(() => undefined);
    return written;
  };
}
