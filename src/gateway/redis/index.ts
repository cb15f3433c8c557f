/** `sso-elements-server/redis`: what several instances of the gateway share, in Redis. */
export { redisLimits, type RedisLimits, type RedisLimitsOptions, type ScriptingClient } from './redis-limits.js';
export { type RedisClient, redisStore, type RedisStore, type RedisStoreOptions } from './redis-store.js';
