/** Limits in the memory of one process. For Node alone. */
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { LimitsPort } from '../base/ports.js';
import { countedOf } from './counted.js';

export interface MemoryLimitsOptions {
  /** How many counts are kept at most; of more, the one that was counted longest ago goes. Default: 200,000, which are about 100 MB. */
  entries?: number;
}

/**
 * Creates limits in the memory of this process, by the system's clock: `serveGateway` and `nodeHandler` bring them by themselves. Several instances
 * of a gateway need shared ones, such as `redisLimits`: each by itself lets strangers try as often as it may.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { memoryLimits } from 'sso-elements-server/gateway/node';
 *
 * declare const options: GatewayOptions;
 *
 * export const gateway = createGateway({ ...options, limits: memoryLimits({ entries: 50_000 }) });
 * ```
 */
export function memoryLimits({ entries = 200_000 }: MemoryLimitsOptions = {}): LimitsPort {
  let loading: Promise<RateLimiterMemory> | undefined;
  let loaded: RateLimiterMemory | undefined;
  // Loaded where it is used: nothing is counted before the first reader starts.
  const limiter = () =>
    (loading ??= import('rate-limiter-flexible').then(
      ({ RateLimiterMemory }) =>
        (loaded = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 1, keyPrefix: '' })),
    ));
  /** In the order of the last count: the limiter itself would keep as many as strangers make. */
  const keys = new Set<string>();

  /** Returns the key that has to go. */
  function bound(key: string): string | undefined {
    keys.delete(key);
    keys.add(key);
    if (keys.size > entries)
      for (const oldest of keys) {
        keys.delete(oldest);
        return oldest;
      }
    return undefined;
  }

  return {
    isLocal: true,
    async count(key, seconds) {
      const of = loaded ?? (await limiter());
      const counted = await of.penalty(key, 1, { customDuration: seconds });
      const over = bound(key);
      if (over !== undefined) await of.delete(over);
      return countedOf(counted);
    },
    async read(key) {
      const found = await (loaded ?? (await limiter())).get(key);
      return found && found.msBeforeNext > 0 ? countedOf(found) : undefined;
    },
    async reset(key) {
      if (keys.delete(key)) await (await limiter()).delete(key);
    },
  };
}
