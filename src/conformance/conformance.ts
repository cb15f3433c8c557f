/**
 * Whether an endpoint keeps the browser's protocol: what can be observed without an account and without signing in, so
 * that it can run against any base URL, also one in use. Nothing it sends is an attempt to log in, unless a reader is given.
 */
import { type RuleFinding, tryRules } from './finding.js';
import { judge } from './published.js';
import { markerRule } from './marker-rule.js';
import type { Ask } from './ask.js';
import { type ProtocolRule, rules } from './rules.js';

/**
 * Tries every rule in turn.
 * @param baseUrl The endpoint's absolute address, as `https://www.example.org/sso`.
 * @param fetch Default: the global one of Node, which lets `Origin` and `Sec-Fetch-Site` be set as browsers do.
 * @param reader Signs in, to see what only then can be seen.
 */
export async function conformance(
  baseUrl: string,
  fetch: (request: Request) => Promise<Response> = (request) => globalThis.fetch(request),
  reader?: { identifier: string; password: string },
): Promise<RuleFinding[]> {
  const base = baseUrl.replace(/\/+$/, '');
  const { origin } = new URL(base);
  const ask: Ask = async (method, path, { headers = {}, body, declared = true } = {}) => {
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const all: Record<string, string | undefined> = {
      'Sec-Fetch-Site': 'same-origin',
      'X-SSO-Request': '1',
      ...(method !== 'GET' && { Origin: origin }),
      ...(sent !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    };
    const request = new Request(`${base}/${path}`, {
      method,
      redirect: 'manual',
      headers: Object.entries(all).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      ),
      ...(sent !== undefined && { body: sent }),
    });
    const response = await fetch(request);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const value: unknown = /json/.test(type) && text ? JSON.parse(text) : undefined;
    if (declared) {
      const fault = judge(method.toLowerCase(), `/${path.split('?')[0]}`, response.status, type, value);
      if (fault) throw new Error(fault);
    }
    return { status: response.status, headers: response.headers, text, body: value as Record<string, unknown> };
  };
  const all: Record<string, ProtocolRule> = {
    ...rules,
    ...(reader && { 'an answer sets its marker': markerRule(reader.identifier, reader.password) }),
  };
  return tryRules(all, ask, origin);
}
