import type { TypedFault } from '../parts/render-context.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { faultTexts } from './fault-texts.js';

/** Returns the texts of faults for registration, account connect and password forgotten; where they have none of their own, login's. */
export const accountFaultTexts = (tools: ScreenTools) => {
  const { msg } = tools;
  const others = faultTexts(tools);
  return (fault: TypedFault, name: string, label: string): string | undefined => {
    if (fault === 'taken' && name === 'email')
      return msg('Enter a different e-mail address or sign in.', { id: 'field.email-taken' });
    if (fault === 'country') return msg('We cannot send codes to this country.', { id: 'field.country' });
    if (fault === 'invalid' && name === 'email')
      return msg('Enter a complete e-mail address, such as name@example.com.', { id: 'field.email' });
    if (fault === 'invalid' && name === 'mobileNumber')
      return msg('Enter a mobile number with its country code, such as +49 151 …', { id: 'field.mobile' });
    return others(fault, name, label);
  };
};
