/** The HTTP cookie port, and the jar that collects the cookies of one response. */
import type { CookiePort, CookieToSet } from '../base/ports.js';

/**
 * Cookies as HTTP headers. All are host-bound, for the whole site, and Secure; `insecure` drops Secure, for
 * `devCookies` alone, since WebKit refuses Secure cookies on http://localhost.
 */
export function httpCookies(insecure: boolean): CookiePort {
  return {
    read(request) {
      const jar = new Map<string, string>();
      for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
        const at = pair.indexOf('=');
        const name = pair.slice(0, Math.max(at, 0)).trim();
        if (name && !jar.has(name)) jar.set(name, pair.slice(at + 1).trim());
      }
      return jar;
    },
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
}
