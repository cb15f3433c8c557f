/** Which call a request makes, by its path and method. */
import { type CallName, calls } from '../../contract/calls.js';
import { Failure } from '../base/failure.js';
import { otherRoutes } from './other-routes.js';
import type { PlainRequest } from '../base/plain-request.js';

const names = Object.keys(calls) as CallName[];
/** Every path below the base path. */
export const paths = [...new Set<string>(Object.values(calls).map((call) => call.path)), ...Object.keys(otherRoutes)];

/** Returns the call of a path and method. Throws `method-not-allowed`. */
export function callOf(path: string, method: string): CallName {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = names.find((name) => calls[name].path === path && calls[name].method === wanted);
  if (!found) throw new Failure('method-not-allowed');
  return found;
}

/** Returns the methods that a path allows. */
export function allowedMethods(path: string): readonly string[] {
  const other: Readonly<Record<string, readonly string[]>> = otherRoutes;
  return other[path] ?? names.filter((name) => calls[name].path === path).map((name) => calls[name].method);
}

/**
 * Whether a request has a whole path as it is written here. The router decodes paths; whatever stands in front of the gateway, and has rules for them,
 * may have let one pass for its spelling.
 */
export const isSpeltAs = (path: string, { url }: PlainRequest): boolean =>
  new URL(url).pathname.replace(/\/$/, '') === path;
