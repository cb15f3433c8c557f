/** Records exchanges between gateway and hosted API, for contract tests. */
import { forcedHeader } from '../simulator/index.js';

/**
 * One request and its response. Bodies are raw texts, so that a test can check the digits of a 64-bit ID. They hold the
 * secrets of the test.
 */
export interface Exchange {
  method: string;
  /** Path below the API's base path, with its query, such as `/processes/login/verify`. */
  path: string;
  /** `apiToken`: so that a test can check that no browser got it. */
  requestHeaders: { contentType?: string; apiToken?: string };
  /** Absent without a body. */
  requestBody?: string;
  status: number;
  responseContentType?: string;
  /** `''` without a body. */
  responseBody: string;
  /** Whether a fault of the simulator made the response. */
  forced: boolean;
}

type Fetch = (request: Request) => Promise<Response>;

/**
 * Wraps a `fetch` and passes each exchange to `record`, before the response is returned. A request without a response is
 * not recorded. The returned function rejects as `fetch` does, and if `record` throws.
 *
 * @param basePath Path of the API, which `path` leaves out.
 *
 * @example
 * ```ts
 * import { createSimulator } from 'sso-elements/simulator';
 * import { createExchangeRecorder, type Exchange } from 'sso-elements/testing';
 *
 * const simulator = createSimulator({ apiToken: 'token' });
 * const exchanges: Exchange[] = [];
 * // The gateway's option `fetch`:
 * const fetch = createExchangeRecorder(
 *   (request) => simulator.fetch(request),
 *   (exchange) => exchanges.push(exchange),
 * );
 * ```
 */
export function createExchangeRecorder(
  fetch: Fetch,
  record: (exchange: Exchange) => void,
  basePath = '/api/v3.0',
): Fetch {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const contentType = request.headers.get('content-type');
    const apiToken = request.headers.get('x-plenigo-token');
    const requestBody = await request.clone().text();
    const response = await fetch(request);
    const responseContentType = response.headers.get('content-type');
    record({
      method: request.method,
      path: (pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname) + search,
      requestHeaders: { ...(contentType !== null && { contentType }), ...(apiToken !== null && { apiToken }) },
      ...(requestBody !== '' && { requestBody }),
      status: response.status,
      ...(responseContentType !== null && { responseContentType }),
      responseBody: await response.clone().text(),
      forced: response.headers.get(forcedHeader) === '1',
    });
    return response;
  };
}
