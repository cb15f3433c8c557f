/** A clock on which waiting costs nothing: time-outs and slow replies happen in the order of their times, side by side as in truth. */
import { vi } from 'vitest';

export interface SlowClock {
  /** Milliseconds that have gone by. */
  readonly now: number;
  /** What the time-out that was set last allows, in milliseconds. */
  readonly limit: number;
  /** Settles so many milliseconds from now. */
  after<T>(ms: number, value: () => T): Promise<T>;
  /** Runs until the promise is settled; answers how many milliseconds went by. */
  measure(promise: Promise<unknown>): Promise<number>;
}

const used = ['encrypt', 'decrypt', 'digest', 'deriveBits', 'deriveKey', 'importKey', 'sign'] as const;

/** Takes the place of timers and of `performance.now` until the mocks are restored. */
export function slowClock(): SlowClock {
  let [now, limit, ciphering] = [0, 0, 0];
  let queue: { at: number; run: () => void }[] = [];
  const at = (ms: number, run: () => void): { at: number; run: () => void } => {
    const item = { at: now + ms, run };
    queue.push(item);
    return item;
  };
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => {
    limit = ms;
    return at(ms, run);
  }) as never);
  vi.spyOn(globalThis, 'clearTimeout').mockImplementation((item) => {
    queue = queue.filter((each) => each !== (item as unknown));
  });
  // The only work that goes on elsewhere: the clock must not move before it is done.
  for (const name of used) {
    const real = crypto.subtle[name].bind(crypto.subtle) as (...given: unknown[]) => Promise<unknown>;
    vi.spyOn(crypto.subtle, name).mockImplementation((async (...given: unknown[]) => {
      ciphering++;
      try {
        return await real(...given);
      } finally {
        ciphering--;
      }
    }) as never);
  }
  async function idle(): Promise<void> {
    // Whoever comes first in a worker loads what comes after, too.
    await vi.dynamicImportSettled();
    do for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    while (ciphering > 0);
  }
  return {
    get now() {
      return now;
    },
    get limit() {
      return limit;
    },
    after: (ms, value) => new Promise((resolve) => void at(ms, () => resolve(value()))),
    async measure(promise) {
      const began = now;
      const state = { settled: false };
      const end = () => void (state.settled = true);
      promise.then(end, end);
      for (;;) {
        await idle();
        if (state.settled) return now - began;
        queue = queue.sort((a, b) => a.at - b.at);
        const next = queue.shift();
        if (!next) throw new Error('nothing is awaited, and nothing is answered');
        now = Math.max(now, next.at);
        next.run();
      }
    },
  };
}
