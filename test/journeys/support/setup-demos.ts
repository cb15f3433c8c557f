/**
 * Runs once around all journeys: lends each test file a demo for as long as it runs, starts one where none is free, and stops them all at the
 * end. Each test begins with a reset. Workers have numbers of their own, but not different ones beside tests in the browser.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { type DemoPlace, launchDemo } from '../../../scripts/drive/start-demo.js';
import { start } from '../../../scripts/run/start.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `GET /` lends a demo; `DELETE /` with its origin as the body takes it back. */
    demos: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: ReturnType<typeof launchDemo>[] = [];
  const free: DemoPlace[] = [];
  const lent = new Map<string, DemoPlace>();
  async function lend(): Promise<DemoPlace> {
    let place = free.pop();
    if (!place) {
      const demo = start('The demo', launchDemo);
      started.push(demo);
      ({ place } = await demo);
    }
    lent.set(place.origin, place);
    return place;
  }
  function takeBack(origin: string): void {
    const place = lent.get(origin);
    if (lent.delete(origin) && place) free.push(place);
  }
  const server = createServer((request, response) => {
    const answer = async (): Promise<string> => {
      if (request.method === 'GET') return JSON.stringify(await lend());
      takeBack(await text(request));
      return '';
    };
    answer().then(
      (found) => response.end(found),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('demos', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    const demos = await Promise.allSettled(started);
    await Promise.all(demos.flatMap((demo) => (demo.status === 'fulfilled' ? [demo.value.stop()] : [])));
  };
}
