/** A publisher's site and its sub-domains over TLS, with the gateway on one of them: what cookies are, only a browser knows. */
import { getRequestListener } from '@hono/node-server';
import type { ServerResponse } from 'node:http';
import type { Browser } from 'playwright';
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { serveOverTls } from './serve-over-tls.js';

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
  const { browser, port, stop } = await serveOverTls((request, response) => {
    if (request.headers.host?.startsWith(host)) void listener(request, response);
    else beside(response);
  }, `*.${domain}`);
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
  return {
    browser,
    gateway,
    origin,
    beside: (name) => `https://${name}.${domain}:${port}`,
    cookies,
    stop,
  };
}
