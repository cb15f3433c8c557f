/** The guard: whether a request comes from a page of this site, by its fetch metadata, origin and headers, and speaks a version that is served. */
import type { CallName } from '../../contract/calls.js';
import { servedVersions, unmarkedVersion, versionHeader } from '../../contract/limits.js';
import type { ClientFacts } from '../base/ports.js';
import { Failure } from '../base/failure.js';
import { jsonType } from './call-input.js';

/** Calls that anybody may make: their answer is the same for everybody, and cached on its way. */
const open: ReadonlySet<CallName> = new Set(['settings']);

const served: ReadonlySet<string> = new Set(servedVersions());

/** Throws `protocol-unknown`. Nothing is kept of that answer, so a cache on the way has the settings for every version alike. */
function guardVersion({ headers }: Request): void {
  if (!served.has(headers.get(versionHeader) || unmarkedVersion)) throw new Failure('protocol-unknown');
}

/**
 * Guards a call. Throws `request-refused`, or where only the version or the body's type is wrong `protocol-unknown` or `not-json`. All
 * methods but GET and HEAD need the custom header, which a page of another site cannot send without a preflight that is never granted, and
 * proof of the same origin: `Sec-Fetch-Site`, or in browsers without it `Origin`.
 */
export function guardCall(call: CallName, request: Request, facts: ClientFacts, origins: readonly string[]): void {
  if (open.has(call)) guardVersion(request);
  else guardRequest(request, facts, origins);
}

/** Guards a request that is not in the table of calls. Throws as `guardCall`. */
export function guardRequest(request: Request, facts: ClientFacts, origins: readonly string[]): void {
  const { fetchSite, origin } = facts;
  if (request.method === 'GET' || request.method === 'HEAD') {
    // Absent in old browsers and outside of browsers: let through, since reading changes nothing and other sites cannot see the answer.
    if (fetchSite !== undefined && fetchSite !== 'same-origin') throw new Failure('request-refused');
    guardVersion(request);
    return;
  }
  const here = fetchSite === undefined ? origin !== undefined && origins.includes(origin) : fetchSite === 'same-origin';
  if (!here || !request.headers.get(versionHeader)) throw new Failure('request-refused');
  guardVersion(request);
  const hasBody = request.method === 'POST' || request.method === 'PUT';
  if (hasBody && !jsonType.test(request.headers.get('content-type') ?? '')) throw new Failure('not-json');
}
