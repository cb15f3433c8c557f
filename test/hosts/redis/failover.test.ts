/** Redis that fails over while a store of its own is asked. */
import { expect, onTestFinished, test } from 'vitest';
import { type RedisSetup, startCluster, startSentinels } from '../../../scripts/hosts/redis.js';
import { redisStore } from '../../../src/gateway/redis/index.js';
import { untilPasses } from '../../support/until.js';

/** In a Cluster, keys lie on different servers: of many, some lie on the one that fails. */
const keys = Array.from({ length: 30 }, (_, at) => `key-${at}`);

const setUps: [string, () => Promise<RedisSetup>][] = [
  ['Sentinels', startSentinels],
  ['a Cluster', startCluster],
];

test.each(setUps)(
  '%s: what was set is there after the first server has failed, and more can be set',
  async (_, start) => {
    const redis = await start();
    onTestFinished(redis.stop);
    const store = redisStore(redis.address);
    onTestFinished(store.close);
    await untilPasses(async () => {
      for (const key of keys) await store.set(key, key, 600);
    });
    // A replica is told a moment later.
    await redis.settled();
    await redis.killFirst();
    await untilPasses(async () => {
      for (const key of keys) expect(await store.get(key)).toBe(key);
      for (const key of keys) await store.set(key, `${key} again`, 600);
    });
    expect(await store.get('key-7')).toBe('key-7 again');
  },
);
