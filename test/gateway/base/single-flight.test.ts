import { expect, test } from 'vitest';
import { bindsPromises } from '../../../src/gateway/base/bound-promises.js';
import { singleFlight } from '../../../src/gateway/base/single-flight.js';

/** Work that ends when the test lets it. */
function held() {
  const releases: (() => void)[] = [];
  let runs = 0;
  const work = async () => {
    const run = ++runs;
    await new Promise<void>((resolve) => releases.push(resolve));
    return run;
  };
  return { work, release: () => releases.splice(0).forEach((each) => each()), runs: () => runs };
}

test('callers at the same time share a run, and the next one starts anew', async () => {
  const { work, release } = held();
  const share = singleFlight<number>();
  const both = [share('a', work), share('a', work)];
  release();
  expect(await Promise.all(both)).toEqual([1, 1]);
  const next = share('a', work);
  release();
  expect(await next).toBe(2);
});

test('a run that fails is not kept', async () => {
  const share = singleFlight<number>({ linger: 1000, now: () => 0 });
  await expect(share('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await share('a', () => Promise.resolve(2))).toBe(2);
});

test('who comes just too late gets the result of the last run', async () => {
  let time = 0;
  const share = singleFlight<number>({ linger: 1000, now: () => time });
  expect(await share('a', () => Promise.resolve(1))).toBe(1);
  time = 999;
  expect(await share('a', () => Promise.resolve(2))).toBe(1);
  time = 1000;
  expect(await share('a', () => Promise.resolve(3))).toBe(3);
});

test('where promises belong to requests, nobody waits for the run of another, and results linger all the same', async () => {
  const { work, release, runs } = held();
  const share = singleFlight<number>({ linger: 1000, now: () => 0, isBound: true });
  // Its reader leaves: it never settles.
  void share('a', work);
  const second = share('a', work);
  expect(runs()).toBe(2);
  release();
  expect(await second).toBe(2);
  expect(await share('a', work)).toBe(2);
  expect(runs()).toBe(2);
});

test('Cloudflare’s runtime, and what is built on it, is known by what it alone has', () => {
  expect(bindsPromises()).toBe(false);
  expect(bindsPromises({ WebSocketPair: Object })).toBe(true);
  expect(bindsPromises({ EdgeRuntime: 'edge-runtime' })).toBe(true);
});
