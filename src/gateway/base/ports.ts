/**
 * What the gateway needs from the world beside HTTP bodies. HTTP is the default for each port; an in-memory one lets
 * gateway and simulator run inside a page, where browsers withhold cookies and fetch metadata.
 */

/** A cookie to set; without `value` it is to be deleted. */
export interface CookieToSet {
  name: string;
  value?: string;
  /** Seconds; absent: until the browser closes. */
  maxAge?: number;
  /** Readable by scripts: only for markers without data. */
  readable?: boolean;
  sameSite: 'Lax' | 'Strict';
}

/** Where cookies come from and go to. Names are as on the wire, prefix included. */
export interface CookiePort {
  read(request: Request): ReadonlyMap<string, string>;
  write(response: Headers, cookies: readonly CookieToSet[]): void;
}

/** What is known of a request's sender, apart from its body. */
export interface ClientFacts {
  /** `Origin` header. */
  origin?: string | undefined;
  /** `Sec-Fetch-Site` header. */
  fetchSite?: string | undefined;
  /** The sender's network address, IPv4 or IPv6, as the host of the gateway trusts it. */
  address?: string | undefined;
  userAgent?: string | undefined;
}

/** Reads the facts of a request; `env` is what the host passes to `fetch` beside the request. */
export type ClientFactsPort = (request: Request, env?: unknown) => ClientFacts;

/** Counters, cached settings, and which of several requests has a piece of work: memory by default, shared when several instances run. Values are JSON texts. */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** `ttl` in seconds. */
  set(key: string, value: string, ttl: number): Promise<void>;
  /**
   * Sets what is not there, in one step with looking (Redis: `SET key value EX ttl NX`). Answers whether it did: of several
   * that add the same key at once, one alone may be told so.
   */
  add(key: string, value: string, ttl: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}

export type Fetch = (request: Request) => Promise<Response>;
