/** Node's request and response ↔ those of the web, also where a server of the operator's has been at work on them before. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { knownBody } from '../base/known-body.js';
import { createBodyEncoder } from './encode-body.js';

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

function headOf(incoming: HostedRequest, host: string | undefined) {
  const headers = new Headers();
  const { rawHeaders, method = 'GET' } = incoming;
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] ?? '';
    if (!name.startsWith(':')) headers.append(name, rawHeaders[n + 1] ?? '');
  }
  // `append` joins with a comma; Node has joined several Cookie headers as browsers mean them.
  if (incoming.headers.cookie !== undefined) headers.set('Cookie', incoming.headers.cookie);
  const base = `http://${host ?? 'localhost'}`;
  const url = `${URL.canParse(base) ? new URL(base).origin : 'http://localhost'}${targetOf(incoming)}`;
  return { url, method, headers };
}

/** Makes the web's request without its body, which stays for whoever comes next. Throws as `toRequest`. */
export function toBodilessRequest(incoming: HostedRequest, host: string | undefined): Request {
  const { url, ...head } = headOf(incoming, host);
  return new Request(url, head);
}

/** Whether a request of HTTP/1.1 names its host, once, and as a host is written: what stands in front may have gone by another one. */
export function isOneHost({ rawHeaders, httpVersion }: Pick<HostedRequest, 'rawHeaders' | 'httpVersion'>): boolean {
  const hosts = rawHeaders.filter((_value, n) => n % 2 === 1 && /^host$/i.test(rawHeaders[n - 1] ?? ''));
  if (hosts.length === 0) return httpVersion !== '1.1';
  return hosts.length === 1 && /^[\w.:[\]-]*$/.test(hosts[0] ?? '');
}

/**
 * The path of a call has one spelling. An address of the web takes dot segments out, turns backslashes and drops what is behind `#`: what stands in
 * front, and has rules for paths, may have read it otherwise.
 */
function isSpeltOut(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return /^[\w/.~-]*$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
}

/** Makes the web's request, for no address at all where the path is spelt in another way than a call's. Throws `TypeError` where it has no such method or header. */
export function toRequest(incoming: HostedRequest, host: string | undefined): Request {
  const { url: asked, ...head } = headOf(incoming, host);
  const url = isSpeltOut(targetOf(incoming)) ? asked : new URL('/', asked);
  if (head.method === 'GET' || head.method === 'HEAD') return new Request(url, head);
  const body = incoming.readableDidRead ? parsedBody(incoming) : streamed(incoming);
  return new Request(url, { ...head, ...(body !== undefined && { body, duplex: 'half' as const }) });
}

const encode = createBodyEncoder();

/** Milliseconds for which the rest of a body is still taken that nobody wants. */
const longestRest = 1000;

/** Sends the web's response. Cookies that were set before stay. */
export async function sendResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const encoded = await encode(response, incoming.headers);
  const body = encoded?.body ?? knownBody(response) ?? Buffer.from(await response.arrayBuffer());
  // The host has answered itself, or the browser has gone.
  if (outgoing.headersSent || outgoing.destroyed) return;
  outgoing.statusCode = encoded?.status ?? response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  if (encoded) {
    // The host may have said already what else its answers depend on.
    outgoing.appendHeader('Vary', 'Accept-Encoding');
    for (const [name, value] of Object.entries(encoded.headers)) outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  const before = [outgoing.getHeader('Set-Cookie') ?? []].flat().map(String);
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', [...before, ...cookies]);
  if (!incoming.complete) {
    outgoing.setHeader('Connection', 'close');
    const late = setTimeout(() => incoming.destroy(), longestRest).unref();
    incoming.once('close', () => clearTimeout(late));
    incoming.resume();
  }
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}
