/** Limits that several instances of a gateway share, in Redis; while that is away, each counts in its own memory. */
import type { RateLimiterRedis } from 'rate-limiter-flexible';
import { consoleLog, type Log, timed } from '../base/log.js';
import type { LimitsPort } from '../base/ports.js';
import { countedOf } from '../counting/counted.js';
import { memoryLimits } from '../counting/memory-limits.js';
import { bounded } from './bounded.js';
import { readRedisAddress } from './redis-address.js';
import { connect, readiness } from './redis-client.js';

/** Milliseconds for a count. The gateway waits a second for its limits, and then counts nothing: memory has to take over before that. */
const timeout = 400;
/** Milliseconds for which Redis is not asked after a failure: else each of a request's questions would wait for it. */
const pause = 5000;
/** Milliseconds in which no more than one line is logged. */
const quiet = 60_000;

/** What is used of a client, as ioredis has it. */
export interface ScriptingClient {
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number }): void;
  multi(): object;
  del(key: string): Promise<unknown>;
}

export interface RedisLimitsOptions {
  /** What every key begins with. Gateways of one merchant share it, those of different merchants must not. Default: `'sso:'`. */
  prefix?: string;
  /** Takes `limits-away`. Default: the console. */
  log?: Log;
}

export interface RedisLimits extends LimitsPort {
  /** Ends the connections that the limits have opened; a client of your own stays open. */
  close(): void;
}

/**
 * Creates limits in Redis, for several instances of a gateway. They connect at the first count, and again whenever a connection is lost. What Redis
 * does not count within 0.4 seconds, the memory of this process does, for the next 5 seconds, too.
 *
 * @param redis an address, as `redisStore` takes it, or a client of ioredis.
 * @throws TypeError if the address is none; it is not repeated, since it can hold a password.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { redisLimits } from 'sso-elements-server/redis';
 *
 * declare const options: GatewayOptions;
 *
 * const gateway = createGateway({ ...options, limits: redisLimits('redis://localhost:6379') });
 * ```
 */
export function redisLimits(
  redis: string | ScriptingClient,
  { prefix = 'sso:', log = consoleLog }: RedisLimitsOptions = {},
): RedisLimits {
  const address = typeof redis === 'string' ? readRedisAddress(redis) : undefined;
  if (typeof redis === 'string' && !address)
    throw new TypeError('redis: must be an address as redis://host:6379 or redis+sentinel://host/name');
  const client = typeof redis === 'string' ? undefined : redis;
  const own = address && connect(address);
  // What fails is counted in memory; without a listener ioredis writes each failure to the console.
  own?.on('error', () => undefined);
  const ready = own ? readiness(own) : () => Promise.resolve();
  const insurance = memoryLimits();
  let pausedUntil = -Infinity;
  let quietUntil = -Infinity;
  let loading: Promise<RateLimiterRedis> | undefined;
  const limiter = () =>
    (loading ??= import('rate-limiter-flexible').then(
      ({ RateLimiterRedis }) =>
        new RateLimiterRedis({
          storeClient: own ?? client,
          keyPrefix: `${prefix}limit`,
          points: Number.MAX_SAFE_INTEGER,
          duration: 1,
        }),
    ));

  function noteAway(): void {
    pausedUntil = performance.now() + pause;
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + quiet;
    log(timed({ level: 'warn', event: 'limits-away' }, Date.now));
  }
  async function insured<T>(ask: (of: RateLimiterRedis) => Promise<T>, instead: () => Promise<T>): Promise<T> {
    if (performance.now() < pausedUntil) return instead();
    try {
      const of = await limiter();
      return await bounded(timeout, async () => {
        await ready();
        return ask(of);
      });
    } catch {
      noteAway();
      return instead();
    }
  }

  return {
    count: (key, seconds) =>
      insured(
        async (of) => countedOf(await of.penalty(key, 1, { customDuration: Math.max(1, Math.ceil(seconds)) })),
        () => insurance.count(key, seconds),
      ),
    read: (key) =>
      insured(
        async (of) => {
          const found = await of.get(key);
          return found ? countedOf(found) : undefined;
        },
        () => insurance.read(key),
      ),
    reset: (key) =>
      insured(
        async (of) => {
          await of.delete(key);
        },
        () => insurance.reset(key),
      ),
    close: () => own?.disconnect(),
  };
}
