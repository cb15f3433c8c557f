/** Brings a page under the worker's control: the prerendered page makes no call, and reloads once the worker can answer. */

/** What the start needs from the page. */
export interface BootPage {
  /** `undefined` where the browser offers no service workers. */
  workers: ServiceWorkerContainer | undefined;
  /** How often this tab was reloaded in vain. */
  attempts: { read(): number; write(count: number): void };
  /** Whether the reader is already on the way to another page, which starts the worker itself. */
  isLeaving(): boolean;
  reload(): void;
  /** Shows that the demo cannot run here. */
  refuse(): void;
}

const maxAttempts = 2;
/** Milliseconds after which a page that is still not controlled reloads anyway. */
const controlTimeout = 5000;

/** Message of a page that is not controlled, since it was loaded with the shift key held. */
export const claimMessage = 'claim';
/** First message of a page that the worker rendered. */
export const helloMessage = 'hello';

/** Resolves once a worker can answer. Rejects if its installation fails. */
async function activeWorker({ active, waiting, installing }: ServiceWorkerRegistration): Promise<ServiceWorker> {
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

function controllerReady(workers: ServiceWorkerContainer, worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    workers.addEventListener('controllerchange', () => resolve(), { once: true });
    AbortSignal.timeout(controlTimeout).addEventListener('abort', () => resolve());
    if (workers.controller) resolve();
    else worker.postMessage(claimMessage);
  });
}

/** Registers the worker, waits until it controls the page, and reloads the page. Gives up after two attempts. */
export async function startWorker({
  workers,
  attempts: tries,
  isLeaving: isLeft,
  reload,
  refuse,
}: BootPage): Promise<void> {
  try {
    if (!workers) throw new Error('This browser has no service workers here');
    const attempted = tries.read();
    if (attempted >= maxAttempts) {
      // A reload by hand starts over: the reader may have changed a setting of the browser.
      tries.write(0);
      throw new Error('The worker does not answer for this page');
    }
    const registration = await workers.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    await controllerReady(workers, await activeWorker(registration));
    if (isLeft()) return;
    tries.write(attempted + 1);
    reload();
  } catch (error) {
    console.error(error);
    refuse();
  }
}
