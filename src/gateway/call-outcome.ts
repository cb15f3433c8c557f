/** What the record of a call says of its input and its answer, in words of a short list. */
import type { PlainRequest } from './base/plain-request.js';
import type { RequestContext } from './request/request-context.js';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A request's method; `other` for what anybody has made up. */
export const methodOf = ({ method }: PlainRequest): string => (methods.has(method) ? method : 'other');

/** Notes whose account it is about, as far as somebody has typed that. */
export function noteTyped({ notes }: RequestContext, input: object): void {
  const { identifier, email } = input as Partial<Record<'identifier' | 'email', unknown>>;
  const typed = identifier ?? email;
  if (typeof typed === 'string' && typed !== '') notes.typed = typed;
}

/** Notes the step that an answer leads to, or else its kind. */
export function noteAnswer({ notes }: RequestContext, answer: object): void {
  const { kind, step }: { kind?: unknown; step?: unknown } = answer;
  if (typeof kind === 'string') notes.outcome ??= kind === 'step' && typeof step === 'string' ? step : kind;
}

/** Of an answer that is no JSON of the protocol: a redirect, a document that has or has not changed. */
export function plainOutcome(status: number): string {
  if (status === 304) return 'not-modified';
  return status >= 300 && status < 400 ? 'redirect' : 'ok';
}
