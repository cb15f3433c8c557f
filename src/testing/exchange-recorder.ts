/** Notes what passes between gateway and hosted API, for a contract test. */
import { forcedHeader } from '../simulator/index.js';

/**
 * One request and its response. Bodies are the raw texts, so that a 64-bit ID can be judged by its digits; they hold
 * secrets of the test's own.
 */
export interface Exchange {
  method: string;
  /** Below the API's base path, with its query. */
  path: string;
  /** `apiToken`: for a search of what a browser got, which must not hold it. */
  requestHeaders: { contentType?: string; apiToken?: string };
  /** Absent: no body. */
  requestBody?: string;
  status: number;
  responseContentType?: string;
  /** `''`: no body. */
  responseBody: string;
  /** Whether a fault switch of the simulator made the response, not its state. */
  forced: boolean;
}

type Fetch = (request: Request) => Promise<Response>;

/**
 * Wraps a `fetch` and hands each exchange on. A request without a response (the connection broke) is none.
 * @param basePath The path of the API's base, left out of `path`.
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
