/**
 * The marker cookies of session and flow. The elements and the site's script read them in `document.cookie`, so they must be
 * set before the response is returned: by the worker's cookie store, and by a page. Only a page can tell whether they arrived: in
 * Firefox, and in WebKit without TLS, a worker's cookie store resolves and has set nothing.
 */
import type { StoredCookie, Marker } from './cookie-jar.js';
import type { Client, Clients } from './worker-scope.js';
import { withTimeout } from './with-timeout.js';

/**
 * Resolves to whether a page sees the markers. Rejects if they could not be set.
 * @param clientId The page that waits for the response; empty if unknown.
 */
export type WriteMarkers = (markers: readonly Marker[], clientId: string) => Promise<boolean>;

const known = { sso_session: 'Lax', sso_flow: 'Strict' } as const;
const path = '/';
const sites = { Lax: 'lax', Strict: 'strict' } as const satisfies Record<Marker['sameSite'], CookieSameSite>;

/** Returns every marker as in the jar; those that are not there, for deletion. */
export const everyMarker = (cookies: readonly StoredCookie[]): Marker[] =>
  Object.entries(known).map(([name, sameSite]) => {
    const cookie = cookies.find((each) => each.name === name);
    return { name, sameSite, value: cookie?.value, until: cookie?.until };
  });

/** Milliseconds since 1970; `undefined` for a cookie that lasts until the browser closes. */
export const expiryOf = ({ value, until }: Marker): number | undefined => (value === undefined ? 0 : until);

/**
 * Sets markers by the worker's cookie store. A marker is deleted by setting one that has expired: in Chromium, the store of a
 * restarted worker can see no cookies and set none, which only `set` reports. It can also never settle while the worker
 * lives, so after one time-out it is not called again.
 *
 * @param timeout Milliseconds to wait for each call.
 */
export function storeMarkers(store: CookieStore, timeout = 1000): (markers: readonly Marker[]) => Promise<void> {
  let timedOut = false;
  const set = (cookie: CookieInit): Promise<void> => {
    let pending = true;
    const attempt = store.set(cookie).finally(() => (pending = false));
    return withTimeout(timeout, attempt).catch((error: unknown) => {
      timedOut ||= pending;
      throw error;
    });
  };
  return async (markers) => {
    if (timedOut) throw new Error('The cookie store does not answer');
    for (const marker of markers) {
      const { name, value = '', sameSite } = marker;
      await set({ name, value, path, expires: expiryOf(marker) ?? null, sameSite: sites[sameSite] });
    }
  };
}

/** Message to a page, sent with a port for the acknowledgement. */
export interface MarkerMessage {
  type: 'markers';
  markers: readonly Marker[];
}

/** Resolves if the page sees the markers. Rejects if it cannot set them; a page that was left never replies. */
function confirmed(client: Client, message: MarkerMessage, signal: AbortSignal): Promise<true> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<true>((resolve, reject) => {
    const refuse = (): void => reject(new Error('The page did not set the markers'));
    port1.onmessage = ({ data }) => (data === true ? resolve(true) : refuse());
    signal.addEventListener('abort', refuse);
    client.postMessage(message, [port2]);
  }).finally(() => port1.close());
}

/** Sets markers by a page. @param timeout Milliseconds to wait for its reply. */
export const pageMarkers =
  (clients: Clients, timeout = 2000): WriteMarkers =>
  async (markers, clientId) => {
    const own = clientId === '' ? undefined : await clients.get(clientId);
    // All pages of a browser share their cookies, so any of them can set these.
    const pages = own ? [own] : await clients.matchAll();
    const signal = AbortSignal.timeout(timeout);
    const replies = pages.map((page) => confirmed(page, { type: 'markers', markers }, signal));
    return Promise.any(replies).catch(() => {
      throw new Error('No page has set the markers of session and flow');
    });
  };

/** Sets markers by the worker's cookie store, then by a page, which also looks. Without a page the store's word has to do for now. */
export const checkedMarkers =
  (store: ReturnType<typeof storeMarkers> | undefined, byPage: WriteMarkers): WriteMarkers =>
  async (markers, clientId) => {
    const isStored =
      (await store?.(markers).then(
        () => true,
        () => false,
      )) ?? false;
    return byPage(markers, clientId).catch((error: unknown) => {
      if (isStored) return false;
      throw error;
    });
  };
