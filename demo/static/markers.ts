/**
 * The markers must be in the page's own `document.cookie`, where the elements and the site's script look for them, before an
 * answer is given out: by the worker's cookie store, or, where there is none or it fails, by the page.
 */
import type { KeptCookie, Marker } from './jar.js';
import type { Client, Clients } from './scope.js';
import { within } from './within.js';

/** @param clientId The page that waits for the answer; empty: none that is known. Rejects when the browser has not got them all. */
export type WriteMarkers = (markers: readonly Marker[], clientId: string) => Promise<void>;

const known = { sso_session: 'Lax', sso_flow: 'Strict' } as const;
const path = '/';
const sites = { Lax: 'lax', Strict: 'strict' } as const satisfies Record<Marker['sameSite'], CookieSameSite>;

/** Every marker as it is in the jar: those that are not there are to be deleted. */
export const everyMarker = (cookies: readonly KeptCookie[]): Marker[] =>
  Object.entries(known).map(([name, sameSite]) => {
    const cookie = cookies.find((each) => each.name === name);
    return { name, sameSite, value: cookie?.value, until: cookie?.until };
  });

/** Milliseconds since 1970; `undefined`: until the browser closes. */
const expiryOf = ({ value, until }: Marker): number | undefined => (value === undefined ? 0 : until);

/**
 * By the cookie store. A marker is deleted by setting one that has expired: in Chromium a worker that is started again can have a
 * store that sees no cookie and sets none, and only `set` tells. It can also have one that never answers, as long as the worker
 * lives: that one is asked once.
 *
 * @param patience Milliseconds to wait for each call.
 */
export function storeMarkers(store: CookieStore, patience = 1000): WriteMarkers {
  let silent = false;
  const set = (cookie: CookieInit): Promise<void> => {
    let late = true;
    const asked = store.set(cookie).finally(() => (late = false));
    return within(patience, asked).catch((error: unknown) => {
      silent ||= late;
      throw error;
    });
  };
  return async (markers) => {
    if (silent) throw new Error('The cookie store does not answer');
    for (const marker of markers) {
      const { name, value = '', sameSite } = marker;
      await set({ name, value, path, expires: expiryOf(marker) ?? null, sameSite: sites[sameSite] });
    }
  };
}

/** What the worker tells a page, with a port for the acknowledgement. */
export interface MarkerMessage {
  type: 'markers';
  markers: readonly Marker[];
}

/** The cookie as a page's script sets it. */
export function cookieLine(marker: Marker, secure: boolean): string {
  const { name, value = '', sameSite } = marker;
  const expires = expiryOf(marker);
  return [
    `${name}=${value}`,
    `Path=${path}`,
    ...(expires === undefined ? [] : [`Expires=${new Date(expires).toUTCString()}`]),
    ...(secure ? ['Secure'] : []),
    `SameSite=${sameSite}`,
  ].join('; ');
}

/** Whether the page said that it has set them; a page that was left says nothing. */
function acknowledged(client: Client, message: MarkerMessage, patience: AbortSignal): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<boolean>((resolve) => {
    port1.onmessage = () => resolve(true);
    patience.addEventListener('abort', () => resolve(false));
    client.postMessage(message, [port2]);
  }).finally(() => port1.close());
}

/** By a page. @param patience Milliseconds to wait for it. */
export const pageMarkers =
  (clients: Clients, patience = 2000): WriteMarkers =>
  async (markers, clientId) => {
    const own = clientId === '' ? undefined : await clients.get(clientId);
    // All pages of a browser have the same cookies: any can set them.
    const pages = own ? [own] : await clients.matchAll();
    const signal = AbortSignal.timeout(patience);
    const told = await Promise.all(pages.map((page) => acknowledged(page, { type: 'markers', markers }, signal)));
    if (!told.includes(true)) throw new Error('No page has set the markers of session and flow');
  };

/** By the first; where that fails, by the second. */
export const eitherMarkers =
  (first: WriteMarkers, second: WriteMarkers): WriteMarkers =>
  (markers, clientId) =>
    first(markers, clientId).catch(() => second(markers, clientId));
