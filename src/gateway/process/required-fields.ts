/** Fields that were asked, and what was posted for them. */
import type { Requirement, FieldFault, FieldName } from '../../contract/names.js';

export type FieldFaults = Partial<Record<FieldName, FieldFault>>;

/** Trims what was posted, leaves out what is empty, and blames what was not asked, and what is required and missing. */
export function requiredFields<N extends FieldName>(
  demands: Readonly<Record<N, Requirement>>,
  posted: Readonly<Partial<Record<NoInfer<N>, string | undefined>>>,
): { texts: Partial<Record<N, string>>; fields: FieldFaults } {
  const texts: Partial<Record<N, string>> = {};
  const fields: FieldFaults = {};
  for (const name of Object.keys(demands) as N[]) {
    const text = posted[name]?.trim();
    if (text) texts[name] = text;
    if (demands[name] === 'none' && posted[name] !== undefined) fields[name] = 'invalid';
    if (demands[name] === 'required' && !text) fields[name] = 'missing';
  }
  return { texts, fields };
}
