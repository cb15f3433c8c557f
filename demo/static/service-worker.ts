/** `sw.js`: the site's service worker. Files come from the network, everything else from here. */
import { claimMessage, helloMessage } from './start-worker.js';
import { checkedMarkers, pageMarkers, storeMarkers } from './marker-cookies.js';
import type { WorkerScope } from './worker-scope.js';
import { createStaticSite } from './static-site.js';
import { indexedStorage } from './indexed-storage.js';

const scope = globalThis as unknown as WorkerScope;
const { clients, location, navigator, cookieStore } = scope;
const site = createStaticSite({
  origin: location.origin,
  browser: navigator,
  storage: indexedStorage,
  markers: checkedMarkers(cookieStore && storeMarkers(cookieStore), pageMarkers(clients)),
});
const files = /^\/(?:(?:assets|site)\/|(?:sw|boot|page)\.js$)/;

// A new version takes over at once. If it cannot read the state of the old one, it starts afresh.
scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
scope.addEventListener('message', (event) => {
  if (event.data === claimMessage) event.waitUntil(clients.claim());
  if (event.data === helloMessage && event.source) event.waitUntil(site.pageReady(event.source.id));
});
scope.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin || files.test(pathname)) return;
  event.respondWith(site.fetch(event.request, event.clientId));
});
