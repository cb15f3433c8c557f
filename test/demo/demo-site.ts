/** The demo as its tests call it: without a port, its exchanges recorded for the contract's check. */
import { readAsset } from '../../demo/node/asset-files.js';
import { createDemo, type DemoOptions } from '../../demo/site/create-demo.js';
import { createExchangeRecorder } from '../../src/testing/exchange-recorder.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';

export const origin = 'http://localhost:8080';

export type Site = ReturnType<typeof createSite>;

/** A browser without scripts: it keeps cookies and says that it is on the site's own page. */
export function createSite(options: Pick<DemoOptions, 'hosted' | 'settingsFile'> = {}) {
  const record = recordTo();
  const demo = createDemo({
    origins: [origin],
    readAsset: readAsset,
    ...options,
    record: (fetch) => createExchangeRecorder(fetch, record),
  });
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}, at = origin): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('sec-fetch-site', 'same-origin');
    headers.set('x-sso-request', '1');
    const response = await (await demo).fetch(new Request(at + path, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  const write = (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    send(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    /** `at`: an address under which the demo is reached. */
    get: (path: string, headers: HeadersInit = {}, at = origin) => send(path, { headers }, at),
    put: (path: string, body: unknown, headers: Record<string, string> = {}) => write('PUT', path, body, headers),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) => write('POST', path, body, headers),
    signIn: (identifier: string, password = 'correct horse battery') =>
      write('POST', '/sso/login/start', { identifier, password }),
    json: async (path: string): Promise<unknown> => (await send(path)).json(),
  };
}
