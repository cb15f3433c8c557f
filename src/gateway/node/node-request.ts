/** Node's request as one of the web, also where a server of the operator's has been at work on it before. */
import type { IncomingMessage } from 'node:http';
import type { PlainRequest } from '../base/plain-request.js';

/** What frameworks add to Node's request. */
export interface HostedRequest extends IncomingMessage {
  /** Express, Connect: the address before a mount point was taken off. */
  originalUrl?: string;
  /** The body where a parser has read it. */
  body?: unknown;
  /** Functions of Google's: the body before it was parsed. */
  rawBody?: unknown;
}

const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** A body that a parser has read, as it was sent. `undefined`: there is none to be had. */
function parsedBody({ body, rawBody, headers }: HostedRequest): string | Uint8Array<ArrayBuffer> | undefined {
  for (const whole of [rawBody, body]) {
    if (typeof whole === 'string') return whole;
    if (whole instanceof Uint8Array) return new Uint8Array(whole);
  }
  if (body === undefined || body === null) return undefined;
  return form.test(headers['content-type'] ?? '')
    ? new URLSearchParams(body as Record<string, string>).toString()
    : JSON.stringify(body);
}

/** Read when asked for, and never destroyed: with the stream its socket would go, and the response with it. */
function streamed(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const parts = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await parts.next();
        if (part.done) controller.close();
        else controller.enqueue(new Uint8Array(part.value));
      },
      cancel: async () => {
        await parts.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The path and query as the reader's browser sent them. Of a whole address, as proxies send it, the host does not count. */
function targetOf({ originalUrl, url = '/' }: HostedRequest): string {
  const target = originalUrl ?? url;
  return /^https?:\/\/[^/?#\\]*(\/.*)$/i.exec(target)?.[1] ?? (target.startsWith('/') ? target : '/');
}

function addressOf(incoming: HostedRequest, host: string | undefined): string {
  const base = `http://${host ?? 'localhost'}`;
  return new URL((URL.canParse(base) ? new URL(base).origin : 'http://localhost') + targetOf(incoming)).href;
}

function headersOf({ rawHeaders, headers: { cookie } }: HostedRequest): Headers {
  const headers = new Headers();
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] ?? '';
    if (!name.startsWith(':')) headers.append(name, rawHeaders[n + 1] ?? '');
  }
  // `append` joins with a comma; Node has joined several Cookie headers as browsers mean them.
  if (cookie !== undefined) headers.set('Cookie', cookie);
  return headers;
}

function make(incoming: HostedRequest, url: string, body: RequestInit['body']): Request {
  const { method = 'GET' } = incoming;
  const head = { method, headers: headersOf(incoming) };
  return new Request(url, {
    ...head,
    ...(body !== undefined && { body, duplex: 'half' as const }),
  });
}

/** Makes the web's request without its body, which stays for whoever comes next. Throws as `toRequest`. */
export const toBodilessRequest = (incoming: HostedRequest, host: string | undefined): Request =>
  make(incoming, addressOf(incoming, host), undefined);

const isBodiless = ({ method = 'GET' }: HostedRequest): boolean => method === 'GET' || method === 'HEAD';

/** Whether a request of HTTP/1.1 names its host, once, and as a host is written: what stands in front may have gone by another one. */
export function isOneHost({ rawHeaders, httpVersion }: Pick<HostedRequest, 'rawHeaders' | 'httpVersion'>): boolean {
  const hosts = rawHeaders.filter((_value, n) => n % 2 === 1 && /^host$/i.test(rawHeaders[n - 1] ?? ''));
  if (hosts.length === 0) return httpVersion !== '1.1';
  return hosts.length === 1 && hosts.every((host) => /^[\w.:[\]-]*$/.test(host));
}

/**
 * The path of a call has one spelling. An address of the web takes dot segments out, turns backslashes and drops what is behind `#`: what stands in
 * front, and has rules for paths, may have read it otherwise.
 */
function isSpeltOut(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return /^[\w/.~-]*$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
}

/** An address that is no call's, where the path is spelt in another way than theirs. */
function callAddressOf(incoming: HostedRequest, host: string | undefined): string {
  const url = addressOf(incoming, host);
  return isSpeltOut(targetOf(incoming)) ? url : new URL('/', url).href;
}

/** Makes the web's request. Throws `TypeError` where it has no such method or header. */
export function toRequest(incoming: HostedRequest, host: string | undefined): Request {
  const url = callAddressOf(incoming, host);
  if (isBodiless(incoming)) return make(incoming, url, undefined);
  return make(incoming, url, incoming.readableDidRead ? parsedBody(incoming) : streamed(incoming));
}

/** Those that the web has no request for (Fetch, 2.2.1). */
const forbiddenMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Node's headers, of which the server has dropped or joined what came twice. */
class PlainHeaders implements Pick<Headers, 'get' | 'has'> {
  constructor(readonly headers: IncomingMessage['headers']) {}
  get(name: string): string | null {
    const value = this.headers[name.toLowerCase()];
    return (typeof value === 'object' ? value.join(', ') : value) ?? null;
  }
  has(name: string): boolean {
    return this.headers[name.toLowerCase()] !== undefined;
  }
}

/** Classes, since closures would be made anew for each request. */
class PlainNodeRequest implements PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: PlainHeaders;
  #stream: ReadableStream<Uint8Array> | undefined;
  #whole: Request | undefined;
  constructor(
    readonly incoming: HostedRequest,
    readonly host: string | undefined,
  ) {
    this.method = incoming.method ?? 'GET';
    this.url = callAddressOf(incoming, host);
    this.headers = new PlainHeaders(incoming.headers);
  }
  get body(): PlainRequest['body'] {
    if (isBodiless(this.incoming)) return null;
    if (this.#whole !== undefined || (!this.#stream && this.incoming.readableDidRead)) return this.toWhole().body;
    return (this.#stream ??= streamed(this.incoming));
  }
  get bodyUsed(): boolean {
    return this.#whole?.bodyUsed ?? false;
  }
  blob(): Promise<Blob> {
    return this.toWhole().blob();
  }
  /** A stream that was handed out is the whole one's, too. */
  toWhole(): Request {
    const { incoming, host, url } = this;
    return (this.#whole ??= this.#stream ? make(incoming, url, this.#stream) : toRequest(incoming, host));
  }
}

/** The request as far as the gateway reads it: what nobody asks for is not made. Throws as `toRequest`. */
export function toPlainRequest(incoming: HostedRequest, host: string | undefined): PlainRequest {
  if (forbiddenMethods.has(incoming.method ?? 'GET')) throw new TypeError('no method of the web');
  return new PlainNodeRequest(incoming, host);
}
