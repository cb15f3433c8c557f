/** Responses whose body is at hand, beside the stream that every response has: a server that sends it whole need not read that. */

type Body = string | Uint8Array<ArrayBuffer>;

const bodies = new WeakMap<Response, Body>();

/** As `new Response`. */
export function respondWith(body: Body, init?: ResponseInit): Response {
  const response = new Response(body, init);
  bodies.set(response, body);
  return response;
}

/** As `Response.json`. */
export const respondWithJson = (value: unknown): Response =>
  respondWith(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } });

/** The body that a response was made with; `undefined` where only its stream has it. */
export const knownBody = (response: Response): Body | undefined => bodies.get(response);
