/** Stopping a Node HTTP server so that no request fails that a client may still send or wait for. */
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** Milliseconds for which an open connection may bring one more request, which is answered with `Connection: close`. */
const farewell = 500;

/**
 * Returns the stop of a server: it refuses new connections at once, has every client close its connection with the next answer, closes
 * those that bring no request any more, and cuts what is left after `patience` milliseconds. Resolves once none is open.
 */
export function gracefulStop(server: Server): (patience: number) => Promise<void> {
  const sockets = new Set<Socket>();
  const running = new Set<ServerResponse>();
  let stopping = false;
  let isOver = false;
  /** Those that wait for a request; one that is on its way is not cut. */
  const closeQuiet = () => {
    server.closeIdleConnections();
    // Node does not count a connection that never sent a byte as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Before the listener that answers.
  server.prependListener('request', (_request, response: ServerResponse) => {
    running.add(response);
    if (stopping) response.setHeader('Connection', 'close');
    response.once('close', () => {
      running.delete(response);
      if (isOver) setImmediate(closeQuiet);
    });
  });

  let stopped: Promise<void> | undefined;
  return (patience) =>
    (stopped ??= new Promise((resolve) => {
      stopping = true;
      for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
      const quiet = setTimeout(
        () => {
          isOver = true;
          closeQuiet();
        },
        Math.min(farewell, patience),
      );
      const cut = setTimeout(() => server.closeAllConnections(), patience);
      // Not the HTTP server's own `close`: that one cuts idle connections at once, on which a request may be under way.
      NetServer.prototype.close.call(server, () => {
        clearTimeout(quiet);
        clearTimeout(cut);
        resolve();
      });
    }));
}
