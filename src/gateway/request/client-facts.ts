/** Client facts: read from HTTP headers, and turned into the logging data of the hosted API (docs/hosted-api.md, "Traps"). */
import Bowser from 'bowser';
import { type LoggingData, loggingDataLimits } from '../../contract/sso-api.js';
import { BoundedMap } from '../base/bounded-map.js';
import { plainAddress } from './address.js';
import type { PlainRequest } from '../base/plain-request.js';
import type { ClientFacts } from '../base/ports.js';

/**
 * Reads client facts from the headers. The address comes from the server alone, as `env.address`: no header of the sender's proves it. So does
 * the `env.host` of a server that is behind proxies; without it the request's own counts.
 */
export const httpFacts = (request: PlainRequest, env?: unknown): ClientFacts => {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const { address, host } = (env !== null && typeof env === 'object' ? env : {}) as Record<'address' | 'host', unknown>;
  return {
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    userAgent: header('user-agent'),
    address: typeof address === 'string' ? address : undefined,
    host: typeof host === 'string' ? host : undefined,
  };
};

/** Characters. Real ones have about 120; more would only feed the library's regular expressions. */
const longestUserAgent = 500;
/** Few headers make most of the readers, and parsing one runs a hundred regular expressions. */
const known = new BoundedMap<string, Bowser.Parser.ParsedResult>(200);
function parsed(text: string): Bowser.Parser.ParsedResult {
  const found = known.get(text) ?? Bowser.parse(text);
  known.set(text, found);
  return found;
}
const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ') || undefined;

/** System and browser in words, as far as a User-Agent header names them. */
function agent(userAgent: string | undefined): { os?: string | undefined; browser?: string | undefined } {
  const text = userAgent?.slice(0, longestUserAgent);
  if (!text) return {};
  const { os, browser } = parsed(text);
  return { os: joined(os.name, os.versionName ?? os.version), browser: joined(browser.name, browser.version) };
}

/** Browser and system by name, for a reader to recognise; `undefined` where the header names neither. */
export function deviceOf({ userAgent }: ClientFacts): string | undefined {
  const { os, browser } = parsed(userAgent?.slice(0, longestUserAgent) || ' ');
  return joined(browser.name, os.name && `(${os.name})`);
}

/**
 * The one of the site's origins to which a request was sent; `undefined` where none fits. By the host: behind a proxy that ends TLS a request's
 * own address begins with http.
 */
export function listedOrigin(
  request: PlainRequest,
  facts: ClientFacts,
  origins: readonly string[],
): string | undefined {
  const host = facts.host ?? request.headers.get('host') ?? new URL(request.url).host;
  const isSent = (origin: string) => {
    const listed = new URL(origin);
    const sent = `${listed.protocol}//${host}`;
    return URL.canParse(sent) && new URL(sent).host === listed.host;
  };
  return origins.find(isSent);
}

/** The same, and the site's first origin where none fits. */
export const requestedOrigin = (
  request: PlainRequest,
  facts: ClientFacts,
  origins: readonly string[],
): string | undefined => listedOrigin(request, facts, origins) ?? origins[0];

/** A page's address without query and fragment; `undefined` where its origin is not one of the site's. */
export function pageAddress(page: string | undefined, origins: readonly string[]): string | undefined {
  if (!page || !URL.canParse(page)) return undefined;
  const { origin, pathname } = new URL(page);
  return origins.includes(origin) ? origin + pathname : undefined;
}

/** The hosted API's logging data, cut to its limits; unknown fields are left out. */
export function loggingData(
  facts: ClientFacts,
  body: { source?: string | undefined; page?: string | undefined },
  allowed: { origins: readonly string[]; sources: readonly string[] },
): LoggingData {
  const { address = '' } = facts;
  const known = {
    ...agent(facts.userAgent),
    ipAddress: /^[\da-f.:]+$/i.test(address) ? address : plainAddress(address),
    source: body.source && allowed.sources.includes(body.source) ? body.source : undefined,
    sourceUrl: pageAddress(body.page, allowed.origins),
  };
  const data: LoggingData = {};
  for (const field of ['os', 'browser', 'ipAddress', 'source', 'sourceUrl'] as const) {
    const value = known[field]?.slice(0, loggingDataLimits[field]);
    if (value) data[field] = value;
  }
  return data;
}
