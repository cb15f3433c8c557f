/** Which network a request comes from: what a stranger cannot change at will. */
import { plainAddress } from './address.js';

/** Addresses that no reader of a public site has: the operator's own proxy, or a network behind it. */
const inside: readonly RegExp[] = [
  /^(?:127|10|0)\./,
  /^192\.168\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  // Loopback and the unspecified address, unique local ones, link-local ones.
  /^0:0:0:0$/,
  /^f[cd]/,
  /^fe[89ab]/,
];

/** The first four groups of an IPv6 address: providers hand out at least so much to each customer. */
function firstHalf(address: string): string {
  const [before = '', after] = address.split('::');
  const groups = (text: string): string[] =>
    text
      .split(':')
      .filter(Boolean)
      // The last group may be written as IPv4, which stands for two.
      .flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
  const [first, last] = [groups(before), groups(after ?? '')];
  const zeros = after === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  const all = [...first, ...zeros, ...last];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * Returns an IPv4 address as it is, and the first 64 bits of an IPv6 one. `undefined` where the address is not known, or is one of the operator's own
 * network: then it says nothing of the sender.
 */
export function senderNetwork(address: string | undefined): string | undefined {
  const plain = address === undefined ? undefined : plainAddress(address);
  if (plain === undefined) return undefined;
  const network = plain.includes(':') ? firstHalf(plain.toLowerCase()) : plain;
  return inside.some((range) => range.test(network)) ? undefined : network;
}
