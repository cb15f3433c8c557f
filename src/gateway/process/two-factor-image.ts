/** The bar code of a two-factor set-up: read, so that it fits its cookie and survives a reload, and drawn again. */
import { perSecond } from '../base/budget.js';
import { type Png, readPng } from './read-png.js';

/** Base64 characters; longer images are neither read nor passed on. */
export const longestImage = 40_000;
/** Pixels of a side that the search gets to see. */
const longestSide = 256;
/** Pictures that are searched, a second: setting up two-factor is rare. */
const mostImages = 3;
/** Characters of an address that authenticator apps accept. */
const longestUri = 1000;

/** First base64 characters of an image → its media type. */
const types = { iVBORw0KGgo: 'image/png', '/9j/': 'image/jpeg', R0lGOD: 'image/gif' } as const;

/** An image from base64, with or without a `data:` prefix; `undefined` where it has none of these types. */
function parseImage(image: string): { base64: string; type: string } | undefined {
  const base64 = image.replace(/^\s*data:image\/\w+;base64,/i, '').replace(/\s/g, '');
  if (base64.length > longestImage || !/^[A-Za-z\d+/]+={0,2}$/.test(base64)) return undefined;
  const type = Object.entries(types).find(([start]) => base64.startsWith(start))?.[1];
  return type && { base64, type };
}

/** The image as a `data:` address; `undefined` where it is none. */
export function originalImage(image: string): string | undefined {
  const found = parseImage(image);
  return found && `data:${found.type};base64,${found.base64}`;
}

/** Pixels as grey RGB triples on white, whatever the PNG's colour type and depth; of a large picture every second, third … one. */
function sampled(png: Png): { width: number; height: number; data: Uint8Array } {
  const { depth, channels, palette, rows, stride } = png;
  const every = Math.ceil(Math.max(png.width, png.height) / longestSide);
  const [width, height] = [Math.floor(png.width / every), Math.floor(png.height / every)];
  const top = 2 ** depth - 1;
  /** From 0 to `top`. */
  function sample(row: number, index: number): number {
    const bit = index * depth;
    const at = row * stride + (bit >> 3);
    const byte = rows[at] ?? 0;
    if (depth < 8) return (byte >> (8 - depth - (bit & 7))) & top;
    return depth === 8 ? byte : byte * 256 + (rows[at + 1] ?? 0);
  }
  /** From 0 to 255. */
  function grey(row: number, column: number): number {
    const at = column * channels;
    const first = sample(row, at);
    if (palette) return ((palette[3 * first] ?? 0) + (palette[3 * first + 1] ?? 0) + (palette[3 * first + 2] ?? 0)) / 3;
    const isColour = channels > 2;
    const light = isColour ? (first + sample(row, at + 1) + sample(row, at + 2)) / 3 : first;
    const alpha = channels % 2 === 0 ? sample(row, at + channels - 1) / top : 1;
    return (light / top) * alpha * 255 + 255 * (1 - alpha);
  }
  const data = new Uint8Array(width * height * 3);
  for (let row = 0, to = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1, to += 3) {
      const light = Math.round(grey(row * every, column * every));
      data[to] = data[to + 1] = data[to + 2] = light;
    }
  return { width, height, data };
}

/** What reads a picture and searches it; the search is loaded on demand, as few readers set up two-factor. */
const loadReaders = async () => ({ readPng, decodeQR: (await import('qr/decode.js')).decodeQR });

/** The `otpauth:` address in a base64 PNG; `undefined` where none can be read. Never rejects. */
export async function readBarCode(image: string, load = loadReaders): Promise<string | undefined> {
  const found = parseImage(image);
  if (found?.type !== types.iVBORw0KGgo) return undefined;
  const { readPng: read, decodeQR } = await load();
  try {
    const png = await read(Uint8Array.from(atob(found.base64), (character) => character.charCodeAt(0)));
    if (!png) return undefined;
    // Without a second try: what is drawn is found at the first, and a picture full of its marks would take seconds.
    const uri = decodeQR(sampled(png), { format: 'RGB', timeLimit: 0 });
    return /^otpauth:\/\/\S+$/.test(uri) && uri.length <= longestUri ? uri : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads pictures as `readBarCode` does, a few a second in all; beyond that, nothing is read of one, and it is shown as it came. `now` in
 * milliseconds since 1970.
 */
export function createImageReader(now: () => number): typeof readBarCode {
  const isAffordable = perSecond(mostImages, now);
  return async (image, load) => (isAffordable() ? readBarCode(image, load) : undefined);
}

/** Draws an address as a bar code and extracts its secret, for readers who type it. */
export async function drawBarCode(uri: string): Promise<{ image: string; uri: string; key?: string }> {
  const { encodeQR } = await import('qr');
  const svg = encodeQR(uri, 'svg', { ecc: 'medium', border: 4 });
  const key = new URLSearchParams(uri.slice(uri.indexOf('?') + 1)).get('secret');
  return { image: `data:image/svg+xml,${encodeURIComponent(svg)}`, uri, ...(key && { key }) };
}
