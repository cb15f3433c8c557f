/** Random bytes drawn in advance: a call for each few bytes costs more than the bytes. */
import type { Random } from '../base/bytes.js';

const poolSize = 2048;

/**
 * Returns the runtime's random bytes. Each is handed out once, and not kept: what the pool gives away is overwritten there. Requests for half a
 * pool or more are drawn by themselves.
 */
export function pooledRandom(
  draw: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): Random {
  // Filled at the first use: some runtimes have no random bytes before the first request.
  const pool = new Uint8Array(poolSize);
  let used = poolSize;
  return (length) => {
    const bytes = new Uint8Array(length);
    if (length >= poolSize / 2) {
      draw(bytes);
      return bytes;
    }
    if (used + length > poolSize) {
      draw(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + length));
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}
