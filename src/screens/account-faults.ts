import type { FieldFault } from '../contract/names.js';
import type { Kit } from '../parts/kit.js';
import { faultTexts } from './faults.js';

/** The texts of faults that only registration, account connect and password forgotten have; the others are login's. */
export const accountFaults = (kit: Kit) => {
  const { msg } = kit;
  const others = faultTexts(kit);
  return (fault: FieldFault, name: string, label: string): string | undefined => {
    if (fault === 'taken' && name === 'email')
      return msg('There is already an account with this e-mail address.', { id: 'problem.email-taken' });
    if (fault === 'country')
      return msg('We cannot send codes to this country. Enter a different mobile number.', { id: 'field.country' });
    if (fault === 'invalid' && name === 'email')
      return msg('Enter a complete e-mail address, such as name@example.com.', { id: 'field.email' });
    if (fault === 'invalid' && name === 'mobileNumber')
      return msg('Enter a mobile number with its country code, such as +49 151 …', { id: 'field.mobile' });
    return others(fault, name, label);
  };
};
