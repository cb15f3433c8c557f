/** What both registrations ask of a new account, as the settings want it. */
import { type BodyOf, filled, knownLanguage } from '../request/operation-request.js';
import { emailIsFree, usernameIsFree } from '../state/customers.js';
import { countStart } from '../state/limits.js';
import { sendsSms } from '../state/messages.js';
import { type ErrorCode, invalid, Refusal } from '../request/reply.js';
import { namesAtRegistration } from '../state/hosted-settings-document.js';
import type { World } from '../state/state.js';
import type { Registration } from '../state/step-records.js';

/** Text of a mail address as HTML's `type=email` takes it, with a dot in its domain. */
const addressForm =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

const given = (value: string | undefined): string | undefined => value?.trim() || undefined;

/** 400/20009 that blames a field. */
export const invalidRegistration = (field: string, error: string): Refusal =>
  new Refusal(20009, { validationErrors: [{ field, error, value: '' }] });

/** A verification URL that a mail can lead to. Throws 400/99400 for what is no web address. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw invalid('verificationUrl', 'invalid_format', url);
  return url;
}

/**
 * Where codes go. Throws 10003 when SMS is not set up, 20009 without a number to send it to. Whether the number is of a
 * listed country is for the caller to check: the simulator does not know countries' codes.
 */
function mobileNumberOf({ state, options }: World, body: BodyOf<'registration/start'>): string | undefined {
  const bySms = state.document.settings.tokenType === 'SMS';
  if (bySms && !sendsSms(options)) throw new Refusal(10003);
  const mobileNumber = given(body.mobileNumber);
  if (!mobileNumber && bySms) throw invalidRegistration('mobileNumber', 'required');
  if (mobileNumber && !/^\+?[1-9]\d{1,14}$/.test(mobileNumber)) throw invalidRegistration('mobileNumber', 'invalid');
  return mobileNumber;
}

/** Throws for a start that is locked, incomplete or malformed. Does not look whether the address is free. */
export function accountOf(world: World, body: BodyOf<'registration/start'>): Registration {
  const { document, termsVersion } = world.state;
  const { settings } = document;
  const email = given(body.email);
  if (!email) throw new Refusal(20059);
  countStart(world, email);
  if (!addressForm.test(email)) throw invalid('email', 'invalid_format', email);
  const password = filled('password', body.password);
  const language = knownLanguage(body.language);
  const verificationUrl = webAddress(body.verificationUrl);
  const [username, firstName, lastName] = [given(body.username), given(body.firstName), given(body.lastName)];
  if (namesAtRegistration(document) === 'required' && !(firstName && lastName)) throw new Refusal(20060);
  if (settings.forceUsername && !username) throw new Refusal(20061);
  const mobileNumber = mobileNumberOf(world, body);
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

/** Throws `emailTaken` or 20008 for what somebody else has. */
export function refuseTaken({ state }: World, account: Registration, emailTaken: ErrorCode): void {
  const { email, username, customerId } = account;
  if (!emailIsFree(state, email, customerId)) throw new Refusal(emailTaken);
  if (username && !usernameIsFree(state, username, customerId)) throw new Refusal(20008);
}
