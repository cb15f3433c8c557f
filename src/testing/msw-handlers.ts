/** A test site as request handlers of MSW, version 2. */
import { http, type HttpHandler } from 'msw';
import type { TestSite } from './test-site.js';

/**
 * Returns request handlers that pass the elements' calls to a test site.
 *
 * @param site A site from `createTestSite`.
 * @param options `endpoint`: the elements' `endpoint` and the gateway's `basePath`. Default `/sso`.
 *
 * @example
 * ```ts
 * import { createTestSite, handlers } from 'sso-elements/testing';
 * import { setupWorker } from 'msw/browser';
 *
 * const site = createTestSite();
 * await setupWorker(...handlers(site)).start();
 * ```
 */
export const handlers = (site: Pick<TestSite, 'fetch'>, { endpoint = '/sso' } = {}): HttpHandler[] => [
  http.all(`*${endpoint}/*`, ({ request }) => site.fetch(request)),
];
