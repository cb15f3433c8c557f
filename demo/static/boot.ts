/** What brings a page under the worker's control: the pre-rendered one makes no call, and is loaded anew once the worker answers. */

/** What the start needs of the page. */
export interface Page {
  /** Absent: the browser has none here. */
  workers: ServiceWorkerContainer | undefined;
  /** How often this tab was loaded anew in vain. */
  tries: { read(): number; write(count: number): void };
  /** Whether the reader goes on to another page already: that one starts by itself. */
  isLeft(): boolean;
  reload(): void;
  /** Says that the demo cannot run here. */
  refuse(): void;
}

const mostTries = 2;
/** Milliseconds; a page that is not taken is loaded anew all the same. */
const patience = 5000;

/** What a page asks of the worker where it is not controlled: it was loaded with the shift key held. */
export const claim = 'claim';
/** What a page of the worker's own tells it first. */
export const hello = 'hello';

/** Resolves once a worker can answer. Rejects where its installation fails. */
async function active({ active, waiting, installing }: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = active ?? waiting ?? installing;
  if (!worker) throw new Error('No worker was registered');
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
  return worker;
}

function controlled(workers: ServiceWorkerContainer, worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    workers.addEventListener('controllerchange', () => resolve(), { once: true });
    AbortSignal.timeout(patience).addEventListener('abort', () => resolve());
    if (workers.controller) resolve();
    else worker.postMessage(claim);
  });
}

/** Registers the worker, waits until it controls the page, and loads the page anew; after two vain tries it gives up. */
export async function boot({ workers, tries, isLeft, reload, refuse }: Page): Promise<void> {
  try {
    if (!workers) throw new Error('This browser has no service workers here');
    const tried = tries.read();
    if (tried >= mostTries) {
      // Whoever loads the page by hand has changed something.
      tries.write(0);
      throw new Error('The worker does not answer for this page');
    }
    const registration = await workers.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    await controlled(workers, await active(registration));
    if (isLeft()) return;
    tries.write(tried + 1);
    reload();
  } catch (error) {
    console.error(error);
    refuse();
  }
}
