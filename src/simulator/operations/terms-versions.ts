/** The versions of the merchant's terms, and which of them a customer has accepted. */
import type { OperationRequest } from '../request/operation-request.js';
import { invalidField, type OperationReply, reply } from '../request/reply.js';
import type { SimulatorContext } from '../state/simulator-state.js';

/** The hosted API's: 20 characters. */
const idOf = (version: number): string => `TERMS${String(version).padStart(15, '0')}`;
const upTo = (version: number): number[] => Array.from({ length: version }, (_, index) => index + 1);
/** Each is activated a day after the one before: when the merchant changed them is not kept. */
const activatedAt = (version: number): string => new Date(Date.UTC(2020, 0, version)).toISOString();

/** Returns the `acceptedTerms` of a `Customer`. `accepted` in milliseconds since 1970. */
export const acceptedTerms = (acceptedVersion: number, accepted: number): Record<string, object> =>
  Object.fromEntries(
    upTo(acceptedVersion).map((version) => [
      idOf(version),
      { termId: version, uniqueId: idOf(version), acceptanceDate: new Date(accepted).toISOString() },
    ]),
  );

/** Returns `CustomerTerms`, the newest last. Throws 400/99400 for a `size` that is none of 5 to 100, and for both ends of a page at once. */
export function readTermsVersions({ state }: SimulatorContext, { query }: OperationRequest): OperationReply {
  const size = query.get('size') ?? '10';
  if (!/^\d{1,3}$/.test(size) || Number(size) < 5 || Number(size) > 100)
    throw invalidField('size', 'out_of_range', size);
  if (query.has('startingAfter') && query.has('endingBefore'))
    throw invalidField('endingBefore', 'ambiguous', query.get('endingBefore') ?? '');
  const items = upTo(state.termsVersion)
    .slice(-Number(size))
    .map((version) => ({
      customerTermId: version,
      internalTitle: `Version ${version}`,
      uniqueId: idOf(version),
      active: true,
      translations: [],
      activationTime: activatedAt(version),
    }));
  return reply(200, { items });
}
