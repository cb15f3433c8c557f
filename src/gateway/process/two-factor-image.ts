/** The bar code of a two-factor set-up: read, so that it fits its cookie and survives a reload, and drawn again. */
import type { DecodedPng } from 'fast-png';

/** Pixels; an image whose header claims more is not decompressed. */
const mostPixels = 4_000_000;
/** Milliseconds for the search in the image. */
const patience = 500;
/** Base64 characters; longer images are neither read nor passed on. */
const longestImage = 500_000;
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

/** Pixels as grey RGB triples on white, whatever the PNG's colour type and depth. */
function rgb(png: DecodedPng): Uint8Array {
  const { width, height, data, depth, channels, palette } = png;
  const scale = 255 / (2 ** depth - 1);
  const perRow = Math.ceil((width * channels * depth) / 8);
  const sample = (row: number, index: number): number => {
    if (depth >= 8) return Number(data[row * width * channels + index]);
    const bit = index * depth;
    return (Number(data[row * perRow + (bit >> 3)]) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = column * channels;
      const [red = 0, green = red, blue = red, alpha = 255] = palette
        ? (palette[sample(row, at)] ?? [])
        : channels > 2
          ? [0, 1, 2, 3].slice(0, channels).map((channel) => sample(row, at + channel) * scale)
          : [sample(row, at) * scale, undefined, undefined, channels === 2 ? sample(row, at + 1) * scale : undefined];
      const grey = ((red + green + blue) / 3) * (alpha / 255) + 255 - alpha;
      pixels.fill(Math.round(grey), (row * width + column) * 3, (row * width + column) * 3 + 3);
    }
  }
  return pixels;
}

/** The libraries, loaded on demand: few readers set up two-factor. */
const loadCodecs = async () => {
  const [{ decode }, { decodeQR }] = await Promise.all([import('fast-png'), import('qr/decode.js')]);
  return { decode, decodeQR };
};

/** The `otpauth:` address in a base64 PNG; `undefined` where none can be read. Never rejects. */
export async function readBarCode(image: string, load = loadCodecs): Promise<string | undefined> {
  const found = parseImage(image);
  if (found?.type !== types.iVBORw0KGgo) return undefined;
  const { decode, decodeQR } = await load();
  try {
    const bytes = Uint8Array.from(atob(found.base64), (character) => character.charCodeAt(0));
    const header = new DataView(bytes.buffer);
    if (header.getUint32(16) * header.getUint32(20) > mostPixels) return undefined;
    const png = decode(bytes);
    const { width, height } = png;
    const uri = decodeQR({ width, height, data: rgb(png) }, { format: 'RGB', timeLimit: patience });
    return /^otpauth:\/\/\S+$/.test(uri) && uri.length <= longestUri ? uri : undefined;
  } catch {
    return undefined;
  }
}

/** Draws an address as a bar code and extracts its secret, for readers who type it. */
export async function drawBarCode(uri: string): Promise<{ image: string; uri: string; key?: string }> {
  const { encodeQR } = await import('qr');
  const svg = encodeQR(uri, 'svg', { ecc: 'medium', border: 4 });
  const key = new URLSearchParams(uri.slice(uri.indexOf('?') + 1)).get('secret');
  return { image: `data:image/svg+xml,${encodeURIComponent(svg)}`, uri, ...(key && { key }) };
}
