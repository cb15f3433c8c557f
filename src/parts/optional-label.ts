import type { ScreenTools } from './screen-tools.js';

/** Returns the label of a field, marked as optional where it is. */
export const optionalLabel =
  ({ msg, str }: ScreenTools) =>
  (label: string, optional: boolean): string =>
    optional ? msg(str`${label} (optional)`, { id: 'field.optional' }) : label;
