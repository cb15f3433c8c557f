import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { redisLimits } from '../../../src/gateway/redis/index.js';
import { startRedis } from '../../support/redis.js';
import { start } from '../support/limited.js';
import { error, site } from '../support/harness.js';

test('what is no address is an error that does not repeat it', () => {
  const wrong = () => redisLimits('redis+cluster://ada:s3cret@one/main');
  expect(wrong).toThrow(TypeError);
  expect(wrong).not.toThrow('s3cret');
});

const away = expect.stringMatching(/^\{"time":"[\dT:.-]+Z","level":"warn","event":"limits-away"\}$/) as string;

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
  expect(warn.mock.calls).toEqual([[away]]);
});

/** Takes connections and never answers, as a machine does that hangs. */
async function hangingServer(): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test.each([
  ['an address', (port: number) => `redis://127.0.0.1:${port}`],
  // Waits without end for what is asked.
  ['a client of the operator’s own', (port: number) => new Redis(port)],
])('%s of a Redis that hangs: a gateway’s limits hold, from the first call on', async (_what, redisAt) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const redis = redisAt(await hangingServer());
  const limits = redisLimits(redis);
  onTestFinished(() => {
    limits.close();
    if (typeof redis !== 'string') redis.disconnect();
    warn.mockRestore();
  });
  const wrong = () => error(403, 20005);
  const news = site({ '/processes/login/verify': wrong }, { limits, limitMode: 'enforce', hideAccounts: 'off' });
  const told: unknown[] = [];
  for (let count = 0; count < 10; count += 1) told.push((await start(news)).code);
  expect(told.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'wrong-credentials'));
  // Real time passes: the pauses of a busy machine may be over, one after the other.
  expect(told).toContain('rate-limited');
  expect(news.log).not.toContainEqual(expect.objectContaining({ event: 'limits-failed' }));
  expect(warn.mock.calls).toEqual([[away]]);
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
