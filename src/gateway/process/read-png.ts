/** Reads the pixels of a small PNG, with bounds on its work: a library would inflate whatever it is given. */

/** Pixels that a bar code's picture may have; one whose header claims more is not inflated. */
const mostPixels = 400_000;
/** Bytes of the rows once they are inflated: some 520 by 520 pixels in four channels. */
const mostBytes = 1_100_000;
/** Parts of a file. */
const mostChunks = 200;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour type → samples of a pixel. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A picture's rows, of which no filter is left. */
export interface Png {
  width: number;
  height: number;
  /** Bits of a sample. */
  depth: number;
  channels: number;
  /** Red, green and blue of each colour, one after the other; absent where samples are no index. */
  palette?: Uint8Array;
  /** The bytes of all rows, one after the other. */
  rows: Uint8Array;
  /** Bytes of a row. */
  stride: number;
}

/** What a zlib stream inflates to; `undefined` where that is more than `most` bytes, of which no more is inflated then. Rejects on nonsense. */
export async function inflateAtMost(zlib: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array | undefined> {
  const inflated = new Uint8Array(most);
  let size = 0;
  const reader = new Blob([zlib]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return inflated.subarray(0, size);
    if (size + value.byteLength > most) {
      await reader.cancel();
      return undefined;
    }
    inflated.set(value, size);
    size += value.byteLength;
  }
}

/** The nearest to what is on the left, above and between them (PNG, 9.4). */
function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner);
  const byAbove = Math.abs(left - corner);
  const byCorner = Math.abs(left + above - 2 * corner);
  return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  return filter === 3 ? (left + above) >> 1 : paeth(left, above, corner);
}

/** A byte; outside of them nought. */
const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Takes the filters off, each of which adds to a byte what stands before or above it (PNG, 9.2). `undefined`: an unknown one. */
function unfilter(filtered: Uint8Array, height: number, stride: number, pixel: number): Uint8Array | undefined {
  const rows = new Uint8Array(height * stride);
  for (let row = 0; row < height; row += 1) {
    const [from, to] = [row * (stride + 1) + 1, row * stride];
    const filter = byteAt(filtered, from - 1);
    if (filter > 4) return undefined;
    for (let at = 0; at < stride; at += 1) {
      const left = at < pixel ? 0 : byteAt(rows, to + at - pixel);
      const above = byteAt(rows, to + at - stride);
      const corner = at < pixel ? 0 : byteAt(rows, to + at - stride - pixel);
      rows[to + at] = byteAt(filtered, from + at) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

/** `undefined`: no PNG, too large a one, or one that is interlaced. Rejects on nonsense. */
export async function readPng(bytes: Uint8Array<ArrayBuffer>, inflate = inflateAtMost): Promise<Png | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || signature.some((byte, at) => bytes[at] !== byte)) return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth = 0, colour = 0, , , interlace] = bytes.subarray(24, 29);
  const channels = channelsOf[colour];
  if (!channels || ![1, 2, 4, 8, 16].includes(depth) || interlace !== 0) return undefined;
  const stride = Math.ceil((width * channels * depth) / 8);
  const size = height * (stride + 1);
  if (width * height === 0 || width * height > mostPixels || size > mostBytes) return undefined;
  const data: Uint8Array<ArrayBuffer>[] = [];
  let palette: Uint8Array | undefined;
  for (let at = 8, chunks = 0; at + 12 <= bytes.length; at += 12 + view.getUint32(at), chunks += 1) {
    if (chunks === mostChunks) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    if (name === 'IDAT') data.push(content);
    else if (name === 'PLTE') palette = content;
    else if (name === 'IEND') break;
  }
  const zlib = new Uint8Array(await new Blob(data).arrayBuffer());
  const filtered = await inflate(zlib, size);
  if (filtered?.length !== size || (colour === 3 && !palette)) return undefined;
  const rows = unfilter(filtered, height, stride, Math.max(1, (channels * depth) >> 3));
  return rows && { width, height, depth, channels, rows, stride, ...(colour === 3 && palette && { palette }) };
}
