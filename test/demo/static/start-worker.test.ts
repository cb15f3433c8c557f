import { expect, test, vi } from 'vitest';
import { startWorker, type BootPage } from '../../../demo/static/start-worker.js';
import { untilPasses } from '../../support/until.js';

/** A worker on its way to `activated`. */
class FakeWorker extends EventTarget {
  state = 'installing';
  told: unknown[] = [];
  onmessage = (): void => undefined;
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
  postMessage(message: unknown): void {
    this.told.push(message);
    this.onmessage();
  }
}

function visit({ active = false, controlled = false, tried = 0, left = false } = {}) {
  const worker = new FakeWorker();
  if (active) worker.state = 'activated';
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? worker : null,
    register: vi.fn(async () => ({ [active ? 'active' : 'installing']: worker })),
  });
  const take = (): void => {
    workers.controller = worker;
    workers.dispatchEvent(new Event('controllerchange'));
  };
  let count = tried;
  const page = {
    workers: workers as unknown as ServiceWorkerContainer,
    attempts: { read: () => count, write: (next: number) => void (count = next) },
    isLeaving: () => left,
    reload: vi.fn(),
    refuse: vi.fn(),
  } satisfies BootPage;
  return { page, worker, workers, take, tried: () => count };
}
const quiet = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

test('a first visit registers the worker for the whole site, and is loaded anew once that controls the page', async () => {
  const { page, worker, workers, take, tried } = visit();
  const done = startWorker(page);
  await untilPasses(() =>
    expect(workers.register).toHaveBeenCalledWith('/sw.js', { scope: '/', updateViaCache: 'none' }),
  );
  worker.become('activating');
  expect(page.reload).not.toHaveBeenCalled();
  worker.become('activated');
  take();
  await done;
  expect([page.reload.mock.calls.length, page.refuse.mock.calls.length, tried()]).toEqual([1, 0, 1]);
});

test('a page that was loaded with the shift key asks the active worker to take it', async () => {
  const { page, worker, take } = visit({ active: true });
  worker.onmessage = take;
  await startWorker(page);
  expect(worker.told).toEqual(['claim']);
  expect(page.reload).toHaveBeenCalledOnce();
});

test('a page that is controlled already is loaded anew without a question', async () => {
  const { page, worker } = visit({ active: true, controlled: true, tried: 1 });
  await startWorker(page);
  expect(worker.told).toEqual([]);
  expect(page.reload).toHaveBeenCalledOnce();
});

test('a page that the reader leaves meanwhile is not loaded anew, and counts as no try', async () => {
  const { page, tried } = visit({ active: true, controlled: true, left: true });
  await startWorker(page);
  expect([page.reload.mock.calls.length, page.refuse.mock.calls.length, tried()]).toEqual([0, 0, 0]);
});

test('after two vain tries the page says so instead of loading anew, and a try by hand counts from the start', async () => {
  const error = quiet();
  const { page, workers, tried } = visit({ active: true, controlled: true, tried: 2 });
  await startWorker(page);
  expect([page.reload.mock.calls.length, page.refuse.mock.calls.length, tried()]).toEqual([0, 1, 0]);
  expect(workers.register).not.toHaveBeenCalled();
  error.mockRestore();
});

test('a browser without service workers is told plainly', async () => {
  const error = quiet();
  const { page } = visit();
  await startWorker({ ...page, workers: undefined });
  expect([page.reload.mock.calls.length, page.refuse.mock.calls.length]).toEqual([0, 1]);
  error.mockRestore();
});

test.each(['register', 'install'])('a worker that fails to %s is told plainly', async (step) => {
  const error = quiet();
  const { page, worker, workers } = visit();
  if (step === 'register') workers.register.mockRejectedValue(new Error('no such file'));
  const done = startWorker(page);
  await untilPasses(() => expect(workers.register).toHaveBeenCalled());
  worker.become('redundant');
  await done;
  expect([page.reload.mock.calls.length, page.refuse.mock.calls.length]).toEqual([0, 1]);
  error.mockRestore();
});
