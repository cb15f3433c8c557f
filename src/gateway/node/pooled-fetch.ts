/** A `fetch` for Node that keeps connections to the hosted API open, and opens so many at most. For Node alone. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { DirectInit, Fetch } from '../base/ports.js';

/** Of the pool of connections. */
export interface PooledFetchOptions {
  /** The most connections to one server at a time; further calls wait for one, within their time limit. Default: 50. */
  connections?: number;
  /** Milliseconds for which an idle connection stays open, where the server does not name a time. Default: 10,000; many servers close theirs after 20,000. */
  keepAliveTimeout?: number;
  /** Milliseconds within which a connection has to be made. Default: 3000. */
  connectTimeout?: number;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read, in small letters, too. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
}

/** Bytes that are read before the response is handed over: most replies are whole by then, and need no stream. */
const readAtOnce = 64 * 1024;
/** Nothing is unpacked here. Servers in front of the API may refuse who does not say what they are. */
const standing = { 'accept-encoding': 'identity', 'user-agent': 'sso-elements-server' };
/** Statuses whose responses have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** The proxies that the environment names, small letters first. */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>) {
  const of = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const httpProxy = of('HTTP_PROXY');
  const httpsProxy = of('HTTPS_PROXY');
  return httpProxy === undefined && httpsProxy === undefined
    ? undefined
    : { httpProxy: httpProxy ?? '', httpsProxy: httpsProxy ?? '', noProxy: of('NO_PROXY') ?? '' };
}

/** Returns what loads undici, once, where it is used alone: it is a good part of a start, and of a bundle. Throws where a proxy has no address. */
function poolOf(options: PooledFetchOptions) {
  const { connections = 50, keepAliveTimeout = 10_000, connectTimeout = 3000, env = process.env } = options;
  const limits = { connections, keepAliveTimeout, connect: { timeout: connectTimeout } };
  const proxies = proxiesOf(env);
  for (const url of [proxies?.httpProxy, proxies?.httpsProxy]) if (url) new URL(url);
  async function load() {
    const { Agent, EnvHttpProxyAgent, request } = await import('undici');
    return { request, dispatcher: proxies ? new EnvHttpProxyAgent({ ...limits, ...proxies }) : new Agent(limits) };
  }
  let loading: ReturnType<typeof load> | undefined;
  return () => (loading ??= load());
}

/** What comes first, and whether there is more. */
async function beginning(parts: AsyncIterator<Buffer, undefined>): Promise<{ first: Buffer; isWhole: boolean }> {
  const list: Buffer[] = [];
  let size = 0;
  while (size <= readAtOnce) {
    const part = await parts.next();
    if (part.done) return { first: Buffer.concat(list), isWhole: true };
    list.push(part.value);
    size += part.value.byteLength;
  }
  return { first: Buffer.concat(list), isWhole: false };
}

/** The reader of a long body decides how much of it is taken. */
async function bodyOf(body: Readable): Promise<BodyInit> {
  const parts = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const { first, isWhole } = await beginning(parts);
  if (isWhole) return new Uint8Array(first);
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(first)),
    async pull(controller) {
      const part = await parts.next();
      if (part.done) controller.close();
      else controller.enqueue(new Uint8Array(part.value));
    },
    cancel: () => void body.destroy(),
  });
}

function headersOf(given: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(given)) for (const each of [value].flat()) headers.append(name, each);
  return headers;
}

/**
 * Makes a `fetch` with a pool of connections of its own, which costs less than the global one. It follows no redirect, goes through the proxies
 * of the environment, and takes a request, or an address with members. Rejects as undici does, with a `code`.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { pooledFetch } from 'sso-elements-server/gateway/node';
 *
 * declare const options: GatewayOptions;
 *
 * export const gateway = createGateway({ ...options, fetch: pooledFetch({ connections: 100 }) });
 * ```
 */
export function pooledFetch(options: PooledFetchOptions = {}): Required<Fetch> & Fetch {
  const pool = poolOf(options);

  async function direct(url: string, { method, headers, body, signal }: Omit<DirectInit, 'redirect'>) {
    const { request, dispatcher } = await pool();
    const reply = await request(url, {
      method,
      headers: { ...standing, ...headers },
      body: body ?? null,
      signal,
      dispatcher,
    });
    // A body that is given up, or whose connection breaks, is an error of its stream; whoever reads it is told by that, and nobody else.
    reply.body.on('error', () => undefined);
    try {
      const { statusCode: status } = reply;
      // Some servers on this process put a `Response` of their own in place of the global one, which takes any.
      if (status > 599) throw new RangeError(`${status} is no status of a response`);
      if (!bodiless.has(status)) {
        return new Response(await bodyOf(reply.body), { status, headers: headersOf(reply.headers) });
      }
      await reply.body.dump();
      return new Response(null, { status, headers: headersOf(reply.headers) });
    } catch (error) {
      reply.body.destroy();
      throw error;
    }
  }

  async function whole(given: Request): Promise<Response> {
    const { url, method, signal } = given;
    const text = given.body === null ? undefined : await given.text();
    const headers = Object.fromEntries(given.headers);
    return direct(url, { method, headers, signal, ...(text !== undefined && { body: text }) });
  }
  return Object.assign(whole, { direct });
}
