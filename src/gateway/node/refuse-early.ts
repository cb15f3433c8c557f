/** What Node's server refuses by itself, before anybody is asked: with the headers of every other answer. */
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { protection } from '../base/protection.js';

/** Node's code of an error → status, as Node itself answers. What was not read to its end is no call of the protocol. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const headers = { ...protection, Connection: 'close', 'Content-Length': '0' };
const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
const answerOf = (status: number): string =>
  [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n');

/** Answers for a server what is no HTTP, too large, too slow, or expects what nobody does. Its `requireHostHeader` has to be off. */
export function refuseEarly(server: Server): void {
  const latest = new WeakMap<Socket, ServerResponse>();
  server.prependListener('request', ({ socket }, response: ServerResponse) => latest.set(socket, response));
  server.on('checkExpectation', (_request, response: ServerResponse) => response.writeHead(417, headers).end());
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Socket) => {
    const running = latest.get(socket);
    // A second head in the middle of an answer would be taken for a part of it.
    const isMidway = running?.headersSent === true && !running.writableFinished;
    if (socket.writable && !isMidway) socket.write(answerOf(statuses[code] ?? 400), 'latin1');
    socket.destroy();
  });
}
