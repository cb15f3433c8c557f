/** Waiting for a condition, bounded as every test is: a busy machine takes longer, and is no reason to fail. */
import { vi } from 'vitest';

/** Milliseconds. A bound against a condition that never comes true; below that of a test, so that the condition is named. */
const patience = 30_000;

/** Resolves to what `find` returns, once that is something. */
export const until = <T>(find: () => T | Promise<T>) => vi.waitUntil(find, { timeout: patience });

/** Resolves to what `check` returns, once it no longer throws. */
export const untilPasses = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: patience });
