/** What is answered before there is a demo to ask. */
import { protect } from '../../src/gateway/base/protection.js';
import type { RequestHandler } from './listen-on-loopback.js';

const starting = (): Response => protect(new Response('Starting', { status: 503, headers: { 'Retry-After': '1' } }));

/** Returns a handler that asks what `find` returns, and says that it is starting while that is nothing. */
export const untilStarted =
  (find: () => { fetch: RequestHandler } | undefined): RequestHandler =>
  (request, facts) =>
    find()?.fetch(request, facts) ?? starting();
