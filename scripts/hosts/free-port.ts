import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that systems give to no connection by themselves (Linux: from 32,768 on): one that is free now is not taken by a connection of the test's own before
 * the program listens. Nor is the one 10,000 above, at which a node of a Redis Cluster speaks with the others.
 */
const [lowest, count] = [15_000, 7000];

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}

/** A port of loopback that nobody listens on now, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = lowest + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
  throw new Error('no port of loopback is free');
}
