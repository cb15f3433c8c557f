/** The HTTP cookie port, and the jar that collects the cookies of one response. */
import type { PlainRequest } from '../base/plain-request.js';
import type { CookiePort, CookieToSet } from '../base/ports.js';
import { type CookiePrefix, markers, ownMark } from './own-cookies.js';

/** The octets of a name and of a value (RFC 6265, 4.1.1). A pair with any other is none of the gateway's. */
const nameOctets = /^[\w!#$%&'*+.^`|~-]+$/;
const valueOctets = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/** Without the spaces and tabs around it, and nothing else: browsers let a sub-domain set a name that begins with another kind of space. */
function trimBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t';
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

/** Pairs that are looked at: twice as many as the gateway sets. */
const mostPairs = 64;

/** The pairs of a header that have a mark in them; none where there are too many. All others cost one search for the mark. */
function pairsWith(mark: string, header: string): string[] {
  const pairs: string[] = [];
  let at = header.indexOf(mark);
  while (at >= 0) {
    if (pairs.length === mostPairs) return [];
    const end = header.indexOf(';', at);
    pairs.push(header.slice(header.lastIndexOf(';', at) + 1, end < 0 ? undefined : end));
    at = end < 0 ? -1 : header.indexOf(mark, end);
  }
  return pairs;
}

/**
 * Reads the gateway's cookies of a `Cookie` header. Of a name that comes twice, none counts: nobody can tell which of them this site has set.
 * The work grows with the header's length alone.
 */
function parseCookies(header: string, prefix: CookiePrefix): Map<string, string> {
  const found = new Map<string, string>();
  const refused = new Set<string>();
  function take(pair: string, isOwn: (name: string) => boolean): void {
    const equals = pair.indexOf('=');
    const name = trimBlanks(pair.slice(0, Math.max(0, equals)));
    if (!isOwn(name) || !nameOctets.test(name)) return;
    const value = trimBlanks(pair.slice(equals + 1));
    if (found.has(name) || !valueOctets.test(value)) refused.add(name);
    else found.set(name, value);
  }
  const mark = prefix + ownMark;
  for (const pair of pairsWith(mark, header)) take(pair, (name) => name.startsWith(mark));
  // Without a prefix they were among these.
  for (const marker of prefix ? markers : [])
    for (const pair of pairsWith(marker, header)) take(pair, (name) => name === marker);
  for (const name of refused) found.delete(name);
  return found;
}

/** A port of the gateway's own, which needs no whole request. */
export interface OwnCookiePort extends CookiePort {
  read(request: PlainRequest): ReadonlyMap<string, string>;
}

/**
 * Cookies as HTTP headers. All are host-bound, for the whole site, and Secure; `insecure` drops Secure, for
 * `devCookies` alone, since WebKit refuses Secure cookies on http://localhost. Of a request only the gateway's own are read.
 */
export function httpCookies(insecure: boolean): OwnCookiePort {
  return {
    read: (request) => parseCookies(request.headers.get('cookie') ?? '', insecure ? '' : '__Host-'),
    write(response, cookies) {
      for (const { name, value, maxAge, readable, sameSite } of cookies) {
        const age = value === undefined ? 0 : maxAge;
        const parts = [
          `${name}=${value ?? ''}`,
          'Path=/',
          ...(age === undefined ? [] : [`Max-Age=${age}`]),
          ...(insecure ? [] : ['Secure']),
          ...(readable ? [] : ['HttpOnly']),
          `SameSite=${sameSite}`,
        ];
        response.append('Set-Cookie', parts.join('; '));
      }
    },
  };
}

/** The cookies of one request: those it brought, and those its response sets. Per name the last change wins. */
export class RequestCookies {
  readonly #cookies: Map<string, string>;
  readonly #changes = new Map<string, CookieToSet>();

  constructor(cookies: ReadonlyMap<string, string>) {
    this.#cookies = new Map(cookies);
  }

  /** Names of the cookies that the browser will have after this response. */
  get names(): string[] {
    return [...this.#cookies.keys()];
  }

  /** The cookies that the response sets or deletes. */
  get changes(): CookieToSet[] {
    return [...this.#changes.values()];
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  set(cookie: CookieToSet & { value: string }): void {
    this.#cookies.set(cookie.name, cookie.value);
    this.#changes.set(cookie.name, cookie);
  }

  /** Deletes a cookie, if the browser has it. */
  delete(name: string, sameSite: CookieToSet['sameSite'], readable = false): void {
    if (this.#cookies.delete(name)) this.#changes.set(name, { name, sameSite, readable });
  }

  /** Deletes a cookie even if it did not count: its name may have come twice. */
  expire(name: string, sameSite: CookieToSet['sameSite'], readable = false): void {
    this.#cookies.delete(name);
    this.#changes.set(name, { name, sameSite, readable });
  }
}
