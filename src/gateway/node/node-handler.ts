/** The gateway as a request listener of Node's HTTP server, or in a framework on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerOf } from '../base/known-body.js';
import { giveLimits } from '../base/late-limits.js';
import { memoryLimits } from '../counting/memory-limits.js';
import type { Gateway } from '../gateway.js';
import { senderAddress, type ForwardedHeader, requestedHost } from './forwarded.js';
import { sendResponse, toRequest } from './node-request.js';

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
  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { headers, socket } = incoming;
    const host = requestedHost(headers, proxies);
    let request: Request;
    try {
      request = toRequest(incoming, host);
    } catch {
      outgoing.writeHead(400, { Connection: 'close' }).end();
      return;
    }
    const env = { address: senderAddress(socket.remoteAddress, headers, proxies), host };
    await sendResponse(await answer(request, env), incoming, outgoing);
  }
  return (incoming, outgoing) => {
    // A browser that has gone is nobody's fault, and an error that nobody listens to ends the process.
    for (const stream of [incoming, outgoing]) stream.on('error', () => undefined);
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  };
}
