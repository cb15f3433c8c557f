/** Two sites of one merchant over TLS, each with its gateway, before one hosted API: what a page can see of the other, only a browser knows. */
import { getRequestListener } from '@hono/node-server';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { serveOverTls } from './serve-over-tls.js';

export const password = 'correct horse battery';
export const reader = 'reader@example.com';

export interface TwoTlsSites {
  browser: Browser;
  news: string;
  /** Of another domain than the news. */
  shop: string;
  /** Beside the news, of the same domain. */
  sport: string;
  gateways: Readonly<Record<string, Gateway>>;
  /** Every address that a gateway was asked for. */
  asked: string[];
  stop(): Promise<void>;
}

const hosts = { news: 'www.publisher.test', sport: 'sport.publisher.test', shop: 'www.merchant.test' } as const;

/** A page with the element, and a link that takes the session over from the news. */
const page = (join: string) =>
  `<!doctype html><html lang="en"><title>page</title><script type="module" src="/assets/session.js"></script>
  <sso-session><p slot="signed-out">Nobody is signed in.</p></sso-session><a href="${join}">Take my session along</a></html>`;

export async function startTwoTlsSites(): Promise<TwoTlsSites> {
  const asked: string[] = [];
  const gateways: Record<string, Gateway> = {};
  const answer = getRequestListener(async (request, env) => {
    const { pathname, search } = new URL(request.url);
    const origin = `https://${request.headers.get('host')}`;
    const gateway = gateways[origin];
    if (gateway && pathname.startsWith('/sso/')) {
      asked.push(origin + pathname + search);
      return gateway.fetch(request, env);
    }
    if (pathname.startsWith('/assets/')) {
      const file = await readFile(`dist/browser/${pathname.slice('/assets/'.length)}`).catch(() => undefined);
      return new Response(file ?? null, { status: file ? 200 : 404, headers: { 'Content-Type': 'text/javascript' } });
    }
    const join = new URL(`${shop}/sso/session/join?returnUrl=/basket`);
    join.searchParams.set('from', news);
    return new Response(page(join.href.replaceAll('&', '&amp;')), { headers: { 'Content-Type': 'text/html' } });
  });
  const { browser, port, stop } = await serveOverTls((request, response) => void answer(request, response), '*.test');
  const [news, shop, sport] = [hosts.news, hosts.shop, hosts.sport].map((host) => `https://${host}:${port}`) as [
    string,
    string,
    string,
  ];
  const [apiToken, basePath] = [crypto.randomUUID(), '/api/v3.0'];
  const simulator = createSimulator({
    apiToken,
    basePath,
    customers: [{ email: reader, password }],
    // One for each test.
    settings: { settings: { tokenType: 'EMAIL', maxSessions: 100 } },
  });
  for (const origin of [news, shop, sport])
    gateways[origin] = createGateway({
      apiUrl: `https://api.example.com${basePath}`,
      apiToken,
      origins: [origin],
      sites: [news, shop, sport].filter((other) => other !== origin),
      secrets: [crypto.randomUUID() + crypto.randomUUID()],
      fetch: (request) => (gateways[new URL(request.url).origin] ?? simulator).fetch(request),
      log: () => undefined,
    });
  return {
    browser,
    news,
    shop,
    sport,
    gateways,
    asked,
    stop,
  };
}
