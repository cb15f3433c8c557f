/** The operator's ports as the gateway uses them: bounded in time, their results checked, and a log that cannot stop anything. */
import type { Random } from '../base/bytes.js';
import { type Log, type LogEvent, timed, wantsLevel } from '../base/log.js';
import { type PlainRequest, wholeOf } from '../base/plain-request.js';
import type { ClientFacts, ClientFactsPort, CookiePort, CookieToSet, Store } from '../base/ports.js';
import type { Observe, StoreFault } from '../observing/observation.js';
import { httpFacts } from '../request/client-facts.js';
import type { OwnCookiePort } from '../request/cookies.js';

/** Milliseconds that a request waits for the store. */
export const storeTimeout = 1000;
/** Milliseconds after that during which the store is not asked: else each of a request's questions would wait. */
export const storePause = 5000;

/** A promise in place of a value is let go: a rejection that nobody hears ends the process. */
const release = (value: unknown) => {
  if (value instanceof Promise) value.catch(() => undefined);
};
function wrong(port: string, value: unknown): TypeError {
  release(value);
  return new TypeError(`${port} returned something else than it has to`);
}

/** Adds the time to each line, and tells who observes. A log that throws, rejects or hangs loses its line, and nothing else. */
export const guardLog = (log: Log, now: () => number, observe: Observe = () => undefined): Log =>
  Object.assign(
    (event: LogEvent) => {
      observe({ of: 'line', level: event.level, event: event.event });
      if (!wantsLevel(log, event.level)) return;
      try {
        const take: (event: LogEvent) => unknown = log;
        release(take(timed(event, now)));
      } catch {
        // There is nowhere left to say it.
      }
    },
    log.level && { level: log.level },
  );

/** Every function rejects where the store throws, takes too long or returns nonsense; none throws at once. */
export function guardStore(store: Store, log: Log, observe: Observe = () => undefined): Store {
  let pausedUntil = -Infinity;
  async function bounded<T>(operation: keyof Store, work: () => Promise<T>): Promise<T> {
    const failed = (how: StoreFault) => observe({ of: 'store', operation, fault: how });
    if (performance.now() < pausedUntil) {
      failed('paused');
      throw Object.assign(new Error('the store is not asked for a while'), { code: 'STORE_PAUSED' });
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let fault: StoreFault = 'threw';
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        fault = 'timeout';
        pausedUntil = performance.now() + storePause;
        log({ level: 'warn', event: 'store-timeout', operation });
        reject(Object.assign(new Error('the store took too long'), { code: 'STORE_TIMEOUT' }));
      }, storeTimeout);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      failed(fault);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    get: (key) =>
      bounded('get', async () => {
        const found: unknown = await store.get(key);
        if (found === undefined || found === null) return undefined;
        if (typeof found !== 'string') throw wrong('store.get', found);
        return found;
      }),
    set: (key, value, ttl) =>
      bounded('set', async () => {
        await store.set(key, value, ttl);
      }),
    add: (key, value, ttl) =>
      bounded('add', async () => {
        const added: unknown = await store.add(key, value, ttl);
        if (typeof added !== 'boolean') throw wrong('store.add', added);
        return added;
      }),
    delete: (key) =>
      bounded('delete', async () => {
        await store.delete(key);
      }),
  };
}

const factNames = ['origin', 'fetchSite', 'address', 'userAgent', 'host'] as const;

/** By default they are of HTTP. Throws `TypeError` where a fact is no text. */
export const guardFacts =
  (facts: ClientFactsPort | undefined) =>
  (request: PlainRequest, env?: unknown): ClientFacts => {
    const found: unknown = facts ? facts(wholeOf(request), env) : httpFacts(request, env);
    if (found === null || typeof found !== 'object' || found instanceof Promise) throw wrong('facts', found);
    const checked: ClientFacts = {};
    for (const name of factNames) {
      const value: unknown = Reflect.get(found, name);
      if (typeof value === 'string') checked[name] = value;
      else if (value !== undefined && value !== null) throw wrong('facts', value);
    }
    return checked;
  };

/** `own`: in place of one that is not given. Throws `TypeError` where it reads no map of cookies. */
export const guardCookies = (given: CookiePort | undefined, own: OwnCookiePort): OwnCookiePort => ({
  read(request) {
    const found: unknown = given ? given.read(wholeOf(request)) : own.read(request);
    if (found === null || typeof found !== 'object' || !(Symbol.iterator in found)) throw wrong('cookies.read', found);
    return found as ReturnType<CookiePort['read']>;
  },
  write(response, set) {
    const write: (response: Headers, set: readonly CookieToSet[]) => unknown = (given ?? own).write.bind(given ?? own);
    release(write(response, set));
  },
});

/** Throws `TypeError` where it is no time. */
export const guardClock = (now: () => number) => (): number => {
  const time: unknown = now();
  if (typeof time !== 'number' || !Number.isFinite(time)) throw wrong('now', time);
  return time;
};

/** Throws `TypeError` where it is not as many bytes as were asked for. */
export const guardRandom =
  (random: Random): Random =>
  (length) => {
    const bytes: unknown = random(length);
    if (!(bytes instanceof Uint8Array) || bytes.byteLength !== length) throw wrong('random', bytes);
    return bytes;
  };
