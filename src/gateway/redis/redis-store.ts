import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Store } from '../base/ports.js';
import { type RedisAddress, readRedisAddress } from './redis-address.js';

/** The commands that are used of a client, as ioredis has them. */
export interface RedisClient {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, unit: 'EX', seconds: number): Promise<unknown>;
  set(key: string, value: string, unit: 'EX', seconds: number, condition: 'NX'): Promise<unknown>;
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

/** Milliseconds. The gateway waits no longer for its store (`storeTimeout`). */
const timeout = 1000;

const options = {
  lazyConnect: true,
  connectTimeout: timeout,
  commandTimeout: timeout,
  maxRetriesPerRequest: 1,
  retryStrategy: (times: number) => Math.min(50 * times, timeout),
  // A server that was the first one and no longer is: connect to the one that is, and say it again.
  reconnectOnError: ({ message }: Error): 2 | false => (message.startsWith('READONLY') ? 2 : false),
} satisfies RedisOptions;

function connect(address: RedisAddress): Redis | Cluster {
  switch (address.kind) {
    case 'server':
      return new Redis(address.url, options);
    case 'sentinel': {
      const { sentinels, name, db, access } = address;
      return new Redis({ ...options, ...access, sentinels, name, db, sentinelCommandTimeout: timeout });
    }
    case 'cluster': {
      const { lazyConnect, retryStrategy, ...redisOptions } = options;
      return new Cluster(address.nodes, {
        lazyConnect,
        clusterRetryStrategy: retryStrategy,
        redisOptions: { ...redisOptions, ...address.access },
      });
    }
  }
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
  let close = () => undefined;
  if (typeof redis === 'string') {
    const address = readRedisAddress(redis);
    if (!address) throw new TypeError('redis: must be an address as redis://host:6379 or redis+sentinel://host/name');
    const own = connect(address);
    // A command that fails rejects, and the gateway logs that; without a listener ioredis writes each failure to the console.
    own.on('error', () => undefined);
    client = own;
    close = () => own.disconnect() as undefined;
  } else client = redis;
  /** Whatever ioredis waits for, as a Cluster that nobody can reach. */
  async function bounded<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('Redis took too long')), timeout);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      // What is late may still fail.
      work.catch(() => undefined);
    }
  }
  /** Redis knows whole seconds, and none is no time. */
  const seconds = (ttl: number) => Math.max(1, Math.ceil(ttl));
  return {
    get: async (key) => (await bounded(client.get(prefix + key))) ?? undefined,
    set: async (key, value, ttl) => {
      await bounded(client.set(prefix + key, value, 'EX', seconds(ttl)));
    },
    // Where the answer was lost and ioredis says it again, nobody was the first: work may be left for later, but is never done twice.
    add: async (key, value, ttl) => (await bounded(client.set(prefix + key, value, 'EX', seconds(ttl), 'NX'))) === 'OK',
    delete: async (key) => {
      await bounded(client.del(prefix + key));
    },
    close,
  };
}
