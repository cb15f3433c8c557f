/** A call's input, validated against the contract: whatever the contract does not name is refused. */
import * as z from 'zod/mini';
import { type CallName, calls } from '../../contract/calls.js';
import { type FieldFault, type FieldName, fieldNames } from '../../contract/names.js';
import { declaredLength, LateBody, readUtf8 } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import { readableIdentifier } from '../base/normalise-identifier.js';
import type { PlainRequest } from '../base/plain-request.js';
import type { RequestContext } from './request-context.js';

const jsonType = /^application\/json\s*(;|$)/i;
/**
 * Whether a request says that its body is JSON as it stands. A form of another site cannot send this type: a second defence beside the other
 * guards. A compressed body is refused: a few bytes of it can be millions.
 */
export const announcesJson = ({ headers }: Pick<PlainRequest, 'headers'>): boolean =>
  jsonType.test(headers.get('content-type') ?? '') && /^(identity)?$/i.test(headers.get('content-encoding') ?? '');

/** Bytes of a request's body. */
const longestBody = 16 * 1024;

/** A call's body or query, validated. */
export type CallInput<N extends CallName> = (typeof calls)[N] extends { body: infer S extends z.ZodMiniType }
  ? z.infer<S>
  : (typeof calls)[N] extends { query: infer S extends z.ZodMiniType }
    ? z.infer<S>
    : Record<string, never>;

const isField = (name: unknown): name is FieldName => fieldNames.includes(name as FieldName);

/** Field → what is wrong with it, for the fields that a reader fills in. */
function fieldFaultsOf(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
): Partial<Record<FieldName, FieldFault>> | undefined {
  const given = new Map(Object.entries(value !== null && typeof value === 'object' ? value : {}));
  const faults = issues.flatMap(({ code, path: [name] }): [FieldName, FieldFault][] => {
    if (!isField(name)) return [];
    const missing = given.get(name) === undefined || code === 'too_small';
    return [[name, missing ? 'missing' : code === 'too_big' ? 'too-long' : 'invalid']];
  });
  return faults.length ? Object.fromEntries(faults) : undefined;
}

/** What is read, and within what time. */
type Arriving = Pick<RequestContext, 'request' | 'bodyTimeout' | 'log'>;

async function readBody({ request, bodyTimeout, log }: Arriving): Promise<unknown> {
  const isMissing = () =>
    log({
      level: 'warn',
      event: 'body-missing',
      advice: 'put the gateway in front of what reads bodies, or hand over what was read: see docs/gateway.md',
    });
  if (request.bodyUsed) {
    isMissing();
    throw new Failure('invalid-request');
  }
  try {
    const text = await readUtf8(request, longestBody, bodyTimeout);
    if (text === undefined) throw new Failure('request-too-large');
    if (text === '' && declaredLength(request) > 0) isMissing();
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof LateBody) log({ level: 'warn', event: 'body-late' });
    throw error instanceof Failure ? error : new Failure('invalid-request');
  }
}

/** Reads the body of a request that is no call of the table. Throws `not-json`, `request-too-large` or `invalid-request`. */
export async function readJsonBody<T>(arriving: Arriving, schema: z.ZodMiniType<T>): Promise<T> {
  if (!announcesJson(arriving.request)) throw new Failure('not-json');
  const parsed = z.safeParse(schema, await readBody(arriving));
  if (!parsed.success) throw new Failure('invalid-request');
  return parsed.data;
}

/** `known`: the parameters to look at; frameworks and caches add others to what is read with GET. Default: all. */
function readQuery(request: PlainRequest, known?: readonly string[]): Record<string, string> {
  const { url } = request;
  if (!url.includes('?')) return {};
  const pairs = [...new URL(url).searchParams].filter(([name]) => !known || known.includes(name));
  const query = Object.fromEntries(pairs);
  if (Object.keys(query).length < pairs.length) throw new Failure('invalid-request');
  return query;
}

/** What a customer is known by, in whichever call. */
const identifiers = new Set(['identifier', 'email', 'username']);

/** A body whose identifiers have nothing invisible in them any more: what was pasted with marks of direction is no bad input. */
function withReadableIdentifiers(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  const readable = ([name, value]: [string, unknown]) =>
    identifiers.has(name) && typeof value === 'string' ? [name, readableIdentifier(value) || value] : [name, value];
  return Object.fromEntries(Object.entries(body).map(readable));
}

type QuerySchema = z.core.$ZodType & { readonly shape: object };

/** Reads a call's input. Throws `invalid-request` with the fields at fault, or `request-too-large`. */
export async function readInput<N extends CallName>(name: N, arriving: Arriving): Promise<CallInput<N>> {
  const call: {
    readonly path: string;
    readonly method: string;
    readonly query?: QuerySchema;
    readonly body?: z.core.$ZodType;
  } = calls[name];
  const query = readQuery(arriving.request, call.method === 'GET' ? Object.keys(call.query?.shape ?? {}) : undefined);
  if (!call.query && Object.keys(query).length > 0) throw new Failure('invalid-request');
  const value = call.body ? withReadableIdentifiers(await readBody(arriving)) : query;
  const schema = call.body ?? call.query;
  const parsed = schema ? z.safeParse(schema, value) : { success: true as const, data: {} };
  if (!parsed.success) throw new Failure('invalid-request', { fields: fieldFaultsOf(parsed.error.issues, value) });
  return parsed.data as CallInput<N>;
}
