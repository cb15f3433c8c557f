import type { FieldFault } from '../contract/names.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { faultTexts } from './fault-texts.js';

/** The texts of faults that only registration, account connect and password forgotten have; the others are login's. */
export const accountFaultTexts = (tools: ScreenTools) => {
  const { msg } = tools;
  const others = faultTexts(tools);
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
