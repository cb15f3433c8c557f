/** The guard: whether a request comes from a page of this site, by its fetch metadata, origin and headers, and speaks a version that is served. */
import type { CallName } from '../../contract/calls.js';
import { servedVersions, unmarkedVersion, versionHeader } from '../../contract/limits.js';
import { Failure } from '../base/failure.js';
import type { PlainRequest } from '../base/plain-request.js';
import { announcesJson } from './call-input.js';
import { listedOrigin } from './client-facts.js';
import type { RequestContext } from './request-context.js';

/** Calls that anybody may make: their answer is the same for everybody, and cached on its way. */
const open: ReadonlySet<CallName> = new Set(['settings']);

const served: ReadonlySet<string> = new Set(servedVersions());

/** Throws `protocol-unknown`. Nothing is kept of that answer, so a cache on the way has the settings for every version alike. */
function guardVersion({ headers }: PlainRequest): void {
  if (!served.has(headers.get(versionHeader) || unmarkedVersion)) throw new Failure('protocol-unknown');
}

/** What of a request the guard looks at. */
type Guarded = Pick<RequestContext, 'request' | 'facts'> & Partial<Pick<RequestContext, 'log'>>;

/**
 * Whether a request comes from a page of this site, as the browser says. `Sec-Fetch-Site` says no more than that page and address have the
 * same origin: a foreign name that points at this server has that, too. So its `Origin` must be one of the site's or, where the browser names
 * none, the host that it asked for. Without `origins` (of a settings form) fetch metadata alone count.
 */
function isFromHere({ request, facts, log }: Guarded, origins: readonly string[]): boolean {
  const { fetchSite, origin } = facts;
  if (fetchSite === undefined) return origin !== undefined && origins.includes(origin);
  if (fetchSite !== 'same-origin') return false;
  if (origins.length === 0) return true;
  const isNamed = !!origin && origin !== 'null';
  if (isNamed ? origins.includes(origin) : listedOrigin(request, facts, origins)) return true;
  log?.({ level: 'warn', event: 'origin-unlisted', ...(isNamed && { origin: origin.slice(0, 200) }) });
  return false;
}

/**
 * Guards a call. Throws `request-refused`, or where only the version or the body's type is wrong `protocol-unknown` or `not-json`. All
 * methods but GET and HEAD need the custom header, which a page of another site cannot send without a preflight that is never granted, and
 * proof of the same origin.
 */
export function guardCall(call: CallName, guarded: Guarded, origins: readonly string[]): void {
  if (open.has(call)) guardVersion(guarded.request);
  else guardRequest(guarded, origins);
}

/** Guards a request that is not in the table of calls. Throws as `guardCall`. */
export function guardRequest(guarded: Guarded, origins: readonly string[]): void {
  const { request, facts } = guarded;
  if (request.method === 'GET' || request.method === 'HEAD') {
    // Absent in old browsers and outside of browsers: let through, since reading changes nothing and other sites cannot see the answer.
    if (facts.fetchSite !== undefined && facts.fetchSite !== 'same-origin') throw new Failure('request-refused');
    guardVersion(request);
    return;
  }
  if (!request.headers.get(versionHeader) || !isFromHere(guarded, origins)) throw new Failure('request-refused');
  guardVersion(request);
  const hasBody = request.method === 'POST' || request.method === 'PUT';
  if (hasBody && !announcesJson(request)) throw new Failure('not-json');
}
