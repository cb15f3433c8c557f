import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readRedisAddress, type RedisAddress } from '../../../src/gateway/redis/redis-address.js';
import { clusterOptions, connect, readiness, sentinelOptions } from '../../../src/gateway/redis/redis-client.js';
import { untilPasses } from '../../support/until.js';

const read = <K extends RedisAddress['kind']>(kind: K, text: string): Extract<RedisAddress, { kind: K }> => {
  const address = readRedisAddress(text);
  if (address?.kind !== kind) throw new Error(text);
  return address as Extract<RedisAddress, { kind: K }>;
};

test.each([
  ['rediss', true],
  ['redis', undefined],
])('%s: over TLS, Sentinels and server alike: %s', (scheme, isOn) => {
  const options = sentinelOptions(read('sentinel', `${scheme}+sentinel://ada:secret@one,two/main/2`));
  expect(options).toMatchObject({
    username: 'ada',
    password: 'secret',
    name: 'main',
    db: 2,
    enableOfflineQueue: false,
  });
  expect(options.enableTLSForSentinelMode).toBe(isOn);
  expect(options.tls).toEqual(isOn && {});
  expect(options.sentinelTLS).toEqual(isOn && {});
});

test.each([
  ['rediss', {}],
  ['redis', undefined],
])('%s: every node of a Cluster is asked with %j', (scheme, tls) => {
  const { redisOptions, enableOfflineQueue } = clusterOptions(read('cluster', `${scheme}+cluster://:secret@one`));
  expect([redisOptions.password, redisOptions.tls, enableOfflineQueue]).toEqual(['secret', tls, false]);
});

/** A port that nobody listens at any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.each([
  ['one server', 'redis://127.0.0.1:'],
  ['a Cluster', 'redis+cluster://127.0.0.1:'],
])('%s that is away: after the first call, ten in a row reject before the client tries again', async (_what, start) => {
  const address = readRedisAddress(`${start}${await closedPort()}`);
  if (!address) throw new Error(start);
  const client = connect(address);
  onTestFinished(() => client.disconnect());
  client.on('error', () => undefined);
  const ready = readiness(client);
  await expect(ready()).rejects.toThrow();
  let attempts = 0;
  client.on('connecting', () => (attempts += 1));
  let rejected = 0;
  for (let n = 0; n < 10; n += 1) await ready().catch(() => (rejected += 1));
  expect([rejected, attempts]).toEqual([10, 0]);
});

test('a server that comes back takes commands again, without a call that had it tried', async () => {
  const port = await closedPort();
  const address = readRedisAddress(`redis://127.0.0.1:${port}`);
  if (!address) throw new Error('no address');
  const client = connect(address);
  client.on('error', () => undefined);
  const ready = readiness(client);
  await expect(ready()).rejects.toThrow('ECONNREFUSED');
  // It says of itself that it has loaded, whatever it is asked.
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (commands: Buffer) => {
      for (const _ of commands.toString().matchAll(/^\*\d/gm)) socket.write('$9\r\nloading:0\r\n');
    });
  }).listen(port, '127.0.0.1');
  onTestFinished(() => {
    client.disconnect();
    server.close();
  });
  await untilPasses(ready);
  expect(client.status).toBe('ready');
});

test('an error of a connection that is there makes nobody fail: who asks after it is lost waits for the next', async () => {
  const client = Object.assign(new EventEmitter(), { status: 'ready' });
  const isReady = readiness(client as unknown as Redis);
  client.emit('error', new Error('of one command'));
  await isReady();
  client.status = 'reconnecting';
  const waiting = isReady();
  client.status = 'ready';
  client.emit('ready');
  await waiting;
});
