/** Bytes and their text forms, by web standards alone. */
import { sha256 as hash } from '@noble/hashes/sha2.js';

/** Returns that many random bytes, fit for secrets. */
export type Random = (length: number) => Uint8Array;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64url without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet.charAt((held >> (bits - 6)) & 63);
  }
  return bits > 0 ? text + alphabet.charAt((held << (6 - bits)) & 63) : text;
}

/** SHA-256 of a text's UTF-8, as 43 characters of base64url. */
export async function sha256(text: string): Promise<string> {
  return encodeBase64url(hash(new TextEncoder().encode(text)));
}

/** The first 132 bits of a text's SHA-256, as 22 characters of base64url: enough to identify a text, as in an ETag. */
export const digest = async (text: string): Promise<string> => (await sha256(text)).slice(0, 22);

/** A request or response, as far as its body is read. */
type Message = Pick<Response, 'blob'> & {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly headers: Pick<Headers, 'get'>;
};

/** Bytes by the message's own `Content-Length`; 0 where it declares none. */
export const declaredLength = ({ headers }: Pick<Message, 'headers'>): number =>
  Number(headers.get('content-length') ?? 0);

/**
 * The message's body as a stream; `undefined` where it is known to have more than `limit` bytes, before any is read. Firefox has no
 * `Request.prototype.body`: there a blob, which the browser keeps outside of the script's memory, says how long it is first.
 */
async function streamOf(message: Message, limit: number): Promise<Message['body'] | undefined> {
  if (declaredLength(message) > limit) return undefined;
  const { body } = message as { body: Message['body'] | undefined };
  if (body !== undefined) return body;
  const blob = await message.blob();
  return blob.size > limit ? undefined : blob.stream();
}

/** A body had not arrived when its time was over. */
export class LateBody extends Error {
  override name = 'LateBody';
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;
/** Not awaited: cancelling one half of a cloned body waits for the other half, which nobody may read. */
const giveUp = (reader: Reader): void => void reader.cancel().catch(() => undefined);

async function readText(reader: Reader, limit: number): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      giveUp(reader);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * Reads a body as UTF-8 text, counting the bytes while reading, since a declared length can be wrong. Returns `undefined` where there are
 * more than `limit` bytes. Throws `TypeError` where they are not UTF-8, or were read before, and `LateBody` where they have not all
 * arrived within `patience` milliseconds; without it a body may take as long as it likes.
 */
export async function readUtf8(message: Message, limit: number, patience?: number): Promise<string | undefined> {
  const body = await streamOf(message, limit);
  if (!body) return body === null ? '' : undefined;
  const reader = body.getReader();
  if (patience === undefined) return readText(reader, limit);
  const given = { up: false };
  const timer = setTimeout(() => {
    given.up = true;
    // Ends the read that waits.
    giveUp(reader);
  }, patience);
  try {
    const text = await readText(reader, limit);
    if (given.up) throw new LateBody();
    return text;
  } finally {
    clearTimeout(timer);
  }
}
