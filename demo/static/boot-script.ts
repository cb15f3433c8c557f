/** `boot.js`, the only script of a prerendered page. */
import { startWorker } from './start-worker.js';
import { bootAttempts } from './boot-attempts.js';
import { listenForMarkers } from './page-markers.js';

const show = (name: string, shown: boolean): void => {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-boot=${name}]`)) element.hidden = !shown;
};

let isLeaving = false;
addEventListener('beforeunload', () => (isLeaving = true));
const workers = (navigator as Partial<Navigator>).serviceWorker;
// Its first response waits for a page that tells whether the markers are there.
if (workers) listenForMarkers(workers);
void startWorker({
  workers,
  attempts: bootAttempts,
  isLeaving: () => isLeaving,
  reload: () => location.reload(),
  refuse() {
    show('starting', false);
    show('refused', true);
  },
});
