import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { redisLimits } from '../../../src/gateway/redis/index.js';
import { startRedis } from '../../support/redis.js';

test('what is no address is an error that does not repeat it', () => {
  const wrong = () => redisLimits('redis+cluster://ada:s3cret@one/main');
  expect(wrong).toThrow(TypeError);
  expect(wrong).not.toThrow('s3cret');
});

test('while Redis is away, memory counts, and the console says so once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const limits = redisLimits('redis://127.0.0.1:1');
  onTestFinished(() => {
    limits.close();
    warn.mockRestore();
  });
  expect(await limits.count('a', 10)).toMatchObject({ times: 1 });
  expect(await limits.count('a', 10)).toMatchObject({ times: 2 });
  expect(await limits.read('a')).toMatchObject({ times: 2 });
  await limits.reset('a');
  expect(await limits.read('a')).toBeUndefined();
  expect(warn.mock.calls).toEqual([['{"level":"warn","event":"limits-away"}']]);
});

const sockets = await startRedis().then((socket) => (socket ? [{ socket }] : []));

test.each(sockets)(
  'two instances count together, under the prefix, for as long as a window lasts',
  async ({ socket }) => {
    const client = new Redis(socket);
    const [one, other] = [redisLimits(socket, { prefix: 'daily:' }), redisLimits(client, { prefix: 'daily:' })];
    onTestFinished(() => {
      for (const each of [one, other]) each.close();
      client.disconnect();
    });
    expect(await one.read('a')).toBeUndefined();
    expect(await one.count('a', 0.5)).toMatchObject({ times: 1 });
    expect(await other.count('b', 100)).toMatchObject({ times: 1 });
    expect(await one.count('b', 100)).toMatchObject({ times: 2 });
    const { secondsLeft = 0 } = (await other.read('b')) ?? {};
    expect(secondsLeft).toBeGreaterThan(90);
    expect(secondsLeft).toBeLessThanOrEqual(100);
    expect(await client.keys('daily:limit:b')).toHaveLength(1);
    await other.reset('b');
    expect(await one.read('b')).toBeUndefined();
  },
);
