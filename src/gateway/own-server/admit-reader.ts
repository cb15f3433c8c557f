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
/** The path and query of a whole address, as they are written in it. */
const targetIn = (address: string): string => address.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '');

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

/**
 * Returns a function that says whether a request is let in. `target`: its path and query as received, where the request's address is one that was
 * brought into its usual form. Throws a `TypeError` for wrong options; the function never rejects.
 */
export function createReaderAdmission(
  gateway: Pick<OwnServer, 'readSession' | 'inEmergency'>,
  options: SessionGate,
): (request: Request, env: unknown, target?: string) => Promise<ReaderAdmission> {
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

  /** By the path as received: routers go by that, so one that only comes to the sign-in page by its dots may lead to any page. */
  const isSignIn = (target: string): boolean =>
    withoutSlash(target.replace(/[?#].*$/s, '')) === withoutSlash(signIn.pathname);

  return async (request, env, target = targetIn(request.url)) => {
    const reader = await gateway.readSession(request, env);
    const { state } = reader;
    const isOpen = state !== 'signed-out' && gateway.inEmergency === 'open';
    // Else whoever is sent to the sign-in page would be sent there again.
    if (state === 'signed-in' || isOpen || isSignIn(target)) return { reader };
    return { reader, refusal: isNavigation(request) ? redirect(request, new URL(request.url)) : problem(codes[state]) };
  };
}
