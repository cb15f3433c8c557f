/** Whether the publisher's own server lets a request in, what it gets instead, and what its response says to caches. */
import { problems, type ProblemCode } from '../../contract/problems.js';
import { Failure, problemBody } from '../base/failure.js';
import { allowedReturnUrl } from '../request/return-url.js';
import type { OwnServer } from './own-server.js';
import type { SessionReading } from './read-session.js';

/** Where readers sign in. */
export interface SessionGate {
  /** The path of your sign-in page, as `/login`. */
  signIn: string;
  /** The query parameter by which it is told the path to return to. Default: `returnUrl`. */
  returnParameter?: string;
}

/** A reader, and what is answered in place of the page: absent for those who are let in. */
export interface ReaderAdmission {
  reader: SessionReading;
  refusal?: Response;
}

/** Characters of a path to return to: servers refuse addresses that are much longer. */
const longestPath = 2000;
const nowhere = 'https://origin.invalid';

const codes = {
  'signed-in': 'signed-out',
  'signed-out': 'signed-out',
  unknown: 'upstream-failed',
  emergency: 'login-emergency',
} as const satisfies Record<SessionReading['state'], ProblemCode>;

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/$/, '');

/** Whether a browser loads a page by it. One that does not say takes HTML for a page, and nothing else. */
function isNavigation({ headers }: Request): boolean {
  const mode = headers.get('sec-fetch-mode');
  return mode === null ? (headers.get('accept') ?? '').includes('text/html') : mode === 'navigate';
}

/** Throws a `TypeError`. */
function signInAddress({ signIn, returnParameter = 'returnUrl' }: SessionGate): URL {
  const address = allowedReturnUrl(signIn, undefined, { origins: [], returnPaths: ['/'] });
  if (address === undefined || !signIn.startsWith('/')) throw new TypeError('signIn must be a path, as /login');
  if (!/^[\w.-]{1,40}$/.test(returnParameter))
    throw new TypeError('returnParameter must be a name of letters, digits, dot, dash and underscore');
  return new URL(address, nowhere);
}

function problem(code: ProblemCode): Response {
  const headers = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify(problemBody(new Failure(code), 'none')), { status: problems[code], headers });
}

/** Returns a function that says whether a request is let in. Throws a `TypeError` for wrong options; the function never rejects. */
export function createReaderAdmission(
  gateway: Pick<OwnServer, 'readSession' | 'inEmergency'>,
  options: SessionGate,
): (request: Request, env: unknown) => Promise<ReaderAdmission> {
  const { returnParameter = 'returnUrl' } = options;
  const signIn = signInAddress(options);

  function redirect({ method }: Request, { pathname, search }: URL): Response {
    const address = new URL(signIn);
    const path = allowedReturnUrl(pathname + search, undefined, { origins: [], returnPaths: ['/'] });
    // The page that a form was sent from is not known, and the form's own address may show nothing.
    const isPage = method === 'GET' || method === 'HEAD';
    if (isPage && path !== undefined && path.length <= longestPath) address.searchParams.set(returnParameter, path);
    const location = address.pathname + address.search + address.hash;
    return new Response(null, { status: 303, headers: { Location: location } });
  }

  return async (request, env) => {
    const reader = await gateway.readSession(request, env);
    const { state } = reader;
    const url = new URL(request.url);
    // Else whoever is sent there would be sent there again.
    const isSignIn = withoutSlash(url.pathname) === withoutSlash(signIn.pathname);
    const isOpen = state !== 'signed-out' && gateway.inEmergency === 'open';
    if (state === 'signed-in' || isOpen || isSignIn) return { reader };
    return { reader, refusal: isNavigation(request) ? redirect(request, url) : problem(codes[state]) };
  };
}

/** Headers of a response, as far as they are looked at. */
export interface ResponseHeaders {
  get(name: string): string | null;
  set(name: string, value: string): unknown;
  append(name: string, value: string): unknown;
  delete(name: string): unknown;
}

/** What some caches heed more than `Cache-Control`. */
const forCaches = ['CDN-Cache-Control', 'Cloudflare-CDN-Cache-Control', 'Surrogate-Control'];

/**
 * Marks a response as one reader's own. Where it says nothing to caches it is kept nowhere; where it says something, that counts, for who has the
 * same cookies. One with a session's cookie is kept nowhere in any case: a cache would hand the session to the next reader.
 */
export function markPersonal(headers: ResponseHeaders, setCookies: readonly string[]): void {
  for (const line of setCookies) headers.append('Set-Cookie', line);
  const vary = headers.get('Vary') ?? '';
  if (!/(^|[,\s])(cookie|\*)([,\s]|$)/i.test(vary)) headers.append('Vary', 'Cookie');
  if (setCookies.length > 0) for (const name of forCaches) headers.delete(name);
  if (setCookies.length > 0 || headers.get('Cache-Control') === null) headers.set('Cache-Control', 'private, no-store');
}
