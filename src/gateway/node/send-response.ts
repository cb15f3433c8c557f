/** A response of the web as one of Node's, also where a server of the operator's has been at work on it before. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { knownBody } from '../base/known-body.js';
import { createBodyEncoder } from './encode-body.js';

const encode = createBodyEncoder();

/** Milliseconds for which the rest of a body is still taken that nobody wants. */
const longestRest = 1000;

/** Whether a request announces a body (RFC 9112, 6). Without one, Node says that it is complete only after those who listen have been told of it. */
export const mayHaveBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/** A response as it is sent. */
export interface Prepared {
  status: number;
  headers: readonly (readonly [name: string, value: string])[];
  cookies: readonly string[];
  /** What it depends on, beside what the host has said. */
  vary: string | undefined;
  body: string | Uint8Array;
}

/** `asked`: the headers of the request. */
export async function prepareResponse(response: Response, asked: IncomingHttpHeaders): Promise<Prepared> {
  const encoded = await encode(response, asked);
  const { status, headers } = response;
  return {
    status: encoded?.status ?? status,
    headers: [...headers, ...Object.entries(encoded?.headers ?? {})].filter(([name]) => name !== 'set-cookie'),
    cookies: headers.getSetCookie(),
    vary: encoded && 'Accept-Encoding',
    body: encoded?.body ?? knownBody(response) ?? Buffer.from(await response.arrayBuffer()),
  };
}

/** Sends it, unless the host has answered itself, or the browser has gone. Cookies that were set before stay. */
export function sendPrepared(prepared: Prepared, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { status, headers, cookies, vary, body } = prepared;
  if (outgoing.headersSent || outgoing.destroyed) return;
  outgoing.statusCode = status;
  for (const [name, value] of headers) outgoing.setHeader(name, value);
  if (vary !== undefined) outgoing.appendHeader('Vary', vary);
  if (cookies.length > 0) {
    const before = [outgoing.getHeader('Set-Cookie') ?? []].flat().map(String);
    outgoing.setHeader('Set-Cookie', [...before, ...cookies]);
  }
  if (!incoming.complete && mayHaveBody(incoming)) {
    outgoing.setHeader('Connection', 'close');
    const late = setTimeout(() => incoming.destroy(), longestRest).unref();
    incoming.once('close', () => clearTimeout(late));
    incoming.resume();
  }
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

/** Sends the web's response. */
export async function sendResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  sendPrepared(await prepareResponse(response, incoming.headers), incoming, outgoing);
}
