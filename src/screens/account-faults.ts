import type { FieldFault } from '../contract/names.js';
import type { Kit } from '../parts/kit.js';
import { faultTexts } from './faults.js';

/** The texts of faults that only registration, account connect and password forgotten have; the others are login's. */
export const accountFaults = (kit: Kit) => {
  const { msg } = kit;
  const others = faultTexts(kit);
  return (fault: FieldFault, name: string): string | undefined => {
    if (fault === 'taken' && name === 'email')
      return msg('There is an account with this e-mail address already.', { id: 'problem.email-taken' });
    if (fault === 'country') return msg('Numbers of this country are not taken.', { id: 'field.country' });
    if (fault === 'invalid' && name === 'email') return msg('This is not an e-mail address.', { id: 'field.email' });
    if (fault === 'invalid' && name === 'mobileNumber')
      return msg('This is not a mobile number. Please give it with its country, as +49 …', { id: 'field.mobile' });
    return others(fault, name);
  };
};
