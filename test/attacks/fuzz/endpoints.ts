/** Requests for what is served beside the gateway: a table of routes, whose bodies are shaped and bent as the gateway's are. */
import type * as z from 'zod/mini';
import type { Dice } from './dice.js';
import { createDice } from './dice.js';
import { bendHeaders, type FuzzedRequest, oddMethod, oddPath } from './odd-requests.js';
import { bodyBytes } from './odd-values.js';
import { type Pools, shapedInput } from './shaped-input.js';

export interface Route {
  method: string;
  path: string;
  body?: z.ZodMiniType;
}

export interface Endpoint {
  origin: string;
  routes: readonly Route[];
  pools: Pools;
  /** Headers of a request that is taken, by method. */
  headers(dice: Dice): FuzzedRequest['headers'];
  fetch(request: Request): Promise<Response>;
  /** Throws where an answer is none that is right. */
  judge(request: FuzzedRequest, response: Response, text: string): void;
}

/** Bombs that a body of half a megabyte has room for. */
const bombs: readonly (() => string)[] = [
  () => `{"settings":{"ssoName":${'['.repeat(200_000)}${']'.repeat(200_000)}},"language":"de"}`,
  () => `{"settings":${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)},"language":"de"}`,
  () => `{"settings":{${Array.from({ length: 30_000 }, (_, n) => `"m${n}":1`).join()}},"language":"de"}`,
  () => `{"settings":{"ssoTermText":{"de":"${'<p>'.repeat(100_000)}"}},"language":"de"}`,
  () => `{"settings":{"allowedDomains":"${'a.example,'.repeat(40_000)}"},"language":"de"}`,
  () => `{"a":"${'x'.repeat(600_000)}"}`,
];

function nextRequest(dice: Dice, { routes, pools, headers: usual }: Endpoint): FuzzedRequest {
  const strangeness = dice.pick([0.1, 0.5, 0.9]);
  const route = dice.pick(routes);
  const target = dice.chance(strangeness / 4) ? oddPath(dice, route.path) : route.path;
  const method = dice.chance(strangeness / 4) ? oddMethod(dice) : route.method;
  let headers = usual(dice);
  if (dice.chance(strangeness)) headers = bendHeaders(dice, headers);
  const takesBody = !['GET', 'HEAD'].includes(method);
  const input = route.body ? shapedInput(dice, route.body, pools) : {};
  const body = dice.chance(0.05) ? new TextEncoder().encode(dice.pick(bombs)()) : bodyBytes(dice, input, strangeness);
  return { method, target, headers, ...(takesBody && { body }) };
}

/** Sends `count` requests from a seed. Returns how often each status came. Throws with the place in the seed, and the request. */
export async function fuzzEndpoint(seed: number, count: number, endpoint: Endpoint): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (let n = 0; n < count; n += 1) {
    const given = nextRequest(createDice(seed * 1_000_003 + n), endpoint);
    const { method, target, headers, body } = given;
    let request: Request;
    try {
      request = new Request(endpoint.origin + target, { method, headers, ...(body && { body }) });
    } catch {
      continue;
    }
    try {
      const response = await endpoint.fetch(request);
      // The method as it was sent: a `Request` writes some in capitals.
      endpoint.judge({ ...given, method: request.method }, response, await response.text());
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    } catch (error) {
      const shown = JSON.stringify({ ...given, body: body && Buffer.from(body).toString('latin1').slice(0, 500) });
      throw new Error(`seed ${seed}, request ${n}: ${String(error)}\n${shown.slice(0, 3000)}`, { cause: error });
    }
  }
  return statuses;
}
