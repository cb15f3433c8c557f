/** The body of `POST /simulator/faults`: the simulator's type `Fault` as a schema. */
import * as z from 'zod/mini';
import { operations } from '../../src/contract/sso-api.js';
import type { Fault } from '../../src/simulator/index.js';

const status = z.int().check(z.minimum(200), z.maximum(599));
const seconds = z.int().check(z.minimum(0), z.maximum(86_400));
const common = {
  operation: z.optional(z.enum(Object.keys(operations) as [keyof typeof operations])),
  times: z.optional(z.int().check(z.minimum(1), z.maximum(1000))),
};

/** Kind of fault, by the key that names it → its members. */
const kinds = {
  /** Milliseconds. */
  slow: { slow: z.int().check(z.minimum(0), z.maximum(60_000)) },
  broken: { broken: z.literal(true), status: z.optional(status) },
  truncated: { truncated: z.literal(true) },
  body: { body: z.unknown(), status: z.optional(status) },
  network: { network: z.literal(true) },
  lost: { lost: z.literal(true) },
  status: { status, errorCode: z.optional(z.int()), retryAfter: z.optional(seconds) },
} as const;
const names = Object.keys(kinds) as (keyof typeof kinds)[];

/** Throws a `TypeError` that names the wrong key. */
export function readFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('Expected an object');
  const kind = names.find((name) => Object.hasOwn(value, name));
  if (!kind) throw new TypeError(`Expected one of: ${names.join(', ')}`);
  const result = z.strictObject({ ...common, ...kinds[kind] }).safeParse(value);
  // The table holds every member of the type, but TypeScript cannot follow the index into it.
  if (result.success) return result.data as Fault;
  const [issue] = result.error.issues;
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path;
  throw new TypeError(`Invalid ${keys?.join('.') || kind}: ${issue?.message ?? 'not understood'}`);
}
