/** Posted fields, checked against what was asked for. */
import type { Requirement, FieldFault, FieldName } from '../../contract/names.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';

/** Field → what is wrong with it. */
export type FieldFaults = Partial<Record<FieldName, FieldFault>>;

/** What a customer is known by. */
const isIdentifier = (name: FieldName) => name === 'email' || name === 'username';

/** Trims the posted texts, brings identifiers into their normal form and leaves out empty ones. `faults`: fields that were not asked for, and required ones that are missing. */
export function requiredFields<N extends FieldName>(
  requirements: Readonly<Record<N, Requirement>>,
  posted: Readonly<Partial<Record<NoInfer<N>, string | undefined>>>,
): { texts: Partial<Record<N, string>>; faults: FieldFaults } {
  const texts: Partial<Record<N, string>> = {};
  const faults: FieldFaults = {};
  for (const name of Object.keys(requirements) as N[]) {
    const text = isIdentifier(name) ? normaliseIdentifier(posted[name] ?? '') : posted[name]?.trim();
    if (text) texts[name] = text;
    if (requirements[name] === 'none' && posted[name] !== undefined) faults[name] = 'invalid';
    if (requirements[name] === 'required' && !text) faults[name] = 'missing';
  }
  return { texts, faults };
}
