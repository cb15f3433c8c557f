/**
 * The gateway's ports: what it needs besides the bodies of requests. Each defaults to HTTP; in-memory ones let gateway and simulator run
 * inside a page, where browsers withhold cookies and fetch metadata.
 */

/** A cookie to set, or without `value` to delete. */
export interface CookieToSet {
  name: string;
  value?: string;
  /** Seconds; absent: until the browser closes. */
  maxAge?: number;
  /** Readable by scripts (not `HttpOnly`): only for markers without data. */
  readable?: boolean;
  sameSite: 'Lax' | 'Strict';
}

/**
 * Reads a request's cookies and writes a response's. Names are as on the wire, prefix included, and of one that comes twice none is read:
 * any host of the same domain can set a cookie that looks like one of this site's.
 */
export interface CookiePort {
  read(request: Request): ReadonlyMap<string, string>;
  write(response: Headers, cookies: readonly CookieToSet[]): void;
}

/** Client facts: what is known of a request's sender, its body aside. */
export interface ClientFacts {
  /** `Origin` header. */
  origin?: string | undefined;
  /** `Sec-Fetch-Site` header. */
  fetchSite?: string | undefined;
  /** The sender's IPv4 or IPv6 address, as far as the gateway's host can vouch for it. */
  address?: string | undefined;
  userAgent?: string | undefined;
  /** The host, with a port where it is not the usual one, to which the browser sent the request. */
  host?: string | undefined;
}

/** Returns the client facts of a request. `env`: what the host passes to `fetch` beside the request. */
export type ClientFactsPort = (request: Request, env?: unknown) => ClientFacts;

/** A key-value store: cached settings, ended sessions, leases. Memory by default; shared where several instances run. Values are JSON texts. */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** `ttl` in seconds. */
  set(key: string, value: string, ttl: number): Promise<void>;
  /**
   * Sets a key that is not there, atomically (Redis: `SET key value EX ttl NX`). Returns whether it did: of several callers that add the same
   * key at once, exactly one gets `true`. `ttl` in seconds.
   */
  add(key: string, value: string, ttl: number): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** How often something was counted. */
export interface Counted {
  times: number;
  /** Until the window ends. */
  secondsLeft: number;
}

/** Counts what strangers do, in windows of time that begin with the first count. Memory of a process, or shared where several instances run. */
export interface LimitsPort {
  /** Counts once more, atomically, and returns how often that was done in the window. `seconds`: how long a window lasts that begins now. */
  count(key: string, seconds: number): Promise<Counted>;
  /** As `count`, but counts nothing; `undefined`: there is no window. */
  read(key: string): Promise<Counted | undefined>;
  /** Ends a window. */
  reset(key: string): Promise<void>;
  /** It counts in this process's own memory: nothing that it is asked can take long, and no timer is made for it. */
  readonly isLocal?: boolean;
}

/** What a request is made of where no `Request` is made of it. */
export interface DirectInit {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** No redirect is followed. */
  redirect: 'manual';
  signal: AbortSignal;
}

/** As the global `fetch`, for requests alone. */
export interface Fetch {
  (request: Request): Promise<Response>;
  /** Does the same by address and members, and is called instead where it is there: making a `Request` costs more than the rest of the call. */
  readonly direct?: (url: string, init: DirectInit) => Promise<Response>;
}

/** Measures and waits, for answers that leave on a schedule. */
export interface TimerPort {
  /** Milliseconds since any moment; never turned back. */
  now(): number;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}
