/** Stopping a Node HTTP server so that no request fails that a client may still send or wait for. */
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/**
 * Milliseconds without any request after which idle connections are closed. Until then each may bring one more, which is answered with
 * `Connection: close`: a proxy takes one that it has kept as long as it has one, and may do so just as it is closed.
 */
const farewell = 1000;
/** Milliseconds after which they are closed all the same. */
const longestFarewell = 5000;
/** Milliseconds that a round of the event loop takes in which nothing had piled up. */
const quietRound = 1;
/** Milliseconds after which a process that is never quiet goes on all the same. */
const longest = 1000;

/**
 * Calls back once the event loop has taken what the system holds for the process: connections whose handshake is done, requests that
 * arrived while it was busy. Their clients were told that they got through, and closing resets them: a proxy must not send a POST
 * anew that may have been seen, so a reader gets a 502.
 *
 * @param taken how much has been taken so far
 */
function whenCaughtUp(taken: () => number, callback: () => void): void {
  const began = performance.now();
  // The round under way asked the system before: only the next one counts.
  let [before, at] = [Number.NaN, began];
  const look = (): void => {
    const [count, now] = [taken(), performance.now()];
    if ((count === before && now - at < quietRound) || now - began > longest) return callback();
    [before, at] = [count, now];
    setImmediate(look);
  };
  setImmediate(look);
}

/**
 * Returns the stop of a server: it refuses new connections as soon as it has taken those that wait, has every client close its connection
 * with the next answer, closes those that bring none any more, and cuts what is left after `patience` milliseconds. Resolves
 * once none is open.
 */
export function gracefulStop(server: Server): (patience: number) => Promise<void> {
  const sockets = new Set<Socket>();
  const running = new Set<ServerResponse>();
  let stopping = false;
  let isOver = false;
  /** Connections and requests so far. */
  let taken = 0;
  let lastRequest = 0;
  /** Those that wait for a request; one that is on its way is not cut. */
  const closeQuiet = () => {
    server.closeIdleConnections();
    // Node does not count a connection that never sent a byte as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };

  server.on('connection', (socket: Socket) => {
    taken += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Before the listener that answers.
  server.prependListener('request', (_request, response: ServerResponse) => {
    taken += 1;
    lastRequest = performance.now();
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
      const began = performance.now();
      lastRequest = began;
      let quiet: NodeJS.Timeout | undefined;
      const closeWhenQuiet = (): void => {
        const due = Math.min(lastRequest + farewell, began + Math.min(longestFarewell, patience));
        const wait = due - performance.now();
        if (wait > 0) quiet = setTimeout(closeWhenQuiet, Math.ceil(wait));
        else
          whenCaughtUp(
            () => taken,
            () => {
              isOver = true;
              closeQuiet();
            },
          );
      };
      closeWhenQuiet();
      let isClosed = false;
      // Not the HTTP server's own `close`: that one cuts idle connections at once, on which a request may be under way.
      const close = () => {
        if (isClosed) return;
        isClosed = true;
        NetServer.prototype.close.call(server, () => {
          clearTimeout(quiet);
          clearTimeout(cut);
          resolve();
        });
      };
      // Nobody is taken after it who would not be cut.
      const cut = setTimeout(() => {
        close();
        server.closeAllConnections();
      }, patience);
      whenCaughtUp(() => taken, close);
    }));
}
