/** `page.js`, on each page that the worker answers: sets the markers that the worker cannot set itself. */
import { hello } from './boot.js';
import { cookieLine, type MarkerMessage } from './markers.js';
import { tries } from './tries.js';

tries.write(0);

const isMarkers = (data: unknown): data is MarkerMessage =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'markers';

navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
  if (!isMarkers(data)) return;
  for (const marker of data.markers) document.cookie = cookieLine(marker, location.protocol === 'https:');
  ports[0]?.postMessage('set');
});
// Else messages would wait for the whole document.
navigator.serviceWorker.startMessages();
navigator.serviceWorker.controller?.postMessage(hello);
