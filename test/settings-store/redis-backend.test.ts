import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createSettingsStore, CorruptSettingsError, type RedisCommands } from '../../src/settings-store/index.js';
import { runSettingsCommand } from '../../src/settings-store/command/cli-run.js';
import { startRedis } from '../support/redis.js';

/** A client of the host's own over a map; `eval` does what the store's script says. */
function fakeRedis() {
  const versions = new Map<string, string>();
  const keys = new Map<string, string>();
  const client: RedisCommands = {
    get: async (key) => keys.get(key) ?? null,
    hget: async (_key, field) => versions.get(field) ?? null,
    hvals: async () => [...versions.values()],
    eval: async (_script, _count, newest, _versions, number, text) => {
      if (versions.get(String(number)) === text) return 1;
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
  await expect(start).rejects.toThrow(CorruptSettingsError);
  await expect(start).rejects.toThrow('Redis {sso-settings}:versions, line 1, column 6');
});

test('settings that are no longer in Redis are a failure of the read, not empty settings', async () => {
  const { client, keys } = fakeRedis();
  const store = await createSettingsStore({ redis: client });
  keys.clear();
  await expect(store.read()).rejects.toThrow('no longer where');
});

test('a Redis that cannot be reached stops the start', async () => {
  await expect(createSettingsStore({ redis: '/nowhere/redis.sock' })).rejects.toThrow();
}, 60_000);

test('one version in Redis that is garbage takes neither the history nor an undo of what is not upon it', async () => {
  const { client, versions } = fakeRedis();
  const store = await createSettingsStore({ redis: client });
  for (const maxSessions of [2, 3]) await store.save({ maxSessions }, { who: 'ada' });
  versions.set('1', '{"num');
  expect((await store.history()).map(({ number }) => number)).toEqual([3, 2]);
  expect((await store.undo({ who: 'ada' })).settings).toEqual({ maxSessions: 2 });
});

const servers = await startRedis().then((redis) => (redis ? [{ redis, kind: 'a real Redis' }] : []));
test.each(servers)(
  '$kind: a save that is sent again, its answer lost, is one version and no conflict',
  async ({ redis }) => {
    const client = new Redis(redis);
    onTestFinished(() => client.disconnect());
    const sentTwice: RedisCommands = {
      get: async (key) => client.get(key),
      hget: async (key, field) => client.hget(key, field),
      hvals: async (key) => client.hvals(key),
      eval: async (...given) => {
        await client.eval(...given);
        return client.eval(...given);
      },
    };
    const store = await createSettingsStore({ redis: sentTwice, prefix: crypto.randomUUID() });
    expect(await store.save({ maxSessions: 2 }, { who: 'ada', ifVersion: 1 })).toMatchObject({
      version: { number: 2 },
    });
    expect(await store.save({ maxSessions: 3 }, { who: 'ada' })).toMatchObject({ version: { number: 3 } });
    expect(await store.history()).toHaveLength(3);
  },
);

test.each(servers)('$kind: one command restores the last good version, and keeps the garbage', async ({ redis }) => {
  const client = new Redis(redis);
  onTestFinished(() => client.disconnect());
  const prefix = crypto.randomUUID();
  const store = await createSettingsStore({ redis: client, prefix });
  for (const maxSessions of [2, 3, 4]) await store.save({ maxSessions }, { who: 'ada' });
  for (const number of ['3', '4']) await client.hset(`{${prefix}}:versions`, number, '{"num');
  await expect(store.read()).rejects.toThrow(`npx --no sso-elements-settings restore --redis … --prefix ${prefix}`);
  let said = '';
  const output = { write: (text: string) => (said += text) };
  const args = ['restore', '--redis', redis, '--prefix', prefix];
  expect(await runSettingsCommand({ args, stdout: output, stderr: output })).toBe(0);
  expect(said).toContain(`Kept what could not be read: {${prefix}}:bad 4`);
  expect(said).toContain('is at version 2');
  expect(await client.hgetall(`{${prefix}}:bad`)).toEqual({ 3: '{"num', 4: '{"num' });
  expect((await store.read()).settings).toEqual({ maxSessions: 2 });
  expect(await store.save({ maxSessions: 5 }, { who: 'ada' })).toMatchObject({ version: { number: 3 } });
  said = '';
  expect(await runSettingsCommand({ args, stdout: output, stderr: output })).toBe(0);
  expect(said, 'where nothing is wrong nothing is put aside').not.toContain('Kept');
  const nothing = ['restore', '--redis', redis, '--prefix', 'nothing'];
  expect(await runSettingsCommand({ args: nothing, stdout: output, stderr: output })).toBe(1);
  expect(said).toContain('There is no good version');
});
