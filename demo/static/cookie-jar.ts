/**
 * The reader's cookies. A service worker can neither read nor set cookies, so the site keeps them itself. All tabs of a
 * browser share them, as they would the cookies of an origin.
 */
import type { CookiePort, CookieToSet } from '../../src/gateway/index.js';
import { createExpiringValues, type ExpiringValue } from './expiring-values.js';

export interface StoredCookie extends ExpiringValue {
  /** A marker without data, which scripts read in `document.cookie`. */
  readable: boolean;
  sameSite: CookieToSet['sameSite'];
}

/** A marker for the browser to set, or to delete if `value` is `undefined`. */
export interface Marker extends Pick<StoredCookie, 'name' | 'until' | 'sameSite'> {
  value: string | undefined;
}

export interface CookieJar {
  port: CookiePort;
  /** Cookies that have not expired. Their values are secrets, except for the markers'. */
  cookies(): StoredCookie[];
  /** Returns the markers that were set or deleted since the last call. */
  takeMarkers(): Marker[];
}

/** @param now Milliseconds since 1970, by the browser's clock. Cookies expire by no other. */
export function createCookieJar(now: () => number, saved: readonly StoredCookie[] = []): CookieJar {
  const kept = createExpiringValues(now, saved);
  let markers: Marker[] = [];

  function set({ name, value, maxAge, readable = false, sameSite }: CookieToSet): void {
    const until = maxAge === undefined ? undefined : now() + maxAge * 1000;
    if (value === undefined) kept.delete(name);
    else kept.set({ name, value, until, readable, sameSite });
    if (readable) markers.push({ name, value, until, sameSite });
  }
  return {
    port: {
      read: () => new Map(kept.entries().map(({ name, value }) => [name, value])),
      write: (_response, changes) => changes.forEach(set),
    },
    cookies: () => kept.entries(),
    takeMarkers() {
      const taken = markers;
      markers = [];
      return taken;
    },
  };
}
