import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenOrphaned } from '../../../src/gateway/node/when-orphaned.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('it calls back once, when the parent is another one, and not before', () => {
  const process = { ppid: 4711 };
  const ended = vi.fn();
  whenOrphaned(process, 4711, ended);
  vi.advanceTimersByTime(60_000);
  expect(ended).not.toHaveBeenCalled();
  process.ppid = 1;
  vi.advanceTimersByTime(60_000);
  expect(ended).toHaveBeenCalledTimes(1);
});

test.each([undefined, 0, 1])('whoever was started by %j outlives no parent', (ppid) => {
  const ended = vi.fn();
  whenOrphaned({ ppid: 2 }, ppid, ended);
  vi.advanceTimersByTime(60_000);
  expect(ended).not.toHaveBeenCalled();
});
