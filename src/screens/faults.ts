import type { FieldFault } from '../contract/names.js';
import type { Kit } from '../parts/kit.js';

/** The texts of faults that only later steps can have; `undefined`: the entry has one. */
export const faultTexts =
  ({ msg }: Kit) =>
  (fault: FieldFault, name: string): string | undefined => {
    if (fault === 'taken' && name === 'email')
      return msg('There is an account with this e-mail address already.', { id: 'problem.email-taken' });
    if (fault === 'taken') return msg('This user name is already taken.', { id: 'field.taken' });
    if (fault === 'country') return msg('Numbers of this country are not taken.', { id: 'field.country' });
    if (fault === 'invalid' && name === 'email') return msg('This is not an e-mail address.', { id: 'field.email' });
    if (fault === 'invalid' && name === 'mobileNumber')
      return msg('This is not a mobile number. Please give it with its country, as +49 …', { id: 'field.mobile' });
    if (fault === 'invalid') return msg('This is not valid here.', { id: 'field.invalid' });
    return fault === 'too-long' && name === 'code' ? msg('At most 6 characters.', { id: 'code.too-long' }) : undefined;
  };
