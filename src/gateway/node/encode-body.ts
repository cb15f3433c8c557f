/**
 * The settings in the coding that a browser takes, compressed once. Here and not in the gateway: other runtimes compress what they send themselves,
 * and would do it twice.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { BoundedMap } from '../base/bounded-map.js';
import { matchesTag } from '../base/etag.js';
import { knownBody } from '../base/known-body.js';

type Compress = (text: string) => Promise<Uint8Array>;
const promised = (compress: unknown): Compress => promisify(compress as typeof zlib.gzip);

/** What this Node can, smallest results first. */
const codings: ReadonlyMap<string, Compress> = new Map([
  ['br', promised(zlib.brotliCompress)],
  // Since Node 22.15.
  ...('zstdCompress' in zlib ? [['zstd', promised(zlib.zstdCompress)] as const] : []),
  ['gzip', promised(zlib.gzip)],
]);

/** Characters below which nothing is gained. */
const shortest = 600;
/** Compressed bodies that are kept: of twenty languages, in each coding. */
const mostKept = 64;

/** The weight that a list gives to a coding; 0: it is not taken. */
function weightIn(list: string, coding: string): number {
  const weights = new Map(
    list.split(',').map((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((each) => each.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0] as const;
    }),
  );
  return weights.get(coding) ?? weights.get('*') ?? 0;
}

/** A response as it is sent: what differs from the one that the gateway made, beside a `Vary`. Without `body` that one's. */
export interface Encoded {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | undefined;
}

/**
 * Returns a function that encodes what has an ETag, since that is the same for everybody; `undefined` from it leaves a response as it is. Each coding
 * has a tag of its own (RFC 9110, 8.8.3.3).
 */
export function createBodyEncoder(): (response: Response, asked: IncomingHttpHeaders) => Promise<Encoded | undefined> {
  const kept = new BoundedMap<string, { text: string; bytes: Promise<Uint8Array> }>(mostKept);

  function compressed(tag: string, text: string, compress: Compress): Promise<Uint8Array> {
    const found = kept.get(tag);
    if (found?.text === text) return found.bytes;
    const bytes = compress(text);
    kept.set(tag, { text, bytes });
    return bytes;
  }

  return async (response, asked) => {
    const { status, headers } = response;
    const etag = headers.get('etag');
    const text = knownBody(response);
    if (etag === null || headers.has('content-encoding')) return undefined;
    const asIs = { status, headers: {}, body: undefined };
    if (typeof text !== 'string' || text.length < shortest) return asIs;
    const accepted = asked['accept-encoding'] ?? '';
    const chosen = [...codings].find(([coding]) => weightIn(accepted, coding) > 0);
    if (!chosen) return asIs;
    const [coding, compress] = chosen;
    const tag = etag.replace(/"$/, `-${coding}"`);
    if (matchesTag(asked['if-none-match'], tag)) return { status: 304, headers: { ETag: tag }, body: new Uint8Array() };
    const body = await compressed(tag, text, compress);
    return { status, headers: { ETag: tag, 'Content-Encoding': coding }, body };
  };
}
