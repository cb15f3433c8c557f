import { expect, test } from 'vitest';
import { readRedisAddress } from '../../../src/gateway/redis/redis-address.js';

test.each([
  ['redis://localhost:6379/2', { kind: 'server', url: 'redis://localhost:6379/2' }],
  ['rediss://u:p@redis.example.net', { kind: 'server', url: 'rediss://u:p@redis.example.net' }],
  ['/run/redis.sock', { kind: 'server', url: '/run/redis.sock' }],
  [
    'redis+sentinel://one,two:26380,[::1]:26381/main',
    {
      kind: 'sentinel',
      name: 'main',
      db: 0,
      sentinels: [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 26_380 },
        { host: '::1', port: 26_381 },
      ],
      access: {},
    },
  ],
  [
    'rediss+sentinel://:p%40ss@one/main/3',
    {
      kind: 'sentinel',
      name: 'main',
      db: 3,
      sentinels: [{ host: 'one', port: 26_379 }],
      access: { password: 'p@ss', tls: {} },
    },
  ],
  [
    'redis+cluster://ada:secret@one:7000,two',
    {
      kind: 'cluster',
      nodes: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 6379 },
      ],
      access: { username: 'ada', password: 'secret' },
    },
  ],
])('%s is an address', (address, read) => {
  expect(readRedisAddress(address)).toEqual(read);
});

test.each([
  'localhost:6379',
  'http://localhost:6379',
  'redis://[',
  'redis+sentinel://one,two',
  'redis+sentinel:///main',
  'redis+sentinel://one:99999/main',
  'redis+sentinel://one/main/x',
  'redis+sentinel://%:x@one/main',
  'redis+cluster://one,,two',
  'redis+cluster://one/main',
  'redis+cluster://one/2',
  '',
])('%j is none', (address) => {
  expect(readRedisAddress(address)).toBeUndefined();
});
