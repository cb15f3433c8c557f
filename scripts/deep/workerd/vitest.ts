/** Stands in for `vitest` in a worker: Vitest's own runner, matchers and spies, without what they need of Node. */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import * as spies from '@vitest/spy';

export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from '@vitest/runner';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

type Matchers = Record<string, (...args: unknown[]) => unknown>;
const expecting = (value: unknown, message?: string): unknown => chai.expect(value, message);

/** Milliseconds between two looks, and for all. */
const [interval, longest] = [20, 30_000];
/** `expect.poll`: what a matcher says of a value in the end. */
const poll = (look: () => unknown): unknown =>
  new Proxy(
    {},
    {
      get:
        (_target, matcher: string) =>
        async (...args: unknown[]): Promise<void> => {
          for (let waited = 0; ; waited += interval) {
            try {
              (chai.expect(await look()) as unknown as Matchers)[matcher]?.(...args);
              return;
            } catch (error) {
              if (waited > longest) throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, interval));
          }
        },
    },
  );

export const expect = Object.assign(expecting, chai.expect, { poll });
const global = globalThis as unknown as Record<PropertyKey, unknown>;
Object.assign(expect, global[ASYMMETRIC_MATCHERS_OBJECT]);
setState({ assertionCalls: 0 }, expect as never);
(chai.expect as unknown as { extend(to: unknown, matchers: unknown): void }).extend(expect, customMatchers);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, configurable: true });

export const vi = { fn: spies.fn, spyOn: spies.spyOn, restoreAllMocks: spies.restoreAllMocks };
