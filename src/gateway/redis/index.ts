/** `sso-elements-server/redis`: what several instances of the gateway share, in Redis. */
export { type RedisClient, redisStore, type RedisStore, type RedisStoreOptions } from './redis-store.js';
