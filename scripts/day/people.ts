/** Who lives through the day. */
export const apiToken = 'API-TOKEN-of-the-day';
export const password = 'correct horse battery';
export const emailOf = (index: number): string => `reader${index}@example.org`;
export const origin = 'https://www.example.com';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where nginx takes a reader's address from here, since all of them are on this machine. */
export const addressHeader = 'X-Day-Address';
