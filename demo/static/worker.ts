/** `sw.js`: the site's service worker. Files come from the network, everything else from here. */
import { claim, hello } from './boot.js';
import { eitherMarkers, pageMarkers, storeMarkers } from './markers.js';
import type { WorkerScope } from './scope.js';
import { createStaticSite } from './site.js';
import { indexedStorage } from './storage.js';

const scope = globalThis as unknown as WorkerScope;
const { clients, location, navigator, cookieStore } = scope;
const byPage = pageMarkers(clients);
const site = createStaticSite({
  origin: location.origin,
  browser: navigator,
  storage: indexedStorage,
  markers: cookieStore ? eitherMarkers(storeMarkers(cookieStore), byPage) : byPage,
});
const files = /^\/(?:(?:assets|site)\/|(?:sw|boot|page)\.js$)/;

// A new version takes over at once: what it cannot take up of an older one, it begins anew.
scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
scope.addEventListener('message', (event) => {
  if (event.data === claim) event.waitUntil(clients.claim());
  if (event.data === hello && event.source) event.waitUntil(site.greet(event.source.id));
});
scope.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin || files.test(pathname)) return;
  event.respondWith(site.fetch(event.request, event.clientId));
});
