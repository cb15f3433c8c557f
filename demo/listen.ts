/** Listens on loopback alone, on IPv4 and IPv6 where the machine has it: `localhost` can mean either. */
import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: Request, env: { address: string | undefined }) => Response | Promise<Response>;

export interface Listening {
  port: number;
  /** Takes no more requests, lets those under way finish for two seconds, and frees the port. */
  close(): Promise<void>;
}

/** A session of 16 KB and more comes in several cookies; Node's own limit for all headers is 16 KB. */
const maxHeaderSize = 32 * 1024;

const serverFor = (handler: Handler): Server =>
  createAdaptorServer({
    fetch: (request, { incoming }) => handler(request, { address: incoming.socket.remoteAddress }),
    serverOptions: { maxHeaderSize },
  }) as Server;

const bind = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String(error.code));

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(hurry);
      resolve();
    });
    server.closeIdleConnections();
  });

/** @param port 0: any that is free. Rejects when it is taken, with `code` `EADDRINUSE`. */
export async function listen(handler: Handler, port: number): Promise<Listening> {
  const servers = [serverFor(handler)];
  try {
    const bound = await bind(servers[0]!, port, '127.0.0.1');
    const second = serverFor(handler);
    try {
      await bind(second, bound, '::1');
      servers.push(second);
    } catch (error) {
      // Without IPv6, localhost is 127.0.0.1 alone.
      if (!isMissing(error)) throw error;
    }
    return {
      port: bound,
      close: async () => {
        await Promise.all(servers.map(close));
      },
    };
  } catch (error) {
    await Promise.all(servers.filter(({ listening }) => listening).map(close));
    throw error;
  }
}
