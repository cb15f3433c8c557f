/** The gateway as a request listener of Node's HTTP server, or in a framework on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure, problemBody } from '../base/failure.js';
import { answerOf, respondWith } from '../base/known-body.js';
import { giveLimits } from '../options/late-limits.js';
import { protect } from '../base/protection.js';
import { memoryLimits } from '../counting/memory-limits.js';
import type { Gateway } from '../gateway.js';
import { senderAddress, type ForwardedHeader, requestedHost } from './forwarded.js';
import { isOneHost, toPlainRequest, toRequest } from './node-request.js';
import { createPublicAnswers } from './public-answers.js';
import { prepareResponse, sendPrepared, sendResponse } from './send-response.js';

/** How the gateway reads a Node request. */
export interface NodeHandlerOptions {
  /** How many reverse proxies of the operator stand in front, each appending to `forwardedHeader`. Default: 0, such headers are ignored. */
  trustedProxies?: number;
  /**
   * The header in which your proxies write the sender's address: `x-forwarded-for`, `forwarded` (RFC 7239) or `x-real-ip`. One that they
   * do not write comes from the sender. Default: `x-forwarded-for`.
   */
  forwardedHeader?: ForwardedHeader;
}

/** For what cannot be made a request of the web. */
const malformed = (): Response =>
  protect(
    respondWith(JSON.stringify(problemBody(new Failure('invalid-request'), 'none')), {
      status: 400,
      headers: { 'Content-Type': 'application/problem+json' },
    }),
  );

/**
 * The gateway as a request listener for a Node server of your own, which must allow `maxHeaderSize` bytes of headers, or as a handler of
 * Express and the like. It takes the address as the browser sent it, a body that a parser has read before, and keeps cookies that were set. A
 * gateway without `limits` gets some in memory.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import type { Gateway } from 'sso-elements-server/gateway';
 * import { maxHeaderSize, nodeHandler } from 'sso-elements-server/gateway/node';
 *
 * declare const gateway: Gateway;
 *
 * createServer({ maxHeaderSize }, nodeHandler(gateway, { trustedProxies: 1 })).listen(8787);
 * ```
 */
export function nodeHandler(
  gateway: Pick<Gateway, 'fetch'>,
  { trustedProxies = 0, forwardedHeader = 'x-forwarded-for' }: NodeHandlerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const proxies = { trustedProxies, forwardedHeader };
  giveLimits(gateway, memoryLimits);
  const answer = answerOf(gateway);
  // Of what the operator has wrapped, nobody knows what it depends on.
  const answers = answer && createPublicAnswers();
  /** Throws where it is no request of the web. */
  function toBeAnswered(incoming: IncomingMessage, host: string | undefined, env: object): () => Promise<Response> {
    if (answer) {
      const plain = toPlainRequest(incoming, host);
      return () => answer(plain, env);
    }
    const request = toRequest(incoming, host);
    return () => gateway.fetch(request, env);
  }
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { headers, socket } = incoming;
    const isNamed = isOneHost(incoming);
    const found = isNamed ? answers?.find(incoming) : undefined;
    if (found) {
      sendPrepared(found, incoming, outgoing);
      return;
    }
    const host = requestedHost(headers, proxies);
    const env = { address: senderAddress(socket.remoteAddress, headers, proxies), host };
    let answered: () => Promise<Response>;
    try {
      if (!isNamed) throw new TypeError('more than one host is named, or none');
      answered = toBeAnswered(incoming, host, env);
    } catch {
      outgoing.setHeader('Connection', 'close');
      await sendResponse(malformed(), incoming, outgoing);
      return;
    }
    const prepared = await prepareResponse(await answered(), headers);
    answers?.keep(incoming, prepared);
    sendPrepared(prepared, incoming, outgoing);
  }
  return (incoming, outgoing) => {
    // A browser that has gone is nobody's fault, and an error that nobody listens to ends the process.
    for (const stream of [incoming, outgoing]) stream.on('error', () => undefined);
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  };
}
