/** Bytes and their text forms, by web standards alone. */

/** A source of random bytes fit for secrets. */
export type Random = (length: number) => Uint8Array;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet.charAt((held >> (bits - 6)) & 63);
  }
  return bits > 0 ? text + alphabet.charAt((held << (6 - bits)) & 63) : text;
}

/** A text's SHA-256 (of its UTF-8), as 43 characters of base64url. */
export async function sha256(text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** The first 132 bits of a text's SHA-256, as 22 characters: tells texts apart, and strong enough for an ETag. */
export const digest = async (text: string): Promise<string> => (await sha256(text)).slice(0, 22);

/**
 * Reads a stream of bytes as UTF-8 text, counting while reading, since a declared length can be wrong.
 * `undefined`: longer than `limit` bytes. Throws `TypeError` where the bytes are not UTF-8.
 */
export async function readUtf8(body: ReadableStream<Uint8Array> | null, limit: number): Promise<string | undefined> {
  if (!body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body.getReader();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      // Not awaited: of a body that was cloned, the other copy may never be read, and this would wait for it.
      void reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
