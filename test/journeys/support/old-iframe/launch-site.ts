/** A publisher's site on its launch day over TLS, with the gateway, and the site of the old iframe, which is another one: what cookies go along, only a browser knows. */
import { getRequestListener } from '@hono/node-server';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';
import { createGateway, type LogEvent } from '../../../../src/gateway/index.js';
import { createSimulator, type Simulator } from '../../../../src/simulator/index.js';
import { serveOverTls } from '../../attacks/serve-over-tls.js';
import { guideRoute } from './guide-route.js';
import { type FrameKind, frameCookie, framePage, launchScript, scriptOf, scripts } from './stand-ins.js';

export const reader = 'reader@example.com';
export const password = 'correct horse battery';
const hosts = { site: 'www.publisher.test', frame: 'sso.vendor.test' } as const;
const [apiToken, basePath] = ['API-TOKEN-OF-THE-LAUNCH', '/api/v3.0'];

export interface LaunchSite {
  browser: Browser;
  site: string;
  frame: string;
  /** Path and query of every request, with the body of one that has a body. */
  asked: string[];
  log: LogEvent[];
  simulator: Simulator;
  /** Sessions and transfer tokens that the hosted API gave. */
  secrets: string[];
  /** Whether the site of the old iframe answers. */
  old: { isUp: boolean };
  stop(): Promise<void>;
}

const typed = (body: BodyInit, type: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'Content-Type': type, ...headers } });
const page = (kind: FrameKind) => `<!doctype html><html lang="en"><title>News</title>
  <script type="module" src="/assets/session.js"></script><script type="module" src="/launch/${kind}.js"></script>
  <sso-session><p slot="signed-out">Nobody is signed in.</p></sso-session><div id="old-frame" hidden></div></html>`;

export async function startLaunchSite(): Promise<LaunchSite> {
  const asked: string[] = [];
  const log: LogEvent[] = [];
  const secrets: string[] = [];
  const old = { isUp: true };
  const simulator = createSimulator({ apiToken, basePath, customers: [{ email: reader, password }] });

  /** As the gateway's and the publisher's own server ask it. */
  async function ask(request: Request): Promise<Response> {
    const response = await simulator.fetch(request);
    const reply = (await response
      .clone()
      .json()
      .catch(() => null)) as Record<string, unknown> | null;
    for (const name of ['customerSession', 'transferToken'])
      if (typeof reply?.[name] === 'string') secrets.push(reply[name]);
    return response;
  }
  const apiUrl = `https://api.example.com${basePath}`;
  const route = guideRoute({ apiUrl, apiToken, fetch: (...of) => ask(new Request(...of)) });
  const post = (path: string, body: object) =>
    ask(
      new Request(`${apiUrl}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-plenigo-token': apiToken },
        body: JSON.stringify(body),
      }),
    );

  /** The stand-in's site: a sign-in in the old iframe is a navigation here, which is all the same to its cookie. */
  async function oldSite(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (!old.isUp) return new Response(null, { status: 503 });
    if (pathname === '/sign-in') {
      const { customerSession } = (await (
        await post('/processes/login/verify', { email: reader, password })
      ).json()) as {
        customerSession: string;
      };
      return typed('<!doctype html><title>Signed in</title>', 'text/html', {
        'Set-Cookie': `${frameCookie}=${customerSession}; Path=/; Max-Age=1209600; Secure; HttpOnly; SameSite=None`,
      });
    }
    if (pathname === '/frame') {
      const session = RegExp(`${frameCookie}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
      return typed(framePage(session, searchParams.get('from') ?? ''), 'text/html');
    }
    const kind = (Object.keys(scripts) as FrameKind[]).find((each) => scripts[each].path === pathname);
    return kind ? typed(scriptOf(kind), 'text/javascript') : new Response(null, { status: 404 });
  }

  async function publisher(request: Request, env: object): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/sso/')) return gateway.fetch(request, env);
    if (pathname.startsWith('/assets/')) {
      const file = await readFile(`dist/browser/${pathname.slice('/assets/'.length)}`).catch(() => undefined);
      return file ? typed(new Uint8Array(file), 'text/javascript') : new Response(null, { status: 404 });
    }
    if (pathname === '/old-session/transfer-token') return route(request);
    const [, kind = 'older'] = /^\/(?:launch\/)?(older|newer)/.exec(pathname) ?? [];
    return pathname.startsWith('/launch/')
      ? typed(launchScript(kind as FrameKind, frame), 'text/javascript')
      : typed(page(kind as FrameKind), 'text/html');
  }

  const answer = getRequestListener(async (request, env) => {
    const { host, pathname, search } = new URL(request.url);
    const body = request.method === 'GET' ? '' : await request.clone().text();
    asked.push(`${host.split(':')[0]}${pathname}${search} ${body}`.trim());
    return host.startsWith(hosts.frame) ? oldSite(request) : publisher(request, env);
  });
  const { browser, port, stop } = await serveOverTls((request, response) => void answer(request, response), '*.test');
  const [site, frame] = [`https://${hosts.site}:${port}`, `https://${hosts.frame}:${port}`];
  const gateway = createGateway({
    apiUrl,
    apiToken,
    origins: [site],
    secrets: [crypto.randomUUID() + crypto.randomUUID()],
    adoptUntil: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10),
    settingsMaxAge: 0,
    limitMode: 'off',
    fetch: ask,
    log: (event) => log.push(event),
  });
  return { browser, site, frame, asked, log, simulator, secrets, old, stop };
}
