/** The sender's address behind the operator's own proxies. */
import { plainAddress } from '../request/address.js';

/**
 * The sender's address: the socket's, or behind proxies the one in a list as `X-Forwarded-For` has it. Each proxy appends the address that it
 * was called from; earlier entries were written by the sender and prove nothing. `trusted`: the number of proxies in front of this server.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  trusted: number,
): string | undefined {
  const nearest = socket === undefined ? undefined : plainAddress(socket);
  if (trusted <= 0) return nearest;
  const chain = (forwardedFor ?? '').split(',').filter((entry) => entry.trim());
  const entry = chain[chain.length - trusted];
  // With fewer entries than proxies the request did not pass all of them: only the nearest hop is certain.
  return entry === undefined ? nearest : plainAddress(entry);
}
