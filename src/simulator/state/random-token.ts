/** Random tokens, and base64 that runs outside Node, too. */

/** Encodes bytes as base64. */
export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Encodes bytes as base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string =>
  base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Returns 32 characters (192 bits). The hosted API allows 40 for removal tokens and session IDs. */
export const createRandomToken = (random: (length: number) => Uint8Array): string => toBase64url(random(24));

/** Encodes an object as a segment of a JWT. */
export const segment = (value: object): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));
