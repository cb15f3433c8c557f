/** Speaks the settings protocol (docs/openapi.json, "settings"): never throws, whatever goes wrong is an answer. */

/** What the endpoint answered: a document of the protocol with its ETag, or why there is none. */
export type EndpointAnswer<T> = { ok: true; body: T; etag: string | undefined } | { ok: false; status: number; body: unknown };

/** Milliseconds. */
const patience = 20_000;

/** An endpoint as written, for paths to be put behind it. */
export const normaliseEndpoint = (written: string): string => written.replace(/\/+$/, '');

/**
 * Makes one call. `status` 0: nobody answered, or the call was given up.
 *
 * @param etag what the change is made on; the endpoint refuses it where something else was saved meanwhile
 */
export async function callEndpoint<T>(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  { body, etag, signal }: { body?: object; etag?: string | undefined; signal?: AbortSignal } = {},
): Promise<EndpointAnswer<T>> {
  const limit = AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(method !== 'GET' && { 'x-sso-request': '1', 'content-type': 'application/json' }),
        ...(etag && { 'if-match': etag }),
      },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      cache: 'no-store',
    });
    // A proxy in front answers in its own words; what counts then is the status.
    const answer = (await response.json().catch(() => undefined)) as unknown;
    if (!response.ok || typeof answer !== 'object' || answer === null)
      return { ok: false, status: response.status, body: answer };
    return { ok: true, body: answer as T, etag: response.headers.get('etag') ?? undefined };
  } catch {
    return { ok: false, status: 0, body: undefined };
  }
}
