/** What the operator's own proxies say of a request: whom it comes from, and to which host it was sent. */
import type { IncomingHttpHeaders } from 'node:http';
import { clientAddress } from './client-address.js';

/** The header in which the proxies write the sender's address. */
export type ForwardedHeader = 'x-forwarded-for' | 'forwarded' | 'x-real-ip';
export const forwardedHeaders: readonly ForwardedHeader[] = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

export interface ProxyOptions {
  /** The number of proxies in front of this server; 0: headers of the sender's prove nothing. */
  trustedProxies: number;
  forwardedHeader: ForwardedHeader;
}

/** Splits at a sign, but not within quotes. */
const split = (text: string, sign: ',' | ';'): string[] =>
  (text.match(sign === ',' ? /(?:"(?:\\.|[^"\\])*"|[^,"])+/g : /(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [])
    .map((part) => part.trim())
    .filter(Boolean);
/** One value of a header that may come more than once. */
const joined = (value: string | string[] | undefined): string => [value ?? ''].flat().join(',');

/** The parameter of each element of a `Forwarded` header (RFC 7239). */
const forwardedValues = (header: string, name: 'for' | 'host'): string[] =>
  split(header, ',').map((element) => {
    const pair = split(element, ';').find((each) => each.toLowerCase().startsWith(`${name}=`));
    return (pair ?? '').slice(name.length + 1).replace(/^"(.*)"$/, '$1');
  });

/**
 * The entry that the outermost trusted proxy wrote; earlier ones were written by the sender and prove nothing. With fewer entries than
 * proxies the request did not pass all of them: then there is none.
 */
const trustedEntry = (entries: readonly string[], trusted: number) => entries[entries.length - trusted];

/** The sender's address: the socket's, or behind proxies the one that they name. */
export function senderAddress(
  socket: string | undefined,
  headers: IncomingHttpHeaders,
  { trustedProxies: trusted, forwardedHeader: name }: ProxyOptions,
): string | undefined {
  if (trusted <= 0) return clientAddress(socket, undefined, 0);
  const header = joined(headers[name]);
  // The last proxy alone writes this one.
  if (name === 'x-real-ip') return clientAddress(socket, header, Math.min(trusted, 1));
  // No value of this header holds a comma but in quotes, and an address has none.
  const entries = name === 'forwarded' ? forwardedValues(header, 'for') : split(header, ',');
  return clientAddress(socket, entries.join(','), trusted);
}

/** The host, with its port, to which the browser sent the request: the `Host` header, or behind proxies the one that they name. */
export function requestedHost(
  headers: IncomingHttpHeaders,
  { trustedProxies: trusted, forwardedHeader: name }: ProxyOptions,
): string | undefined {
  const own = headers.host ?? joined(headers[':authority']);
  if (trusted <= 0) return own || undefined;
  const entries =
    name === 'forwarded'
      ? forwardedValues(joined(headers.forwarded), 'host')
      : split(joined(headers['x-forwarded-host']), ',');
  return (trustedEntry(entries, trusted) ?? entries[0]) || own || undefined;
}
