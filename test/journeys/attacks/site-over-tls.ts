/** A publisher's site and its sub-domains over TLS, with the gateway on one of them: what cookies are, only a browser knows. */
import { getRequestListener } from '@hono/node-server';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import { serveTls } from '../../../scripts/hosts/tls.js';
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { createSimulator } from '../../../src/simulator/index.js';

export const domain = 'publisher.test';
export const host = `www.${domain}`;
export const password = 'correct horse battery';

export interface TlsSite {
  browser: Browser;
  gateway: Gateway;
  /** Of the site that has the gateway. */
  origin: string;
  /** An origin beside it. */
  beside(name: string): string;
  /** The `Cookie` headers that reached the gateway. */
  cookies: string[];
  stop(): Promise<void>;
}

/** `beside` answers on every host but the gateway's, byte by byte as it likes. */
export async function startTlsSite(beside: (response: ServerResponse) => void): Promise<TlsSite> {
  const cookies: string[] = [];
  const page = () => new Response('<!doctype html><title>page</title>', { headers: { 'Content-Type': 'text/html' } });
  const listener = getRequestListener((request, env) => {
    if (!new URL(request.url).pathname.startsWith('/sso/')) return page();
    cookies.push(request.headers.get('cookie') ?? '');
    return gateway.fetch(request, env);
  });
  const server = createServer({ maxHeaderSize: 32 * 1024 }, (request, response) => {
    if (request.headers.host?.startsWith(host)) void listener(request, response);
    else beside(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const front = await serveTls(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { port } = new URL(front.origin);
  const origin = `https://${host}:${port}`;
  const apiToken = crypto.randomUUID();
  const basePath = '/api/v3.0';
  const simulator = createSimulator({
    apiToken,
    basePath,
    customers: ['reader', 'another', 'attacker'].map((name) => ({ email: `${name}@example.com`, password })),
  });
  const gateway = createGateway({
    apiUrl: `https://api.example.com${basePath}`,
    apiToken,
    origins: [origin],
    secrets: [crypto.randomUUID() + crypto.randomUUID()],
    fetch: (request) => simulator.fetch(request),
    log: () => undefined,
  });
  const browser = await launchChromium({ hosts: `*.${domain}` });
  return {
    browser,
    gateway,
    origin,
    beside: (name) => `https://${name}.${domain}:${port}`,
    cookies,
    stop: async () => {
      await browser.close();
      await front.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
