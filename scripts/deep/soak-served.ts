/** Readers who look, sign in and look again, up to a million requests: what a gateway in a process of its own keeps of them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Done, Order } from './cost/reader.js';
import { origin } from './load/http.js';
import { programs } from './programs.js';

/** Requests between two looks at the heap. */
const window = 100_000;
/** Requests after which it does not grow any more. */
const settled = 200_000;
/** Megabytes by which it may grow in a window all the same. */
const mostGrowth = 1;
/** Milliseconds after which no time limit of a request is still on its way: Node keeps each until it is over, whatever came of the request. */
const quiet = 10_000;
/** Requests of a reader: the settings, the start, and who is signed in. */
const each = 3;

export interface SoakedServer {
  requests: number;
  perSecond: number;
  /** Megabytes after a collection: before any request, and after each window. */
  heap: readonly number[];
}

/** Throws an `AssertionError` where the heap goes on growing. Fewer requests than a window are divided into three. */
export async function soakServed(requests: number): Promise<SoakedServer> {
  const directory = mkdtempSync(resolve('.tmp', 'sso-soak-'));
  const { start, end } = programs('cost', directory, ['--expose-gc']);
  process.once('exit', end);
  try {
    const api = await start('hosted-api').heard<string>();
    const env = {
      SSO_API_URL: api,
      SSO_ORIGIN: origin,
      SSO_SECRET: 'a sealing secret of more than 32 characters',
      SSO_LIMIT_MODE: 'off',
    };
    const gateway = start('gateway', [], env);
    const port = await gateway.heard<number>();
    const readers = start('reader', [origin]);
    await readers.heard();
    const look = async (): Promise<number> => {
      await sleep(quiet);
      gateway.child.send('memory');
      return Number(((await gateway.heard<number>()) / 1e6).toFixed(2));
    };
    const part = requests < window ? Math.ceil(requests / 3) : window;
    const heap = [await look()];
    const began = performance.now();
    let done = 0;
    while (done < requests) {
      const times = Math.ceil(Math.min(part, requests - done) / each);
      readers.child.send({ deed: 'sign-in', port, cookie: '', times } satisfies Order);
      done += (await readers.heard<Done>()).times * each;
      heap.push(await look());
      console.log(`${done} requests: ${heap.at(-1)} MB`);
    }
    const perSecond = Math.round(done / ((performance.now() - began) / 1000));
    const growth = heap
      .slice(1 + settled / window)
      .map((after, index) => after - (heap[settled / window + index] ?? NaN));
    if (part === window)
      assert.deepEqual(
        growth.filter((by) => !(by <= mostGrowth)),
        [],
        'the heap does not grow',
      );
    return { requests: done, perSecond, heap };
  } finally {
    process.off('exit', end);
    end();
    rmSync(directory, { recursive: true, force: true });
  }
}
