/** What a request is on its way through the gateway, from when it has come in. */
import { encodeBase64url } from './base/bytes.js';
import { createCallNotes } from './base/call-record.js';
import { createDeadline } from './base/deadline.js';
import type { LogEvent } from './base/log.js';
import type { PlainRequest } from './base/plain-request.js';
import type { ResolvedOptions } from './options/options.js';
import { RequestCookies } from './request/cookies.js';
import { ownCookies } from './request/own-cookies.js';
import type { RequestContext } from './request/request-context.js';

/** `timeout` in milliseconds; default: the gateway's. Throws what a port of the operator's throws. */
export type ContextOf = (request: PlainRequest, env: unknown, timeout?: number) => RequestContext;

export function createContexts(options: ResolvedOptions): ContextOf {
  const { random } = options;
  const cookiePrefix = options.devCookies ? '' : '__Host-';
  return (request, env, timeout = options.timeout) => {
    const reference = encodeBase64url(random(8)).slice(0, 10);
    const notes = createCallNotes(reference);
    const log = (event: LogEvent) => options.log({ ...event, reference });
    return {
      request,
      facts: options.facts(request, env),
      jar: new RequestCookies(ownCookies(options.cookies.read(request), cookiePrefix)),
      deadline: createDeadline(timeout, { log, noteOperation: (record) => notes.operations.push(record) }),
      bodyTimeout: options.bodyTimeout,
      log,
      notes,
    };
  };
}
