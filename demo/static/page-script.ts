/** `page.js`, on each page that the worker renders: sets the markers that the worker cannot set itself. */
import { helloMessage } from './start-worker.js';
import { cookieLine, type MarkerMessage } from './marker-cookies.js';
import { bootAttempts } from './boot-attempts.js';

bootAttempts.write(0);

const isMarkers = (data: unknown): data is MarkerMessage =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'markers';

navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
  if (!isMarkers(data)) return;
  for (const marker of data.markers)
    Reflect.set(Document.prototype, 'cookie', cookieLine(marker, location.protocol === 'https:'), document);
  ports[0]?.postMessage('set');
});
// Otherwise messages wait until the document has loaded.
navigator.serviceWorker.startMessages();
navigator.serviceWorker.controller?.postMessage(helloMessage);
