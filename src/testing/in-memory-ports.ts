/**
 * In-memory ports, for a page or a service worker, where browsers withhold cookies and request headers. No security claim
 * can be tested with them.
 */
import type { ClientFactsPort, CookiePort, CookieToSet } from '../gateway/base/ports.js';

/** The cookies of one simulated browser. Their values are secrets of the gateway and stay inside. */
export interface CookieJar {
  /** Names of the cookies that have not expired. */
  readonly names: readonly string[];
  /** Deletes every cookie, as a reader can. */
  clear(): void;
}

/**
 * Returns a cookie port that keeps the cookies of one reader itself.
 *
 * @param now Returns milliseconds since 1970, for `maxAge`.
 * @param showMarkers Whether `document.cookie` shows the readable ones.
 */
export function createCookieJar(now: () => number, showMarkers = false): { port: CookiePort; jar: CookieJar } {
  const cookies = new Map<string, { value: string; until: number }>();
  const shown = new Set<string>();
  const show = (name: string, value = '', maxAge = 0): void => {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${Math.min(maxAge, 34_560_000)}; SameSite=Lax`;
    shown.add(name);
  };
  const alive = (): [string, string][] =>
    [...cookies].flatMap(([name, { value, until }]) => (until > now() ? [[name, value]] : []));
  const set = ({ name, value, maxAge = Infinity, readable }: CookieToSet): void => {
    if (readable && showMarkers) show(name, value, value === undefined ? 0 : maxAge);
    if (value === undefined) cookies.delete(name);
    else cookies.set(name, { value, until: now() + maxAge * 1000 });
  };
  return {
    port: { read: () => new Map(alive()), write: (_response, changes) => changes.forEach(set) },
    jar: {
      get names() {
        return alive().map(([name]) => name);
      },
      clear() {
        cookies.clear();
        for (const name of shown) show(name);
        shown.clear();
      },
    },
  };
}

/** Returns a port with the client facts of a page of the site. Its `address` is reserved for documentation (RFC 5737). */
export const createFacts =
  (origin: string): ClientFactsPort =>
  (request) => ({
    origin,
    fetchSite: 'same-origin',
    address: '192.0.2.1',
    userAgent: request.headers.get('user-agent') ?? (globalThis.navigator as Navigator | undefined)?.userAgent,
  });
