/** `page.js`, on each page that the worker renders: sets the markers that the worker cannot set itself. */
import { helloMessage } from './start-worker.js';
import { listenForMarkers } from './page-markers.js';
import { bootAttempts } from './boot-attempts.js';

bootAttempts.write(0);
listenForMarkers(navigator.serviceWorker);
navigator.serviceWorker.controller?.postMessage(helloMessage);
