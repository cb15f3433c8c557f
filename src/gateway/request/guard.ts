/** Whether a request comes from a page of this site: a table per kind of call. */
import type { CallName } from '../../contract/calls.js';
import type { ClientFacts } from '../base/ports.js';
import { Failure } from '../base/failure.js';

/** Public: the same for everybody, and cached between. */
const open: ReadonlySet<CallName> = new Set(['settings']);
/** Without the body's type a form of another site could be told from a script's request by its header alone. */
const json = /^application\/json\s*(;|$)/i;

/**
 * Throws `request-refused`, or `not-json` where only the body's type is wrong. Anything but GET must carry the custom header, which another
 * site's page cannot send without a preflight that is never granted, and the browser's word that it is of the same origin.
 */
export function guard(call: CallName, request: Request, facts: ClientFacts, origins: readonly string[]): void {
  if (!open.has(call)) guardRequest(request, facts, origins);
}

/** The same for what is no call of the table. */
export function guardRequest(request: Request, facts: ClientFacts, origins: readonly string[]): void {
  const { fetchSite, origin } = facts;
  if (request.method === 'GET' || request.method === 'HEAD') {
    // Absent: an old browser, or no browser. These answers are the reader's own and change nothing.
    if (fetchSite !== undefined && fetchSite !== 'same-origin') throw new Failure('request-refused');
    return;
  }
  const here = fetchSite === undefined ? origin !== undefined && origins.includes(origin) : fetchSite === 'same-origin';
  if (!here || request.headers.get('x-sso-request') !== '1') throw new Failure('request-refused');
  const hasBody = request.method === 'POST' || request.method === 'PUT';
  if (hasBody && !json.test(request.headers.get('content-type') ?? '')) throw new Failure('not-json');
}
