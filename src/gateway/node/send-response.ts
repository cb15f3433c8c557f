/** A response of the web as one of Node's, also where a server of the operator's has been at work on it before. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { knownBody } from '../base/known-body.js';
import { createBodyEncoder } from './encode-body.js';

const encode = createBodyEncoder();

/** Milliseconds for which the rest of a body is still taken that nobody wants. */
const longestRest = 1000;

/** Sends the web's response. Cookies that were set before stay. */
export async function sendResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const encoded = await encode(response, incoming.headers);
  const body = encoded?.body ?? knownBody(response) ?? Buffer.from(await response.arrayBuffer());
  // The host has answered itself, or the browser has gone.
  if (outgoing.headersSent || outgoing.destroyed) return;
  outgoing.statusCode = encoded?.status ?? response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  if (encoded) {
    // The host may have said already what else its answers depend on.
    outgoing.appendHeader('Vary', 'Accept-Encoding');
    for (const [name, value] of Object.entries(encoded.headers)) outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  const before = [outgoing.getHeader('Set-Cookie') ?? []].flat().map(String);
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', [...before, ...cookies]);
  if (!incoming.complete) {
    outgoing.setHeader('Connection', 'close');
    const late = setTimeout(() => incoming.destroy(), longestRest).unref();
    incoming.once('close', () => clearTimeout(late));
    incoming.resume();
  }
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}
