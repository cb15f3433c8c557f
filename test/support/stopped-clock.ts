/** A clock that stands still, for what counts seconds on a busy machine. */
import { onTestFinished, vi } from 'vitest';

/**
 * Stops the clock until the test has finished. Returns what lets seconds pass. Fake timers would not do: each look of a poll advances
 * them.
 */
export function stopClock(): (seconds: number) => void {
  let now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  return (seconds) => void (now += seconds * 1000);
}
