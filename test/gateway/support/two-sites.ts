/** Two sites of one merchant, each with its gateway, before the same hosted API; and browsers that go from one to the other. */
import { createHash, randomBytes } from 'node:crypto';
import { vi } from 'vitest';
import type { Gateway, GatewayOptions } from '../../../src/gateway/index.js';
import { credentials, error, json, origin as newsOrigin, session, site, type Site } from './harness.js';

export { newsOrigin };
export const shopOrigin = 'https://shop.example.net';
export const thirdOrigin = 'https://evil.example.com';
/** How long the hosted API keeps a transfer token, in milliseconds. */
const transferLifetime = 30_000;

/** The headers of a navigation from another site, as the reader follows a link. */
export const navigation = {
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-User': '?1',
} as const;

interface Hop {
  url: URL;
  response: Response;
}

export interface Browser {
  /** By origin: name → value. */
  cookies: Map<string, Map<string, string>>;
  /** One request, without following where it leads. */
  request(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Navigates as far as gateways lead on. `halt`: stops before a hop, which is not requested. */
  go(
    url: string | URL,
    options?: { headers?: Record<string, string>; halt?: (url: URL) => boolean },
  ): Promise<{ at: URL; hops: Hop[] }>;
  signIn(at: string, identifier?: string): Promise<void>;
  signOut(at: string): Promise<void>;
  /** Who the site says is signed in. */
  who(at: string): Promise<string | undefined>;
}

export interface TwoSites {
  news: Site;
  shop: Site;
  clock: { now: number };
  /** Opens a browser without cookies. */
  browser(): Browser;
  /** The calls from the shop's gateway to that of the news. */
  between: Request[];
  /** Where the reader of the shop goes to be signed in as at the news. */
  join: (returnUrl?: string) => URL;
}

/** The page that the gateway of the shop sends its readers to. */
export const isCallback = ({ origin, pathname, searchParams }: URL): boolean =>
  origin === shopOrigin && pathname.endsWith('/session/join') && searchParams.has('state');

/** A verifier of somebody's own choosing, and its challenge. */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The address at which a gateway of the shop asks that of the news. */
export function authorizeUrl(more: Record<string, string | undefined> = {}, at = newsOrigin): URL {
  const url = new URL(`${at}/sso/session/authorize`);
  const query: Record<string, string | undefined> = {
    client_id: shopOrigin,
    state: 'state-of-the-attacker_',
    code_challenge: pkce().challenge,
    code_challenge_method: 'S256',
    ...more,
  };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Changes a code as a gateway does; `headers` are of whoever else tries. */
export const changeCode = (
  gateway: Gateway,
  body: Record<string, unknown> | string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  gateway.fetch(
    new Request(`${newsOrigin}/sso/session/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

/** The hosted API's side: sessions by name, and their transfer tokens. */
function hostedApi(clock: { now: number }) {
  const issued = new Map<string, { session: string; until: number }>();
  const ended = new Set<string>();
  return {
    ended,
    script: {
      '/processes/login/verify': async (request: Request) => {
        const { email } = (await request.json()) as { email: string };
        return session(`SESSION-OF-${email}-${randomBytes(6).toString('hex')}`);
      },
      '/sessions/customerData': (request: Request) => {
        const token = new URL(request.url).searchParams.get('sessionToken') ?? '';
        if (ended.has(token)) return error(401, 20028);
        return json({ customerId: '4711', email: /^SESSION-OF-(.*)-\w+$/.exec(token)?.[1] });
      },
      '/sessions/validate': (request: Request) =>
        ended.has(new URL(request.url).searchParams.get('sessionToken') ?? '')
          ? error(401, 20028)
          : json({ customerId: '4711' }),
      '/sessions/transferToken': async (request: Request) => {
        if (request.method === 'POST') {
          const { customerSession } = (await request.json()) as { customerSession: string };
          if (ended.has(customerSession)) return error(401, 20028);
          const transferToken = `TRANSFER-${randomBytes(9).toString('hex')}`;
          issued.set(transferToken, { session: customerSession, until: clock.now + transferLifetime });
          return json({ transferToken });
        }
        const token = new URL(request.url).searchParams.get('transferToken') ?? '';
        const found = issued.get(token);
        issued.delete(token);
        return found && clock.now < found.until ? json({ customerSession: found.session }) : error(401, 20028);
      },
    },
  };
}

/** `of`: the gateways by origin. */
export function openBrowser(of: Readonly<Record<string, Gateway>>): Browser {
  const cookies: Browser['cookies'] = new Map();
  const jarOf = (at: string) => {
    const jar = cookies.get(at) ?? new Map<string, string>();
    cookies.set(at, jar);
    return jar;
  };
  const request: Browser['request'] = async (url, init = {}) => {
    const { origin, href } = new URL(url);
    const jar = jarOf(origin);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const gateway = of[origin];
    if (!gateway) throw new Error(`no gateway at ${origin}`);
    const response = await gateway.fetch(new Request(href, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  const call = (at: string, method: string, path: string, body?: object) =>
    request(`${at}/sso/${path}`, {
      method,
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'X-SSO-Request': '1',
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  return {
    cookies,
    request,
    async go(url, { headers = navigation, halt } = {}) {
      const hops: Hop[] = [];
      let at = new URL(url);
      while (of[at.origin] && at.pathname.startsWith('/sso/') && !halt?.(at)) {
        if (hops.length > 5) throw new Error(`led in a circle: ${at.href}`);
        const response = await request(at, { headers });
        hops.push({ url: at, response });
        const location = response.headers.get('location');
        if (location === null) break;
        at = new URL(location, at);
      }
      return { at, hops };
    },
    async signIn(at, identifier = credentials.identifier) {
      const response = await call(at, 'POST', 'login/start', { ...credentials, identifier });
      if (response.status !== 200) throw new Error(`nobody is signed in: ${response.status}`);
    },
    async signOut(at) {
      await call(at, 'DELETE', 'session');
    },
    async who(at) {
      const { kind, customer } = (await (await call(at, 'GET', 'session')).json()) as {
        kind: string;
        customer?: { email?: string };
      };
      return kind === 'session' ? customer?.email : undefined;
    },
  };
}

/** The shop lists the news, and the news list the shop. */
export function twoSites(
  options: { news?: Partial<GatewayOptions>; shop?: Partial<GatewayOptions> } = {},
): TwoSites & { ended: Set<string> } {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const hosted = hostedApi(clock);
  const between: Request[] = [];
  const now = () => clock.now;
  const news = site({ ...hosted.script }, { now, sites: [shopOrigin], ...options.news });
  const token = vi.fn((request: Request) => {
    between.push(request.clone());
    return news.gateway.fetch(request);
  });
  const shop = site(
    { ...hosted.script, '/sso/session/token': token },
    {
      now,
      origins: [shopOrigin],
      sites: [newsOrigin],
      secrets: ['another secret of 32 characters and more'],
      ...options.shop,
    },
  );
  return {
    news,
    shop,
    clock,
    between,
    ended: hosted.ended,
    browser: () => openBrowser({ [newsOrigin]: news.gateway, [shopOrigin]: shop.gateway }),
    join: (returnUrl = '/basket?item=5') => {
      const url = new URL(`${shopOrigin}/sso/session/join`);
      url.searchParams.set('from', newsOrigin);
      url.searchParams.set('returnUrl', returnUrl);
      return url;
    },
  };
}
