import { expect, test } from 'vitest';
import { readRedisAddress, type RedisAddress } from '../../../src/gateway/redis/redis-address.js';
import { clusterOptions, sentinelOptions } from '../../../src/gateway/redis/redis-client.js';

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
