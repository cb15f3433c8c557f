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

/** Runs with a count of what of a store's map is looked at, as nothing else can see it. */
async function countingLooks(work: () => Promise<void>): Promise<number> {
  const { next } = Object.getPrototypeOf(new Map().entries()) as Iterator<unknown>;
  const prototype = Object.getPrototypeOf(new Map().entries()) as { next: Iterator<unknown>['next'] };
  let looks = 0;
  prototype.next = function (this: Iterator<unknown>) {
    looks += 1;
    return next.call(this);
  };
  try {
    await work();
  } finally {
    prototype.next = next;
  }
  return looks;
}

test('a long time of keeping and never asking leaves little behind, and each call looks at a few entries alone', async () => {
  let now = 0;
  const store = memoryStore(() => now);
  // Half of what comes later is for ever, compared with the rest.
  const set = async (n: number) => {
    now += 1000;
    await store.set(`probe-${n}`, 'x', n % 2 === 0 ? 10 : 1_000_000);
  };
  for (let n = 0; n < 5000; n += 1) await set(n);
  const looks = await countingLooks(async () => {
    for (let n = 5000; n < 5100; n += 1) await set(n);
  });
  expect(looks).toBeLessThanOrEqual(100 * 6);
  // A store as large as what is still there, so that what has expired and stayed would have pushed the rest out.
  const bounded = memoryStore(() => now, { entries: 40 });
  for (let n = 0; n < 1000; n += 1) {
    now += 1000;
    await bounded.set(`short-${n}`, 'x', 10);
    if (n % 100 === 0) await bounded.set('kept', 'y', 1_000_000);
  }
  expect(await bounded.get('kept')).toBe('y');
});

test('beyond its bounds what was set first goes, and what was set last is never lost', async () => {
  const few = memoryStore(() => 0, { entries: 2 });
  for (const key of ['a', 'b', 'a', 'c']) await few.set(key, key, 10);
  expect(await Promise.all(['a', 'b', 'c'].map((key) => few.get(key)))).toEqual(['a', undefined, 'c']);
  const small = memoryStore(() => 0, { characters: 10 });
  await small.set('a', '1234', 10);
  await small.set('b', '1234', 10);
  expect(await small.get('a')).toBe('1234');
  await small.set('c', '1', 10);
  expect(await Promise.all(['a', 'b', 'c'].map((key) => small.get(key)))).toEqual([undefined, '1234', '1']);
  await small.delete('b');
  await small.set('d', '123456', 10);
  expect(await small.get('c')).toBe('1');
  await small.set('large', 'x'.repeat(100), 10);
  expect(await Promise.all(['c', 'd', 'large'].map((key) => small.get(key)))).toEqual([
    undefined,
    undefined,
    'x'.repeat(100),
  ]);
});

test('what is kept for longer than an hour is not pushed out by what is kept for less, however much that is', async () => {
  const store = memoryStore(() => 0, { entries: 10 });
  await store.set('revoked', '1', 90 * 86_400);
  await store.add('used', '1', 3601);
  for (let n = 0; n < 1000; n += 1) await store.set(`mark-${n}`, '1', n % 2 === 0 ? 150 : 3600);
  expect([await store.get('revoked'), await store.get('used')]).toEqual(['1', '1']);
  expect([await store.get('mark-989'), await store.get('mark-990')]).toEqual([undefined, '1']);
  // A key that is set for another time is one and the same.
  await store.set('revoked', '2', 10);
  expect([await store.get('revoked'), await store.add('revoked', '3', 86_400)]).toEqual(['2', false]);
  await store.set('mark-999', '2', 86_400);
  expect(await store.get('mark-999')).toBe('2');
  await store.delete('mark-999');
  expect(await store.get('mark-999')).toBeUndefined();
});
