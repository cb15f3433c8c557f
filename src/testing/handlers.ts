/** A test site as request handlers of MSW 2. */
import { http, type HttpHandler } from 'msw';
import type { TestSite } from './site.js';

/**
 * Handlers that answer the elements' calls from a test site.
 * @param endpoint The elements' `endpoint`; the gateway's `basePath` must be the same. Default `/sso`.
 */
export const handlers = (site: Pick<TestSite, 'fetch'>, { endpoint = '/sso' } = {}): HttpHandler[] => [
  http.all(`*${endpoint}/*`, ({ request }) => site.fetch(request)),
];
