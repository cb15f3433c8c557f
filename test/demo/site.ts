/** The demo as its tests call it: without a port, its exchanges recorded for the contract's check. */
import { createDemo } from '../../demo/server.js';
import { createExchangeRecorder } from '../../src/testing/exchange-recorder.js';
import { recordTo } from '../support/exchanges.js';

export const origin = 'http://localhost:8080';

export type Site = ReturnType<typeof createSite>;

/** A browser without scripts: it keeps cookies and says that it is on the site's own page. */
export function createSite(hosted?: { apiUrl: string; apiToken: string }) {
  const record = recordTo();
  const demo = createDemo({
    origins: [origin],
    record: (fetch) => createExchangeRecorder(fetch, record),
    ...(hosted && { hosted }),
  });
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('sec-fetch-site', 'same-origin');
    headers.set('x-sso-request', '1');
    const response = await demo.fetch(new Request(origin + path, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  const write = (method: string, path: string, body: unknown): Promise<Response> =>
    send(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    get: (path: string, headers: HeadersInit = {}) => send(path, { headers }),
    put: (path: string, body: unknown) => write('PUT', path, body),
    post: (path: string, body: unknown) => write('POST', path, body),
    signIn: (identifier: string, password = 'correct horse battery') =>
      write('POST', '/sso/login/start', { identifier, password }),
    json: async (path: string): Promise<unknown> => (await send(path)).json(),
  };
}
