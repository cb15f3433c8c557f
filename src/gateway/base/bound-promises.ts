/** Runtimes that bind a promise to the request that made it. */

/**
 * Whether a promise of one request may never settle for another that waits for it. In Cloudflare's runtime, and those that are built on it, all
 * I/O ends with its request: where that reader leaves, whoever waits beside hangs or fails, and so would everybody after.
 */
export const bindsPromises = (runtime: object = globalThis): boolean =>
  'WebSocketPair' in runtime || 'EdgeRuntime' in runtime;
