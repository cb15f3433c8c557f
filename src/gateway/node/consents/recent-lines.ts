/** The lines that were written last, for a file that is cut by somebody who had copied it before they were there (`copytruncate`). */
import type { FileHandle } from 'node:fs/promises';

/** Milliseconds: longer than a copy of a large file takes. */
const keptFor = 60_000;
/** Bytes; beyond, the oldest are forgotten. */
const mostBytes = 8 * 1024 * 1024;

/** Where lines stand, once that has been seen. */
export interface LinePlace {
  /** As `fileIdOf` tells it. */
  file: string;
  offset: number;
  bytes: Buffer;
}

/** What tells files apart while both exist. */
export const fileIdOf = ({ dev, ino }: { dev: bigint; ino: bigint }): string => `${dev}:${ino}`;

/** Reads up to `length` bytes; fewer at the end of the file. */
export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

export class RecentLines {
  #place: LinePlace | undefined;
  #kept: { lines: Buffer; until: number }[] = [];

  /** Whether there is anything that could be lost. */
  get isEmpty(): boolean {
    this.#expire();
    return this.#kept.length === 0;
  }

  /**
   * Returns what has to be written again: nothing while the newest lines are where they were. A file that was moved away keeps its lines,
   * so they are forgotten.
   */
  async lostFrom(file: FileHandle, id: string): Promise<Buffer[]> {
    if (this.isEmpty || this.#place === undefined) return [];
    if (this.#place.file !== id) {
      this.#kept = [];
      return [];
    }
    const { offset, bytes } = this.#place;
    return (await readAt(file, offset, bytes.length)).equals(bytes) ? [] : this.#kept.map(({ lines }) => lines);
  }

  add(lines: Buffer, place: LinePlace): void {
    this.#place = place;
    this.#kept.push({ lines, until: performance.now() + keptFor });
    const bytes = () => this.#kept.reduce((sum, each) => sum + each.lines.length, 0);
    while (this.#kept.length > 1 && bytes() > mostBytes) this.#kept.shift();
  }

  /** After everything that is kept was written again. */
  moveTo(place: LinePlace): void {
    this.#place = place;
  }

  #expire(): void {
    const now = performance.now();
    while ((this.#kept[0]?.until ?? Infinity) <= now) this.#kept.shift();
  }
}
