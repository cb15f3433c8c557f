/** The HTTP cookie port, and the jar that collects the cookies of one response. */
import type { CookiePort, CookieToSet } from '../base/ports.js';

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

/**
 * Reads a `Cookie` header. Of a name that comes twice, none counts: nobody can tell which of them this site has set. The work grows with the
 * header's length alone.
 */
function parseCookies(header: string): Map<string, string> {
  const found = new Map<string, string | undefined>();
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    const name = trimBlanks(pair.slice(0, at));
    if (!nameOctets.test(name)) continue;
    const value = trimBlanks(pair.slice(at + 1));
    found.set(name, !found.has(name) && valueOctets.test(value) ? value : undefined);
  }
  for (const [name, value] of found) if (value === undefined) found.delete(name);
  return found as Map<string, string>;
}

/**
 * Cookies as HTTP headers. All are host-bound, for the whole site, and Secure; `insecure` drops Secure, for
 * `devCookies` alone, since WebKit refuses Secure cookies on http://localhost.
 */
export function httpCookies(insecure: boolean): CookiePort {
  return {
    read: (request) => parseCookies(request.headers.get('cookie') ?? ''),
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
