/** Stands in for the page's network: answers what a test says, and remembers what was sent. */
import { vi } from 'vitest';

export interface Sent {
  url: string;
  init: RequestInit;
}

/** Replaces the global `fetch` until the test ends (`vi.unstubAllGlobals`). */
export function stubFetch(answer: (sent: Sent) => Response | Promise<Response>): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer({ url, init });
  });
  return sent;
}

/** A response with a JSON document. */
export const json = (
  document: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  type = 'application/json',
): Response => new Response(JSON.stringify(document), { status, headers: { 'content-type': type, ...headers } });

/** A problem document, as the gateway serves it. */
export const problemJson = (status: number, document: unknown, headers: Record<string, string> = {}): Response =>
  json(document, { status, headers }, 'application/problem+json');

/** A page, as a proxy or a web server serves it. */
export const html = (status: number, headers: Record<string, string> = {}): Response =>
  new Response('<!doctype html><title>x</title>', { status, headers: { 'content-type': 'text/html', ...headers } });
