/** The sender's address behind proxies that the operator trusts. Node's side of the facts port. */

/** Without port, brackets and the IPv4-in-IPv6 prefix. */
const bare = (address: string) =>
  address
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Each trusted proxy appends to `X-Forwarded-For` the address that it was called from; what stands before these
 * entries was written by the sender and proves nothing. `trusted`: how many proxies stand in front of this server.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  trusted: number,
): string | undefined {
  if (trusted <= 0) return socket === undefined ? undefined : bare(socket);
  const chain = (forwardedFor ?? '').split(',').map(bare).filter(Boolean);
  // Fewer entries than proxies: the request did not come the whole way, so only the nearest hop is sure.
  return chain[chain.length - trusted] ?? (socket === undefined ? undefined : bare(socket));
}
