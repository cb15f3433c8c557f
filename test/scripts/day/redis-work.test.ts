import { expect, test } from 'vitest';
import { keyGroups, kindOf, redisWork } from '../../../scripts/day/redis-work.js';

/** As Redis prints it, with its line ends. */
const info = (role: string, memory: number, calls: Record<string, number>): string =>
  [
    `used_memory:${memory}`,
    'used_memory_human:1.00M',
    `role:${role}`,
    ...Object.entries(calls).map(([name, count]) => `cmdstat_${name}:calls=${count},usec=5,usec_per_call=1.00`),
  ].join('\r\n');

test('commands are those of the server that takes writes, across a fail-over', () => {
  const looks = [
    { minute: 0, server: '1', info: info('master', 1000, { get: 10, set: 4, ping: 3 }) },
    { minute: 0, server: '2', info: info('slave', 900, { set: 4 }) },
    { minute: 61, server: '1', info: info('master', 3000, { get: 15, set: 6, ping: 9, info: 2 }) },
    { minute: 61, server: '2', info: info('slave', 9000, { set: 6 }) },
    // The first one is dead; what the replica has counted before is the first one's work.
    { minute: 62, server: '2', info: info('master', 2000, { set: 8, get: 1 }) },
    { minute: 119, server: '2', info: info('master', 2500, { set: 9, get: 4, 'config|get': 1, evalsha: 2 }) },
  ];
  const { commands, byHour, others, memory } = redisWork(looks);
  expect(commands).toEqual({ get: 8, set: 3, evalsha: 2 });
  expect(byHour[1]).toBe(13);
  expect(byHour.reduce((sum, each) => sum + each, 0)).toBe(13);
  expect(others).toBe(9);
  expect(memory).toEqual({ first: 1000, most: 3000 });
});

test('nothing is counted of nothing', () => {
  expect(redisWork([])).toMatchObject({ commands: {}, others: 0, memory: { first: 0, most: 0 } });
});

test.each([
  ['sso:limit:start-pair:3kf9Ab', 'sso:limit:start-pair'],
  ['sso:ready:7f3a', 'sso:ready'],
  ['sso:3kf9Ab:x', 'sso'],
  ['7f3a', '7f3a'],
  ['sso:settings', 'sso:settings'],
])('the kind of %s is %s', (key, kind) => {
  expect(kindOf(key)).toBe(kind);
});

test('keys of a kind are added up, with the longest that one of them lives', () => {
  expect(
    keyGroups([
      { key: 'sso:a:1', bytes: 100, left: 60 },
      { key: 'sso:b:1', bytes: 500, left: -1 },
      { key: 'sso:a:2', bytes: 120, left: 3600 },
    ]),
  ).toEqual([
    { kind: 'sso:b', keys: 1, bytes: 500, lifetime: 0 },
    { kind: 'sso:a', keys: 2, bytes: 220, lifetime: 3600 },
  ]);
});
