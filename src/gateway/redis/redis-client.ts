/** A client of ioredis for an address, and when it takes commands. */
import { Cluster, Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.js';

/** Milliseconds. The gateway waits no longer for its store (`storeTimeout`). */
export const timeout = 1000;

const options = {
  lazyConnect: true,
  // Else commands wait without end for a server that is away, and are sent when they mean nothing any more.
  enableOfflineQueue: false,
  connectTimeout: timeout,
  commandTimeout: timeout,
  maxRetriesPerRequest: 1,
  retryStrategy: (times: number) => Math.min(50 * times, timeout),
  // A server that was the first one and no longer is: connect to the one that is, and say it again.
  reconnectOnError: ({ message }: Error): 2 | false => (message.startsWith('READONLY') ? 2 : false),
} as const;

const late = () => Object.assign(new Error('Redis took too long to connect'), { code: 'ETIMEDOUT' });

/** What ioredis is given for a server that Sentinels watch. TLS is for both: it takes two more options. */
export function sentinelOptions(address: Extract<RedisAddress, { kind: 'sentinel' }>) {
  const { sentinels, name, db, access } = address;
  const { tls } = access;
  const overTls = tls && { enableTLSForSentinelMode: true, sentinelTLS: tls };
  return { ...options, ...access, ...overTls, sentinels, name, db, sentinelCommandTimeout: timeout };
}

/** What ioredis is given for a Cluster, beside its nodes. */
export function clusterOptions({ access }: Extract<RedisAddress, { kind: 'cluster' }>) {
  const { lazyConnect, enableOfflineQueue, retryStrategy, ...redisOptions } = options;
  return {
    lazyConnect,
    enableOfflineQueue,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: timeout,
    redisOptions: { ...redisOptions, ...access },
  };
}

export function connect(address: RedisAddress): Redis | Cluster {
  switch (address.kind) {
    case 'server':
      return new Redis(address.url, options);
    case 'sentinel':
      return new Redis(sentinelOptions(address));
    case 'cluster':
      return new Cluster(address.nodes, clusterOptions(address));
  }
}

/**
 * Returns what waits until a client takes commands, as all who ask meanwhile do. Rejects with the reason for which it cannot connect, or once
 * it has taken too long; from then on at once, until a later try of the client's own has worked: a call with several commands waits once.
 */
export function readiness(client: Redis | Cluster): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  let failure: Error | undefined;
  // A connection that is lost is none yet that cannot be made: who asks then waits.
  client.on('error', (error: Error) => {
    if (client.status !== 'ready') failure = error;
  });
  client.on('ready', () => (failure = undefined));
  const wait = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (then: () => void) => {
        clearTimeout(timer);
        client.off('ready', ready);
        client.off('error', failed);
        waiting = undefined;
        then();
      };
      const ready = () => end(resolve);
      const failed = (error: Error) => end(() => reject(error));
      const timer = setTimeout(() => failed((failure = late())), timeout);
      client.once('ready', ready);
      client.once('error', failed);
      if (client.status === 'wait') client.connect().catch(() => undefined);
    });
  return async () => {
    if (client.status === 'ready') return;
    if (failure) throw failure;
    await (waiting ??= wait());
  };
}
