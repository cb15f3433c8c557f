/**
 * The markers must be in the page's own `document.cookie`, where the elements and the site's script look for them, before an
 * answer is given out: by the browser's cookie store, or, where a worker has none, by the page.
 */
import type { Marker } from './jar.js';
import type { Client, Clients } from './scope.js';

export interface MarkerPort {
  /** @param clientId The page that waits for the answer; empty: none that is known. */
  write(markers: readonly Marker[], clientId: string): Promise<void>;
  /** Makes the browser's markers those of the jar, which may be newer or older: a worker can be killed between the two. */
  align(markers: readonly Marker[]): Promise<void>;
}

const known = /^sso_(session|flow)$/;
const path = '/';
const sites = { Lax: 'lax', Strict: 'strict' } as const satisfies Record<Marker['sameSite'], CookieSameSite>;

export function storeMarkers(store: CookieStore): MarkerPort {
  const write = async ({ name, value, until, sameSite }: Marker): Promise<void> =>
    value === undefined
      ? store.delete({ name, path })
      : store.set({ name, value, path, expires: until ?? null, sameSite: sites[sameSite] });
  const writeAll = async (markers: readonly Marker[]): Promise<void> => {
    for (const marker of markers) await write(marker);
  };
  return {
    write: writeAll,
    async align(markers) {
      const wanted = new Set(markers.map(({ name }) => name));
      for (const { name = '' } of await store.getAll())
        if (known.test(name) && !wanted.has(name)) await store.delete({ name, path });
      await writeAll(markers);
    },
  };
}

/** What the worker tells a page, with a port for the acknowledgement. */
export interface MarkerMessage {
  type: 'markers';
  markers: readonly Marker[];
}

/** The cookie as a page's script sets it. */
export function cookieLine({ name, value, until, sameSite }: Marker, secure: boolean): string {
  const expires = value === undefined ? 0 : until;
  return [
    `${name}=${value ?? ''}`,
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

/** @param patience Milliseconds to wait for a page. */
export function pageMarkers(clients: Clients, patience = 2000): MarkerPort {
  return {
    async write(markers, clientId) {
      if (markers.length === 0) return;
      const own = clientId === '' ? undefined : await clients.get(clientId);
      // All pages of a browser have the same cookies: any can set them.
      const pages = own ? [own] : await clients.matchAll();
      const signal = AbortSignal.timeout(patience);
      const told = await Promise.all(pages.map((page) => acknowledged(page, { type: 'markers', markers }, signal)));
      if (!told.includes(true)) console.warn('No page has set the markers of session and flow: a reload may not know them');
    },
    // No page is known yet, or none that listens: a marker too many costs a question, one too few is set at the next sign-in.
    align: async () => undefined,
  };
}
