/** Calls the settings endpoint (docs/openapi.json, "settings"). */
import { siteUrl } from '../../client/site-url.js';
import { protocolVersion, versionHeader } from '../../contract/limits.js';

/** A document of the settings protocol with its ETag, or the failure. */
export type EndpointAnswer<T> =
  { ok: true; body: T; etag: string | undefined } | { ok: false; status: number; body: unknown };

/** Milliseconds. */
const timeout = 20_000;

/** The endpoint in full without a trailing slash, so that paths can be appended; an absent one is the default. */
export const normaliseEndpoint = (endpoint: string): string => siteUrl(endpoint || '/sso-settings').replace(/\/+$/, '');

/**
 * Makes one call. Never throws: a failure is an answer, with `status` 0 if there was no response in 20 seconds or the call was
 * aborted.
 *
 * @param etag the version that the change is based on; the endpoint refuses it if another one was saved meanwhile
 */
export async function callEndpoint<T>(
  method: 'GET' | 'PUT' | 'POST',
  url: string,
  { body, etag, signal }: { body?: object; etag?: string | undefined; signal?: AbortSignal } = {},
): Promise<EndpointAnswer<T>> {
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        [versionHeader]: protocolVersion,
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
        ...(etag && { 'if-match': etag }),
      },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      cache: 'no-store',
    });
    // A proxy may respond with HTML: then only the status counts.
    const document = (await response.json().catch(() => undefined)) as unknown;
    if (!response.ok || typeof document !== 'object' || document === null)
      return { ok: false, status: response.status, body: document };
    return { ok: true, body: document as T, etag: response.headers.get('etag') ?? undefined };
  } catch {
    return { ok: false, status: 0, body: undefined };
  }
}
