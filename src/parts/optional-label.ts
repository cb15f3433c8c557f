import type { ScreenTools } from './screen-tools.js';

/** A field's label that says so where the field may stay empty. */
export const optionalLabel =
  ({ msg, str }: ScreenTools) =>
  (label: string, optional: boolean): string =>
    optional ? msg(str`${label} (optional)`, { id: 'field.optional' }) : label;
