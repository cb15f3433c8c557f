import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createGateway, type LogEvent } from '../../../src/gateway/index.js';
import { type RedisClient, redisStore } from '../../../src/gateway/redis/index.js';
import { startRedis } from '../../support/redis.js';
import { until, untilPasses } from '../../support/until.js';

/** A client of the host's own that writes down what it is asked for. */
function fakeClient(answers: { set?: unknown } = {}) {
  const asked: unknown[][] = [];
  const client: RedisClient = {
    get: async (...args: unknown[]) => {
      asked.push(['get', ...args]);
      return null;
    },
    set: async (...args: unknown[]) => {
      asked.push(['set', ...args]);
      return 'set' in answers ? answers.set : 'OK';
    },
    del: async (...args: unknown[]) => {
      asked.push(['del', ...args]);
      return 1;
    },
  };
  return { client, asked };
}

test('a client of the host’s own is used, under the prefix, and stays open', async () => {
  const { client, asked } = fakeClient();
  const store = redisStore(client, { prefix: 'daily:' });
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', 'one', 10);
  expect(await store.add('b', 'two', 0.2)).toBe(true);
  await store.delete('a');
  store.close();
  expect(asked).toEqual([
    ['get', 'daily:a'],
    ['set', 'daily:a', 'one', 'EX', 10],
    // Redis has whole seconds, and refuses none.
    ['set', 'daily:b', 'two', 'EX', 1, 'NX'],
    ['del', 'daily:a'],
  ]);
});

test('whoever comes second has not added', async () => {
  expect(await redisStore(fakeClient({ set: null }).client).add('a', 'b', 1)).toBe(false);
});

test('what is no address is an error that does not repeat it', () => {
  const wrong = () => redisStore('redis+cluster://ada:s3cret@one/main');
  expect(wrong).toThrow(TypeError);
  expect(wrong).not.toThrow('s3cret');
});

test.each([
  ['one server', 'redis://127.0.0.1:1'],
  ['Sentinels', 'redis+sentinel://127.0.0.1:1/main'],
  ['a Cluster', 'redis+cluster://127.0.0.1:1'],
])(
  '%s that nobody can reach: a call rejects, and the process has heard of it by that alone',
  async (_what, address) => {
    const store = redisStore(address);
    onTestFinished(() => store.close());
    await expect(store.get('a')).rejects.toThrow();
  },
);

const sockets = await startRedis().then((socket) => (socket ? [{ socket }] : []));

test.each(sockets)(
  'in Redis, keys are kept as long as they were set for, and one of several is the first',
  async ({ socket }) => {
    const store = redisStore(socket);
    const client = new Redis(socket);
    onTestFinished(() => {
      store.close();
      client.disconnect();
    });
    await store.set('a', 'one', 100);
    expect(await store.get('a')).toBe('one');
    expect(await client.ttl('sso:a')).toBeGreaterThan(90);
    expect((await Promise.all(['x', 'y', 'z'].map((each) => store.add('b', each, 100)))).sort()).toEqual([
      false,
      false,
      true,
    ]);
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
  },
);

test.each(sockets)('a connection that is lost is opened again by the next call', async ({ socket }) => {
  const store = redisStore(socket);
  const client = new Redis(socket);
  onTestFinished(() => {
    store.close();
    client.disconnect();
  });
  await store.set('c', 'kept', 100);
  await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  let found: string | undefined;
  await until(async () => {
    found = await store.get('c').catch(() => undefined);
    return found !== undefined;
  });
  expect(found).toBe('kept');
});

test.each(sockets)('two gateways share one reading of the settings', async ({ socket }) => {
  const stores = [redisStore(socket), redisStore(socket)];
  onTestFinished(() => {
    for (const store of stores) store.close();
  });
  let asked = 0;
  const logged: LogEvent[] = [];
  const gateways = stores.map((store) =>
    createGateway({
      apiUrl: 'https://api.example.net/api/v3.0',
      apiToken: 'token',
      origins: ['https://www.example.com'],
      secrets: ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a'],
      store,
      limitMode: 'off',
      log: (event) => void logged.push(event),
      fetch: async () => {
        asked += 1;
        return Response.json({ emergencyMode: 'NONE', tokenType: 'EMAIL' });
      },
    }),
  );
  for (const gateway of gateways) {
    const { status } = await gateway.fetch(
      new Request('https://www.example.com/sso/settings?lang=en', {
        headers: { 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin' },
      }),
    );
    expect(status).toBe(200);
  }
  expect([asked, logged.filter(({ level }) => level !== 'info')]).toEqual([1, []]);
});

test.each(sockets)(
  'a server that takes no writes for a while, as when another is the first, takes them again',
  async ({ socket }) => {
    const store = redisStore(socket);
    const client = new Redis(socket);
    onTestFinished(async () => {
      await client.call('REPLICAOF', 'NO', 'ONE');
      store.close();
      client.disconnect();
    });
    await store.set('d', 'before', 100);
    await client.call('REPLICAOF', '127.0.0.1', '1');
    await expect(store.set('d', 'meanwhile', 100)).rejects.toThrow();
    await client.call('REPLICAOF', 'NO', 'ONE');
    await untilPasses(() => store.set('d', 'after', 100));
    expect(await store.get('d')).toBe('after');
  },
);

test.each(sockets)('what somebody else keeps under a key of ours rejects, and breaks nothing', async ({ socket }) => {
  const store = redisStore(socket);
  const client = new Redis(socket);
  onTestFinished(() => {
    store.close();
    client.disconnect();
  });
  await client.lpush('sso:e', 'a list');
  await expect(store.get('e')).rejects.toThrow('WRONGTYPE');
  await store.set('e', 'ours', 100);
  expect(await store.get('e')).toBe('ours');
});
