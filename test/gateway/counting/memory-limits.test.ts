import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryLimits } from '../../../src/gateway/node/serve.js';

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test('a window begins with the first count, and ends', async () => {
  const limits = memoryLimits();
  expect(await limits.read('a')).toBeUndefined();
  expect(await limits.count('a', 10)).toEqual({ times: 1, secondsLeft: 10 });
  vi.setSystemTime(4000);
  expect(await limits.count('a', 10)).toEqual({ times: 2, secondsLeft: 6 });
  expect(await limits.read('a')).toEqual({ times: 2, secondsLeft: 6 });
  vi.setSystemTime(10_000);
  expect(await limits.read('a')).toBeUndefined();
  expect(await limits.count('a', 10)).toEqual({ times: 1, secondsLeft: 10 });
});

test('a window that is ended begins anew', async () => {
  const limits = memoryLimits();
  await limits.count('a', 10);
  await limits.reset('a');
  expect(await limits.read('a')).toBeUndefined();
});

test('what a window of twenty days counts is kept', async () => {
  const limits = memoryLimits();
  await limits.count('a', 20 * 86_400);
  await vi.advanceTimersByTimeAsync(19 * 86_400_000);
  expect(await limits.read('a')).toMatchObject({ times: 1 });
});

test('of more counts than are kept, the one goes that was counted longest ago', async () => {
  const limits = memoryLimits({ entries: 2 });
  for (const key of ['a', 'b', 'a', 'c']) await limits.count(key, 10);
  expect(await limits.read('a')).toMatchObject({ times: 2 });
  expect([await limits.read('b'), await limits.read('c')]).toEqual([undefined, { times: 1, secondsLeft: 10 }]);
});
