/**
 * The reader's cookies: a service worker neither sees nor sets any, so the site keeps them itself. They are those of one
 * origin, so all tabs of a browser share them.
 */
import type { CookiePort, CookieToSet } from '../../src/gateway/index.js';
import { createExpiring, type Expiring } from './expiring.js';

export interface KeptCookie extends Expiring {
  /** A marker without data, which scripts of the page look for in `document.cookie`. */
  readable: boolean;
  sameSite: CookieToSet['sameSite'];
}

/** A marker as the browser is to have it; without `value`: no more. */
export interface Marker extends Pick<KeptCookie, 'name' | 'until' | 'sameSite'> {
  value: string | undefined;
}

export interface KeptJar {
  port: CookiePort;
  /** Every cookie that lives: their values are secrets, but for the markers'. */
  cookies(): KeptCookie[];
  /** The markers that were set or deleted since it was last asked. */
  takeMarkers(): Marker[];
}

/** @param now Milliseconds, by the browser's own clock: no cookie knows another. */
export function createKeptJar(now: () => number, saved: readonly KeptCookie[] = []): KeptJar {
  const kept = createExpiring(now, saved);
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
