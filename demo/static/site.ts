/** The site as its service worker answers it: what it remembers is saved before an answer that changed something is given out. */
import { createDemo, type Demo } from '../server.js';
import { createLife, type Life } from './life.js';
import { everyMarker, type WriteMarkers } from './markers.js';
import { pack, type Saved, unpack } from './saved.js';
import type { WorkerScope } from './scope.js';
import type { Storage } from './storage.js';
import { within } from './within.js';

export interface StaticSite {
  /** @param clientId The page that asks; empty: none yet, the answer is the page. */
  fetch(request: Request, clientId: string): Promise<Response>;
  /** A page is there: it gets the markers that could not be set before. */
  greet(clientId: string): Promise<void>;
}

export interface StaticSiteOptions {
  origin: string;
  /** The reader's browser: a worker does not get what it would tell a server. */
  browser: WorkerScope['navigator'];
  storage: Storage;
  markers: WriteMarkers;
  /** Milliseconds that the first answer waits for the markers. */
  patience?: number;
}

/** What asks the gateway can change something, whatever the method: a session is refreshed, a fault is used up. */
const asksGateway = /^\/(sso|article)\//;
const reads = (method: string): boolean => method === 'GET' || method === 'HEAD';
/** `/register/` and `/register/index.html` are the page `/register`: static file servers lead to those. */
const folder = /\/(?:index\.html)?$/;

export function createStaticSite({
  origin,
  browser,
  storage,
  markers,
  patience = 1500,
}: StaticSiteOptions): StaticSite {
  let life: Life | undefined;
  let written: string | undefined;
  /** Whether the browser's markers are those of the jar, as far as is known: a worker can be killed between the two. */
  let aligned = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: what is saved is never half of a change. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  /** A demo that goes on from what was saved; at a reset it begins anew. */
  function demoFrom(saved: Saved | undefined): Promise<Demo> {
    let next = saved;
    return createDemo({
      origins: [origin],
      place: 'worker',
      // Files come from the network.
      asset: async () => undefined,
      async begin() {
        const before = life;
        life = await createLife(origin, next);
        next = undefined;
        const gone = before?.jar.cookies().filter(({ readable }) => readable) ?? [];
        life.jar.port.write(
          new Headers(),
          gone.map(({ name, sameSite }) => ({ name, sameSite, readable: true })),
        );
        return life.world;
      },
    });
  }
  async function restore(): Promise<Demo> {
    try {
      const text = await storage.load();
      if (text !== undefined) {
        const saved = unpack(text);
        const demo = await demoFrom(saved);
        written = pack(saved);
        return demo;
      }
    } catch (error) {
      console.warn('What this demo had saved cannot be taken up; it starts anew.', error);
      life = undefined;
    }
    return demoFrom(undefined);
  }
  async function align(clientId: string): Promise<void> {
    // Where it fails, no page is there yet that could do it: the next one that is there does.
    aligned = await markers(everyMarker(life?.jar.cookies() ?? []), clientId).then(
      () => true,
      () => false,
    );
  }
  async function start(): Promise<Demo> {
    const demo = await restore();
    // For a moment only: a page without its markers is better than none, and it gets them once it is there.
    await within(patience, align('')).catch(() => undefined);
    return demo;
  }
  let starting: Promise<Demo> | undefined;
  /** Not before the first request: while a new version is installed, the old one still answers and saves. */
  const ready = (): Promise<Demo> => (starting ??= start());

  /** Saves what changed, then tells the page's markers. */
  async function settle(clientId: string): Promise<void> {
    if (!life) return;
    try {
      const text = pack(await life.state());
      if (text !== written) await storage.save(text);
      written = text;
    } catch (error) {
      console.error('This demo could not save what it remembers.', error);
    }
    const changed = life.jar.takeMarkers();
    if (changed.length === 0) return;
    await markers(changed, clientId).catch((error: unknown) => {
      aligned = false;
      console.error('This demo could not set its cookies.', error);
    });
  }

  /** The request as a server would get it. */
  function told(request: Request): Request {
    const headers = new Headers(request.headers);
    if (!headers.has('accept-language')) headers.set('Accept-Language', browser.languages.join(','));
    return new Request(request, { headers });
  }

  return {
    async greet(clientId) {
      await ready();
      if (!aligned) await inTurn(() => align(clientId));
    },
    async fetch(request, clientId) {
      const { pathname, search } = new URL(request.url);
      const plain = pathname.replace(folder, '');
      if (pathname !== '/' && plain !== pathname && reads(request.method))
        return Response.redirect(`${origin}${plain || '/'}${search}`, 308);
      const demo = await ready();
      const answer = async (): Promise<Response> => demo.fetch(told(request));
      if (!reads(request.method))
        return inTurn(async () => {
          const response = await answer();
          await settle(clientId);
          return response;
        });
      const response = await answer();
      if (asksGateway.test(pathname)) await inTurn(() => settle(clientId));
      return response;
    },
  };
}
