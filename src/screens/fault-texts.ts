import type { TypedFault } from '../parts/render-context.js';
import type { ScreenTools } from '../parts/screen-tools.js';

/** Returns the texts of faults at login's later steps; `undefined` where the entry has one. */
export const faultTexts =
  ({ msg, str }: ScreenTools) =>
  (fault: TypedFault, name: string, label: string): string | undefined => {
    if (fault === 'taken') return msg('Choose a different user name.', { id: 'field.taken' });
    if (fault === 'incomplete') return msg('Enter the whole code.', { id: 'code.incomplete' });
    if (fault === 'invalid') return msg(str`${label} was not accepted.`, { id: 'field.invalid' });
    return fault === 'too-long' && name === 'code' ? msg('At most 6 characters.', { id: 'code.too-long' }) : undefined;
  };
