import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/gateway/base/memory-store.js';

test('what is kept is forgotten after its time, asked for or not', async () => {
  let now = 0;
  const store = memoryStore(() => now);
  await store.set('a', 'one', 10);
  await store.set('b', 'two', 100);
  now = 9_999;
  expect(await store.get('a')).toBe('one');
  now = 10_000;
  expect(await store.get('a')).toBeUndefined();
  expect(await store.get('b')).toBe('two');
});

test('of those who add the same key at once one is the first, until its time is over', async () => {
  let now = 0;
  const store = memoryStore(() => now);
  const adding = (value: string) => store.add('a', value, 10);
  expect(await Promise.all([adding('one'), adding('two'), adding('three')])).toEqual([true, false, false]);
  expect(await store.get('a')).toBe('one');
  now = 9_999;
  expect(await adding('four')).toBe(false);
  now = 10_000;
  expect(await adding('five')).toBe(true);
  await store.set('a', 'six', 10);
  expect([await adding('seven'), await store.get('a')]).toEqual([false, 'six']);
  await store.delete('a');
  expect(await adding('eight')).toBe(true);
});

test('a long time of keeping and never asking leaves nothing behind', async () => {
  let now = 0;
  // Counts what the store holds, as nothing else can see it.
  const set = Map.prototype.set;
  const store = memoryStore(() => now);
  const held = new Set<unknown>();
  Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
    if (typeof key === 'string' && key.startsWith('probe-')) held.add(this);
    return set.call(this, key, value);
  };
  try {
    for (let n = 0; n < 1000; n++) {
      now += 1000;
      await store.set(`probe-${n}`, 'x', 10);
    }
  } finally {
    Map.prototype.set = set;
  }
  const [entries] = [...held] as Map<string, unknown>[];
  expect(entries?.size).toBeLessThanOrEqual(10);
});
