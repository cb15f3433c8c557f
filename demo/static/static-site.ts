/** The site in a service worker. A response that changed something is returned only after the change was saved. */
import { createDemo, type Demo } from '../site/create-demo.js';
import { createWorkerBackend, type WorkerBackend } from './worker-backend.js';
import { everyMarker, type WriteMarkers } from './marker-cookies.js';
import { serialiseState, type SavedState, parseState } from './saved-state.js';
import type { WorkerScope } from './worker-scope.js';
import type { TextStorage } from './indexed-storage.js';
import { withTimeout } from './with-timeout.js';

export interface StaticSite {
  /** @param clientId The page that sent the request; empty for a navigation. */
  fetch(request: Request, clientId: string): Promise<Response>;
  /** Call it when a page can set markers: sets those that could not be set before. */
  pageReady(clientId: string): Promise<void>;
}

export interface StaticSiteOptions {
  origin: string;
  /** Supplies Accept-Language, which a worker does not see. */
  browser: WorkerScope['navigator'];
  storage: TextStorage;
  markers: WriteMarkers;
  /** Milliseconds that the first response waits for the markers. */
  markerTimeout?: number;
}

/** Paths that call the gateway, where even a GET can change something: it may refresh a session, make a token or use up a fault. */
const callsGateway = /^\/(sso\/|article$|account\/)/;
const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';
/** Static file servers also serve the page `/register` as `/register/` and `/register/index.html`. */
const folderSuffix = /\/(?:index\.html)?$/;

export function createStaticSite({
  origin,
  browser,
  storage,
  markers,
  markerTimeout: patience = 1500,
}: StaticSiteOptions): StaticSite {
  let workerBackend: WorkerBackend | undefined;
  let lastSaved: string | undefined;
  /** Whether the browser's markers are known to match the jar: a worker can be ended between writing the two. */
  let markersInSync = false;
  let lastChange: Promise<unknown> = Promise.resolve();

  /** Runs one change after the other, so that half a change is never saved. */
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const done = lastChange.then(work);
    lastChange = done.catch(() => undefined);
    return done;
  }

  /** Creates a demo from a saved state. After a reset it starts afresh. */
  function demoFrom(saved: SavedState | undefined): Promise<Demo> {
    let next = saved;
    return createDemo({
      origins: [origin],
      runtime: 'worker',
      // Files come from the network.
      readAsset: async () => undefined,
      async startBackend() {
        const before = workerBackend;
        workerBackend = await createWorkerBackend(origin, next);
        next = undefined;
        const oldMarkers = before?.jar.cookies().filter(({ readable }) => readable) ?? [];
        workerBackend.jar.port.write(
          new Headers(),
          oldMarkers.map(({ name, sameSite }) => ({ name, sameSite, readable: true })),
        );
        return workerBackend.backend;
      },
    });
  }
  async function restore(): Promise<Demo> {
    try {
      const text = await storage.load();
      if (text !== undefined) {
        const saved = parseState(text);
        const demo = await demoFrom(saved);
        lastSaved = serialiseState(saved);
        return demo;
      }
    } catch (error) {
      console.warn('This demo could not read its saved state and starts afresh.', error);
      workerBackend = undefined;
    }
    return demoFrom(undefined);
  }
  async function syncMarkers(clientId: string): Promise<void> {
    // Unless a page has seen them, the next one that is ready sets them.
    markersInSync = await markers(everyMarker(workerBackend?.jar.cookies() ?? []), clientId).catch(() => false);
  }
  async function start(): Promise<Demo> {
    const demo = await restore();
    // Only briefly: a page without its markers is better than none, and it sets them once it is ready.
    await withTimeout(patience, syncMarkers('')).catch(() => undefined);
    return demo;
  }
  let starting: Promise<Demo> | undefined;
  /** Starts at the first request, not before: while a new version is being installed, the old one still responds and saves. */
  const ready = (): Promise<Demo> => (starting ??= start());

  /** Saves what changed, then sets the changed markers. */
  async function saveChanges(clientId: string): Promise<void> {
    if (!workerBackend) return;
    try {
      const text = serialiseState(await workerBackend.snapshot());
      if (text !== lastSaved) await storage.save(text);
      lastSaved = text;
    } catch (error) {
      console.error('This demo could not save its state.', error);
    }
    const changed = workerBackend.jar.takeMarkers();
    if (changed.length === 0) return;
    const areSeen = await markers(changed, clientId).catch((error: unknown) => {
      console.error('This demo could not set its cookies.', error);
      return false;
    });
    markersInSync &&= areSeen;
  }

  /** Returns the request with the Accept-Language that a server would see. */
  function asServerRequest(request: Request): Request {
    const headers = new Headers(request.headers);
    if (!headers.has('accept-language')) headers.set('Accept-Language', browser.languages.join(','));
    return new Request(request, { headers });
  }

  return {
    async pageReady(clientId) {
      await ready();
      if (!markersInSync) await oneAtATime(() => syncMarkers(clientId));
    },
    async fetch(request, clientId) {
      const { pathname, search } = new URL(request.url);
      const plain = pathname.replace(folderSuffix, '');
      if (pathname !== '/' && plain !== pathname && isRead(request.method))
        return Response.redirect(`${origin}${plain || '/'}${search}`, 308);
      const demo = await ready();
      const respond = async (): Promise<Response> => demo.fetch(asServerRequest(request));
      if (!isRead(request.method))
        return oneAtATime(async () => {
          const response = await respond();
          await saveChanges(clientId);
          return response;
        });
      const response = await respond();
      if (callsGateway.test(plain)) await oneAtATime(() => saveChanges(clientId));
      return response;
    },
  };
}
