import { expect, test } from 'vitest';
import { createSettingsStore, GarbageError, type RedisCommands } from '../../src/settings-store/index.js';

/** A client of the host's own over a map; `eval` does what the store's script says. */
function fakeRedis() {
  const versions = new Map<string, string>();
  const keys = new Map<string, string>();
  const client: RedisCommands = {
    get: async (key) => keys.get(key) ?? null,
    hget: async (_key, field) => versions.get(field) ?? null,
    hvals: async () => [...versions.values()],
    eval: async (_script, _count, newest, _versions, number, text) => {
      if (Number(keys.get(String(newest)) ?? 0) !== Number(number) - 1) return 0;
      versions.set(String(number), String(text));
      keys.set(String(newest), String(number));
      return 1;
    },
  };
  return { client, versions, keys };
}

test('a client of the host’s own is used, under the prefix, in one slot of a cluster', async () => {
  const { client, keys } = fakeRedis();
  const store = await createSettingsStore({ redis: client, prefix: 'daily' });
  await store.save({ maxSessions: 2 }, { who: 'ada', ifVersion: 1 });
  expect((await store.read()).settings).toEqual({ maxSessions: 2 });
  expect([...keys]).toEqual([['{daily}:newest', '2']]);
  await store.close();
});

test('garbage in Redis stops the start, and says where', async () => {
  const { client, versions } = fakeRedis();
  await createSettingsStore({ redis: client });
  versions.set('1', '{"num');
  const start = createSettingsStore({ redis: client });
  await expect(start).rejects.toThrow(GarbageError);
  await expect(start).rejects.toThrow('Redis {sso-settings}:versions, line 1, column 6');
});

test('settings that have gone from Redis are a failure of the read, not empty settings', async () => {
  const { client, keys } = fakeRedis();
  const store = await createSettingsStore({ redis: client });
  keys.clear();
  await expect(store.read()).rejects.toThrow('have gone');
});

test('a Redis that cannot be reached stops the start', async () => {
  await expect(createSettingsStore({ redis: '/nowhere/redis.sock' })).rejects.toThrow();
}, 60_000);
