/** A stand-in for the range API of breached passwords, over a socket. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface BreachService {
  /** For the option `breachCheckUrl`. */
  url: string;
  /** Path and headers of each request. */
  asked: { path: string; padding: unknown; agent: unknown }[];
}

export const hashOf = (password: string): string => createHash('sha1').update(password).digest('hex').toUpperCase();
/** The rest of a password's hash, as the service lists it. */
export const restOf = (password: string): string => hashOf(password).slice(5);

/** Padding, as the service sends it: rests of nothing, with a count of 0. */
export const padding = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${hashOf(`padding ${at}`).slice(5)}:0`).join('\r\n');

/** Serves until the test is over. */
export async function serveBreaches(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<BreachService> {
  const asked: BreachService['asked'] = [];
  const server = createServer((request, response) => {
    const { 'add-padding': padded, 'user-agent': agent } = request.headers;
    asked.push({ path: request.url ?? '', padding: padded, agent });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`, asked };
}

/** Serves a list of breached passwords, with padding. */
export const serveList = (passwords: readonly string[]): Promise<BreachService> =>
  serveBreaches((request, response) => {
    const prefix = request.url?.slice(-5);
    const rows = passwords.filter((each) => hashOf(each).startsWith(prefix ?? '-')).map((each) => `${restOf(each)}:42`);
    response.setHeader('Content-Type', 'text/plain').end([...rows, padding(900)].join('\r\n'));
  });
