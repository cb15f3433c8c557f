/** Posted fields, checked against what was asked for. */
import type { Requirement, FieldFault, FieldName } from '../../contract/names.js';

/** Field → what is wrong with it. */
export type FieldFaults = Partial<Record<FieldName, FieldFault>>;

/** Trims the posted texts and leaves out empty ones. `faults`: fields that were not asked for, and required ones that are missing. */
export function requiredFields<N extends FieldName>(
  requirements: Readonly<Record<N, Requirement>>,
  posted: Readonly<Partial<Record<NoInfer<N>, string | undefined>>>,
): { texts: Partial<Record<N, string>>; faults: FieldFaults } {
  const texts: Partial<Record<N, string>> = {};
  const faults: FieldFaults = {};
  for (const name of Object.keys(requirements) as N[]) {
    const text = posted[name]?.trim();
    if (text) texts[name] = text;
    if (requirements[name] === 'none' && posted[name] !== undefined) faults[name] = 'invalid';
    if (requirements[name] === 'required' && !text) faults[name] = 'missing';
  }
  return { texts, faults };
}
