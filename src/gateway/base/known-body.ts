/**
 * Bodies beside their responses: making the stream that every response of the web has, and reading it, costs more than answering. Whoever sends a
 * body whole gets it as it is; for everybody else it is put inside.
 */
import type { PlainRequest } from './plain-request.js';

type Body = string | Uint8Array<ArrayBuffer>;
/** As a gateway's `fetch`, but bodies may stand beside. */
type Answer = (request: PlainRequest, env?: unknown) => Promise<Response>;
type FetchOf = (request: Request, env?: unknown) => Promise<Response>;

/** A member, since a map would cost as much as is spared. */
const beside = Symbol('body');
interface Beside extends Response {
  [beside]?: Body;
}
const answers = new WeakMap<object, { fetch: FetchOf; answer: Answer }>();

/** A response whose body stands beside it. */
export function respondWith(body: Body, init?: ResponseInit): Response {
  const response: Beside = new Response(null, init);
  response[beside] = body;
  return response;
}

/** As `Response.json`. */
export const respondWithJson = (value: unknown): Response =>
  respondWith(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });

/** The body that stands beside a response. */
export const knownBody = (response: Beside): Body | undefined => response[beside];

/** The same response with its body in it. */
export function withBodyInside(response: Response): Response {
  const body = knownBody(response);
  return body === undefined ? response : new Response(body, { status: response.status, headers: response.headers });
}

/** Registers how a gateway answers with bodies beside. Returns the gateway. */
export function answersBeside<T extends { fetch: FetchOf }>(gateway: T, answer: Answer): T {
  answers.set(gateway, { fetch: gateway.fetch, answer });
  return gateway;
}

/**
 * How a gateway answers with bodies beside, to whatever it can read of a request; `undefined` where the operator has wrapped its `fetch`, which
 * takes requests alone.
 */
export function answerOf(gateway: { fetch: FetchOf }): Answer | undefined {
  const found = answers.get(gateway);
  return found?.fetch === gateway.fetch ? found.answer : undefined;
}
