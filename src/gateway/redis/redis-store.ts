import type { Store } from '../base/ports.js';
import { bounded } from './bounded.js';
import { readRedisAddress } from './redis-address.js';
import { connect, readiness, timeout } from './redis-client.js';

/** The commands that are used of a client, as ioredis has them. */
export interface RedisClient {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ...options: [unit: 'EX', seconds: number, condition?: 'NX']): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

export interface RedisStoreOptions {
  /** What every key begins with. Gateways of one merchant share it, those of different merchants must not. Default: `'sso:'`. */
  prefix?: string;
}

export interface RedisStore extends Store {
  /** Ends the connections that the store has opened; a client of your own stays open. */
  close(): void;
}

/**
 * Creates a store in Redis, for several instances of a gateway. It connects at the first call, and again whenever a connection is lost; what
 * cannot be done within a second rejects, and the gateway goes on without.
 *
 * @param redis an address or a client of your own, as of ioredis. Addresses: `redis://user:password@host:6379/0`, with `rediss:` over TLS; a
 * socket's path; `redis+sentinel://host:26379,host:26379/name`, with the name under which Sentinels watch the server; and
 * `redis+cluster://host:6379,host:6379`. The last two have forms with TLS, too: `rediss+sentinel:` and `rediss+cluster:`.
 * @throws TypeError if the address is none; it is not repeated, since it can hold a password.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { redisStore } from 'sso-elements-server/redis';
 *
 * declare const options: GatewayOptions;
 *
 * const gateway = createGateway({ ...options, store: redisStore('redis://localhost:6379') });
 * ```
 */
export function redisStore(redis: string | RedisClient, { prefix = 'sso:' }: RedisStoreOptions = {}): RedisStore {
  let client: RedisClient;
  let close: () => void = () => undefined;
  let ready = () => Promise.resolve();
  if (typeof redis === 'string') {
    const address = readRedisAddress(redis);
    if (!address) throw new TypeError('redis: must be an address as redis://host:6379 or redis+sentinel://host/name');
    const own = connect(address);
    // A command that fails rejects, and the gateway logs that; without a listener ioredis writes each failure to the console.
    own.on('error', () => undefined);
    client = own;
    ready = readiness(own);
    close = () => {
      own.disconnect();
    };
  } else client = redis;
  /** Whatever a client waits for. */
  async function asked<T>(ask: () => Promise<T>): Promise<T> {
    await ready();
    return bounded(timeout, ask);
  }
  /** Redis knows whole seconds, and none is no time. */
  const seconds = (ttl: number) => Math.max(1, Math.ceil(ttl));
  return {
    get: async (key) => (await asked(() => client.get(prefix + key))) ?? undefined,
    set: async (key, value, ttl) => {
      await asked(() => client.set(prefix + key, value, 'EX', seconds(ttl)));
    },
    // Where the answer was lost and ioredis says it again, nobody was the first: work may be left for later, but is never done twice.
    add: async (key, value, ttl) =>
      (await asked(() => client.set(prefix + key, value, 'EX', seconds(ttl), 'NX'))) === 'OK',
    delete: async (key) => {
      await asked(() => client.del(prefix + key));
    },
    close,
  };
}
