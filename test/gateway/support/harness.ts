/** A gateway in front of a scripted hosted API, and a browser's side of it: cookies, headers, a clock. */
import * as z from 'zod/mini';
import { problemDetails } from '../../../src/contract/answer.js';
import { calls } from '../../../src/contract/calls.js';
import { createGateway, type Gateway, type GatewayOptions, type LogEvent } from '../../../src/gateway/index.js';

/** Holds every answer that a test gets against the contract. */
async function judge(method: string, path: string, response: Response): Promise<void> {
  const text = await response.clone().text();
  if (!text) return;
  const answer: unknown = JSON.parse(text);
  const call = Object.values(calls).find((each) => each.method === method && each.path === path.split('?')[0]);
  const schema = response.ok && call ? call.answer : problemDetails;
  const judged = z.safeParse(schema, answer);
  if (!judged.success) throw new Error(`not an answer of the contract: ${judged.error.message}`);
}

export const origin = 'https://news.example.org';
export const apiToken = 'API-TOKEN-7c1d2e';
export const sessionToken = 'SESSION-TOKEN-91ab3f';
export const stepToken = 'STEP-TOKEN-5e6f70';
export const removalToken = 'REMOVAL-TOKEN-2b3c4d';
export const heldCode = 'HELD-CODE-8899';
export const secret = 'a sealing secret of more than 32 characters';

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json', ...headers } });
export const error = (
  status: number,
  errorCode?: number,
  more: object = {},
  headers: Record<string, string> = {},
): Response => json({ ...(errorCode !== undefined && { errorCode }), errorMessage: 'no', ...more }, status, headers);
export const session = (token = sessionToken, status = 202): Response => json({ customerSession: token }, status);
export const step = (nextStep: string, more: object = {}, token = stepToken): Response =>
  json({ token, companyId: 'C1', nextStep, verificationToken: heldCode, ...more });
export const limit = (items: object[], status = 207): Response =>
  json({ activeSessions: { items }, removalToken }, status);

/** What the hosted API answers, by the end of the path. A list is answered one after the other, its last one for ever. */
export type Script = Record<string, (request: Request) => Response | Promise<Response>>;

export const person = {
  customerId: '4711',
  email: 'reader@example.org',
  username: 'reader',
  firstName: 'Rita',
  lastName: 'Reader',
};
/** Settings that offer a sign-in with Google. */
export const offersGoogle = {
  ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'client.example' } },
};
const defaults: Script = {
  '/processes/settings/sso': () => json({ settings: { tokenType: 'EMAIL' }, ...offersGoogle }),
  '/sessions/customerData': () => json(person),
  '/sessions/validate': () => json({ customerId: '4711' }),
};

export interface Sent {
  method: string;
  url: URL;
  path: string;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

export interface Site {
  gateway: Gateway;
  /** Requests that reached the hosted API. */
  sent: Sent[];
  /** The log without times, and without what each call writes, well or not. */
  log: LogEvent[];
  /** The whole log. */
  lines: LogEvent[];
  /** The browser's cookies: name → value. */
  cookies: Map<string, string>;
  /** Every Set-Cookie line so far. */
  setCookies: string[];
  clock: { now: number };
  script: Script;
  /** Requests to the hosted API for a path's end. */
  to(path: string): Sent[];
  request(
    method: string,
    path: string,
    init?: { body?: unknown; text?: string; headers?: Record<string, string>; env?: unknown },
  ): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
}

/** Events that tests of other things leave alone. */
const ofEachCall: ReadonlySet<string> = new Set(['call', 'session-ended']);

/** `fetch` and `now` are scripted; every other option can be given. */
export function site(script: Script = {}, options: Partial<GatewayOptions> = {}): Site {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const sent: Sent[] = [];
  const log: LogEvent[] = [];
  const lines: LogEvent[] = [];
  function note(line: LogEvent): void {
    lines.push(line);
    const { time: _time, ...event } = line;
    if (!ofEachCall.has(event.event)) log.push(event);
  }
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  const active: Script = { ...defaults, ...script };
  const gateway = createGateway({
    apiUrl: 'https://api.example.net/api/v3.0',
    apiToken,
    origins: [origin],
    secrets: [secret],
    now: () => clock.now,
    // Tests of limits switch them on.
    limitMode: 'off',
    log: note,
    // Tests of the schedule bring a clock of their own.
    answerSlot: 0,
    fetch: async (request) => {
      const url = new URL(request.url);
      const text = await request.clone().text();
      const path = url.pathname.replace('/api/v3.0', '');
      sent.push({
        method: request.method,
        url,
        path,
        headers: request.headers,
        text,
        body: text.startsWith('{') ? JSON.parse(text) : {},
      });
      const found = Object.entries(active).find(([end]) => path === end || (end.endsWith('/') && path.startsWith(end)));
      if (!found) throw new Error(`nothing scripted for ${path}`);
      // Heard at once: older runtimes of Cloudflare report a rejection that is heard a moment later.
      return await found[1](request);
    },
    ...options,
  });
  const request: Site['request'] = async (method, path, { body, text, headers = {}, env } = {}) => {
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await gateway.fetch(
      new Request(`${origin}/sso/${path}`, {
        method,
        headers: {
          ...(cookies.size > 0 && { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          'Sec-Fetch-Site': 'same-origin',
          ...(method !== 'GET' && { 'X-SSO-Request': '1', Origin: options.origins?.[0] ?? origin }),
          ...(content !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(content !== undefined && { body: content }),
      }),
      env,
    );
    await judge(method, path, response);
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  return {
    gateway,
    sent,
    log,
    lines,
    cookies,
    setCookies,
    clock,
    script: active,
    to: (path) => sent.filter((one) => one.path === path),
    request,
    post: (path, body, headers) => request('POST', path, { body, ...(headers && { headers }) }),
    get: (path, headers) => request('GET', path, headers && { headers }),
  };
}

/** Credentials that the scripted API need not know. */
export const credentials = { identifier: 'reader@example.org', password: 'correct horse battery' };
export const flowCookies = (of: Site): string[] =>
  [...of.cookies.keys()].filter((name) => name.startsWith('__Host-sso_flow_'));

/** Signs in up to the first answer. */
export async function start(
  of: Site,
  more: object = {},
): Promise<{ kind: string; flow: string; step?: string; asks: Record<string, unknown> }> {
  return (await of.post('login/start', { ...credentials, ...more })).json() as ReturnType<typeof start>;
}
