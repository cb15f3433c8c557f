/** The data of a new account, as the settings require it of registration and account connect. */
import { type BodyOf, requireText, parseLanguage } from '../request/operation-request.js';
import { emailIsFree, usernameIsFree } from '../state/customers.js';
import { countStart } from '../state/limits.js';
import { sendsSms } from '../state/messages.js';
import { type ErrorCode, invalidField, Refusal } from '../request/reply.js';
import { namesAtRegistration } from '../state/hosted-settings-document.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import type { Registration } from '../state/step-records.js';

/** An e-mail address as HTML's `type=email` accepts it, with a dot in its domain. */
const emailAddress =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

const trimmed = (value: string | undefined): string | undefined => value?.trim() || undefined;

/** Returns a 400/20009 with one invalid field. */
export const invalidRegistration = (field: string, error: string): Refusal =>
  new Refusal(20009, { validationErrors: [{ field, error, value: '' }] });

/** Throws 400/99400 for anything but an http or https URL. */
export function parseVerificationUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw invalidField('verificationUrl', 'invalid_format', url);
  return url;
}

/**
 * Throws 10003 if codes go by SMS and SMS is not set up, and 20009 without a valid number. The simulator knows no country
 * codes, so it does not check `tokenSmsCountries`.
 */
function mobileNumberOf({ state, options }: SimulatorContext, body: BodyOf<'registration/start'>): string | undefined {
  const bySms = state.document.settings.tokenType === 'SMS';
  if (bySms && !sendsSms(options)) throw new Refusal(10003);
  const mobileNumber = trimmed(body.mobileNumber);
  if (!mobileNumber && bySms) throw invalidRegistration('mobileNumber', 'required');
  if (mobileNumber && !/^\+?[1-9]\d{1,14}$/.test(mobileNumber)) throw invalidRegistration('mobileNumber', 'invalid');
  return mobileNumber;
}

/** Throws for a start that is locked, incomplete or malformed. Does not check whether the address is free. */
export function parseNewAccount(context: SimulatorContext, body: BodyOf<'registration/start'>): Registration {
  const { document, termsVersion } = context.state;
  const { settings } = document;
  const email = trimmed(body.email);
  if (!email) throw new Refusal(20059);
  countStart(context, email);
  if (!emailAddress.test(email)) throw invalidField('email', 'invalid_format', email);
  const password = requireText('password', body.password);
  const language = parseLanguage(body.language);
  const verificationUrl = parseVerificationUrl(body.verificationUrl);
  const [username, firstName, lastName] = [trimmed(body.username), trimmed(body.firstName), trimmed(body.lastName)];
  if (namesAtRegistration(document) === 'required' && !(firstName && lastName)) throw new Refusal(20060);
  if (settings.forceUsername && !username) throw new Refusal(20061);
  const mobileNumber = mobileNumberOf(context, body);
  return {
    email,
    password,
    language,
    channel: settings.tokenType,
    notify: body.customerNotification === true,
    termsVersion,
    ...(username && { username }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(mobileNumber && { mobileNumber }),
    ...(verificationUrl && { verificationUrl }),
  };
}

/** Throws `emailTaken` or 20008 if another customer has the address or the user name. */
export function refuseTaken({ state }: SimulatorContext, account: Registration, emailTaken: ErrorCode): void {
  const { email, username, customerId } = account;
  if (!emailIsFree(state, email, customerId)) throw new Refusal(emailTaken);
  if (username && !usernameIsFree(state, username, customerId)) throw new Refusal(20008);
}
