/** Reads a file of the consent log line by line, as it is or compressed by gzip. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readAt } from './recent-lines.js';

const lineEnd = 10;
const piece = 64 * 1024;

/** The first bytes of files of other kinds, in hexadecimal. */
const kinds = { gzip: '1f8b', zstd: '28b52ffd', xz: 'fd377a58', bzip2: '425a68' } as const;
type Kind = keyof typeof kinds | 'plain';

/** Judges a file by its first bytes: log rotation may have any name for it. */
export async function kindOf(file: FileHandle): Promise<Kind> {
  const start = (await readAt(file, 0, 4)).toString('hex');
  const found = Object.entries(kinds).find(([, first]) => start.startsWith(first));
  return (found?.[0] as Kind | undefined) ?? 'plain';
}

async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let offset = 0; ;) {
    const found = await readAt(file, offset, piece);
    if (found.length === 0) return;
    yield found;
    offset += found.length;
  }
}

/** The lines as they are, without their ends; empty ones, too. Throws where the file cannot be read to its end. */
export async function* linesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const kind = await kindOf(file);
  if (kind !== 'plain' && kind !== 'gzip') throw new Error(`is compressed by ${kind}: unpack it first`);
  const pieces = piecesOf(file);
  const source: AsyncIterable<Buffer> =
    kind === 'gzip'
      ? (Readable.from(pieces, { objectMode: false }).pipe(createGunzip()) as AsyncIterable<Buffer>)
      : pieces;
  let begun: Buffer[] = [];
  for await (const found of source) {
    let start = 0;
    for (let end = found.indexOf(lineEnd); end >= 0; end = found.indexOf(lineEnd, start)) {
      yield Buffer.concat([...begun, found.subarray(start, end)]);
      begun = [];
      start = end + 1;
    }
    if (start < found.length) begun.push(found.subarray(start));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
