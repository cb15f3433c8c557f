/** A request as a handler receives it: with its operation, and a body that fits the contract. */
import type * as z from 'zod/mini';
import { readJson } from '../../contract/lossless.js';
import { type Operation, operations } from '../../contract/sso-api.js';
import { invalidField, Refusal } from './reply.js';

type Operations = typeof operations;
/** The request body of an operation; `undefined` for one without. */
export type BodyOf<O extends Operation> = Operations[O] extends { body: infer S extends z.ZodMiniType }
  ? z.infer<S>
  : undefined;

export interface OperationRequest<B = unknown> {
  body: B;
  query: URLSearchParams;
  /** Last part of the path: a removal token or a customer ID. */
  rest?: string;
}

/** Operations whose path continues with a token or an ID, and what follows that. */
const pathContinues: Partial<Record<Operation, string>> = {
  'login/changeSessions': '',
  'passwordForgotten/changeSessions': '',
  'customers/optIns': '/optIns',
  'customers/readOptIns': '/optIns',
  'accessRights/hasAccess': '/hasAccess',
};

/** Returns the operation of a method and a path below the API's base; `undefined` if there is none. */
export function findOperation(method: string, path: string): { operation: Operation; rest?: string } | undefined {
  for (const operation of Object.keys(operations) as Operation[]) {
    const { method: wanted, path: start } = operations[operation];
    if (method !== wanted) continue;
    const end = pathContinues[operation];
    if (end === undefined) {
      if (path === start) return { operation };
      continue;
    }
    if (!path.startsWith(`${start}/`) || !path.endsWith(end)) continue;
    const rest = path.slice(start.length + 1, path.length - end.length);
    if (rest && !rest.includes('/')) return { operation, rest };
  }
  return undefined;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );

/** Parses the body of a request. Throws 400/99400 for another content type, invalid JSON or a body that breaks the contract. */
export function parseBody(operation: Operation, contentType: string | null, text: string): unknown {
  const entry = operations[operation];
  if (!('body' in entry)) return undefined;
  if (!/^application\/json\b/i.test(contentType ?? '')) throw new Refusal(99400);
  let value: unknown;
  try {
    value = readJson(text);
  } catch {
    throw new Refusal(99400);
  }
  const result = entry.body.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(99400, {
    validationErrors: result.error.issues.map(({ path, code }) => {
      const input = valueAt(value, path);
      return { field: path.join('.'), error: code, value: typeof input === 'string' ? input : '' };
    }),
  });
}

/** Throws 400/99400 for anything but two letters. */
export function parseLanguage(language: string): string {
  if (!/^[a-z]{2}$/i.test(language)) throw invalidField('language', 'invalid_format', language);
  return language.toLowerCase();
}

/** Throws 400/99400 for a blank value. */
export function requireText(field: string, value: string): string {
  if (value.trim() === '') throw invalidField(field, 'required', value);
  return value;
}
