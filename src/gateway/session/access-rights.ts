/** What a customer may read: asked of the hosted API, and kept in the store for a short while. */
import * as z from 'zod/mini';
import { accessData } from '../../contract/sso-api.js';
import { BoundedMap } from '../base/bounded-map.js';
import { type Behalf, type Deadline, unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { unlessStoreFails } from '../base/without-store.js';
import { singleFlight } from '../base/single-flight.js';
import type { Sealer } from '../sealed/sealer.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds that a page waits for the hosted API. */
const accessTimeout = 2000;
/** Milliseconds for which a refusal counts at most: whoever has just bought something reads it soon. */
const refusedFor = 10_000;
/** Milliseconds for which the last verdict stands in while the hosted API fails. */
const longestStale = 3600_000;
/** Milliseconds after a failure during which there is no other try: the last verdict is given, or the same failure. */
const pause = 10_000;
/** Failures that are remembered, of a customer and some rights each. */
const keptFailures = 1000;

const verdicts = ['granted', 'refused', 'blocked'] as const;
/** `blocked`: whatever the customer has bought, none of it counts. */
export type Verdict = (typeof verdicts)[number];

/** `due`: when to ask again; `end`: until when it may stand in. Milliseconds since 1970. */
const copy = z.object({ verdict: z.enum(verdicts), due: z.number(), end: z.number() });
type Copy = z.infer<typeof copy>;

export interface AccessRights {
  /**
   * Whether a customer has one of these rights. Throws `Failure` where the hosted API cannot say, and no verdict of the last hour is there. Waits
   * for the hosted API, which others share, as long as the deadline allows.
   */
  check(customerId: string, rights: readonly string[], deadline: Deadline): Promise<Verdict>;
  /** Which of these rights a customer has; `undefined` where the hosted API cannot say it of each, or not in time. Never throws `Failure`. */
  granted(customerId: string, rights: readonly string[], deadline: Deadline): Promise<string[] | undefined>;
}

/** `maxAge` in seconds; with 0 nothing is kept, and nothing stale is given. `now` in milliseconds since 1970. */
export function createAccessRights(options: {
  upstream: Upstream;
  store: Store;
  sealer: Sealer;
  now: () => number;
  maxAge: number;
  log: Log;
}): AccessRights {
  const { upstream, store, sealer, now, log } = options;
  const maxAge = options.maxAge * 1000;
  const share = singleFlight<Verdict>();
  const failures = new BoundedMap<string, { at: number; failure: unknown }>(keptFailures);

  // Where the store fails, the hosted API is asked.
  async function kept(key: string): Promise<Copy | undefined> {
    const text = maxAge > 0 ? await unlessStoreFails(log, () => store.get(key)) : undefined;
    try {
      return text === undefined ? undefined : copy.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }
  const keep = (key: string, value: Copy) =>
    unlessStoreFails(log, () =>
      store.set(key, JSON.stringify(value), Math.max(1, Math.ceil((value.end - now()) / 1000))),
    );

  async function ask(customerId: string, rights: readonly string[], behalf: Behalf | undefined): Promise<Verdict> {
    try {
      const { customerBlocked, accessGranted } = await upstream.call('accessRights/hasAccess', {
        segment: [customerId, 'hasAccess'],
        query: { accessRightUniqueIds: rights.join(',') },
        reply: accessData,
        timeout: accessTimeout,
        ...(behalf && { behalf }),
      });
      if (customerBlocked) return 'blocked';
      return accessGranted ? 'granted' : 'refused';
    } catch (error) {
      // There is no such customer any more, by the hosted API's own number.
      if (error instanceof Failure && error.code === 'unknown-account') return 'refused';
      throw error;
    }
  }

  /** `behalf`: the request that is the first to ask. */
  async function check(
    key: string,
    customerId: string,
    rights: readonly string[],
    behalf: Behalf | undefined,
  ): Promise<Verdict> {
    const found = await kept(key);
    const at = now();
    // What was kept in the future, by a clock that was set back, is asked anew.
    if (found && at < found.due && found.due <= at + Math.max(maxAge, pause)) return found.verdict;
    const isUsable = found && at < found.end && found.end <= at + longestStale;
    const failed = failures.get(key);
    if (failed && Math.abs(at - failed.at) < pause) {
      if (isUsable) return found.verdict;
      throw failed.failure;
    }
    try {
      const verdict = await ask(customerId, rights, behalf);
      const due = now() + (verdict === 'granted' ? maxAge : Math.min(maxAge, refusedFor));
      if (maxAge > 0) await keep(key, { verdict, due, end: now() + longestStale });
      return verdict;
    } catch (failure) {
      failures.set(key, { at: now(), failure });
      if (!isUsable) throw failure;
      (behalf?.log ?? log)({ level: 'warn', event: 'access-stale' });
      await keep(key, { ...found, due: Math.min(at + pause, found.end) });
      return found.verdict;
    }
  }

  function checkShared(customerId: string, given: readonly string[], deadline: Deadline): Promise<Verdict> {
    const rights = [...new Set(given)].sort();
    return unlessLate(async () => {
      // The store learns neither who reads nor what, not even whoever tries all numbers of customers.
      const key = `access:${await sealer.nameOf('access', JSON.stringify([customerId, rights]))}`;
      return share(key, () => check(key, customerId, rights, deadline.behalf));
    }, deadline);
  }

  return {
    check: checkShared,
    async granted(customerId, rights, deadline) {
      try {
        const found = await Promise.all(rights.map((right) => checkShared(customerId, [right], deadline)));
        return rights.filter((_, at) => found[at] === 'granted');
      } catch (error) {
        if (error instanceof Failure) return undefined;
        throw error;
      }
    },
  };
}
