/** Random tokens, and base64 without `node:`. */

/** Any bytes as base64. */
export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Any bytes as base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string =>
  base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** 32 characters (192 bits): a removal token and a session ID may have 40. */
export const createRandomToken = (random: (length: number) => Uint8Array): string => toBase64url(random(24));

/** An object as a segment of a signed token. */
export const segment = (value: object): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));
