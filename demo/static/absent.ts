/** In the worker's bundle it stands where the settings store would load what keeps settings in files or in a Redis. */
const absent = (): never => {
  throw new Error('A service worker has neither files nor sockets: it keeps the settings by a backend of its own');
};

export const fileBackend = absent;
export const redisBackend = absent;
