/**
 * Runs once around all journeys: starts a demo for each worker that asks for one, and stops them at the end. The files of a worker run
 * one after the other, and each test begins with a reset.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type DemoPlace, launchDemo } from '../../../scripts/drive/start-demo.js';
import { start } from '../../../scripts/run/start.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Returns a worker's demo for its number in the path. */
    demos: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const demos = new Map<string, ReturnType<typeof launchDemo>>();
  const demoOf = (worker: string): ReturnType<typeof launchDemo> => {
    const demo = demos.get(worker) ?? start('The demo', launchDemo);
    demos.set(worker, demo);
    return demo;
  };
  const server = createServer(({ url = '' }, response) => {
    demoOf(url).then(
      ({ place }) => response.end(JSON.stringify(place satisfies DemoPlace)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('demos', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    await Promise.all([...demos.values()].map(async (demo) => (await demo).stop()));
  };
}
