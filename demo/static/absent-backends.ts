/** Replaces the settings store's file and Redis backends in the worker's bundle. */
const absent = (): never => {
  throw new Error('A service worker has no files or sockets: it keeps the settings in a backend of its own');
};

export const fileBackend = absent;
export const redisBackend = absent;
