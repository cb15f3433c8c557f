/** The sender's address behind the operator's own proxies. */

/** Without port, brackets and the IPv4-in-IPv6 prefix. */
const bare = (address: string) =>
  address
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * The sender's address: the socket's, or behind proxies the one in `X-Forwarded-For`. Each proxy appends the address that it was called from;
 * earlier entries were written by the sender and prove nothing. `trusted`: the number of proxies in front of this server.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  trusted: number,
): string | undefined {
  if (trusted <= 0) return socket === undefined ? undefined : bare(socket);
  const chain = (forwardedFor ?? '').split(',').map(bare).filter(Boolean);
  // With fewer entries than proxies the request did not pass all of them: only the nearest hop is certain.
  return chain[chain.length - trusted] ?? (socket === undefined ? undefined : bare(socket));
}
