import type { Kit } from './kit.js';

/** A field's label that says so where the field may stay empty. */
export const labels =
  ({ msg, str }: Kit) =>
  (label: string, optional: boolean): string =>
    optional ? msg(str`${label} (optional)`, { id: 'field.optional' }) : label;
