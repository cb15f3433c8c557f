/** What registration and account connect accept: exactly what the settings ask for (docs/hosted-api.md, "Settings"). */
import type { Body } from '../../contract/calls.js';
import { bareInteger } from '../../contract/lossless.js';
import { type FieldFault, type Requirement, type Identifier, identifiers, maxLength } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { requiredFields, type FieldFaults } from './required-fields.js';
import { readMobileNumber } from './mobile-number.js';
import { Failure } from '../base/failure.js';

type Account = Pick<
  Body<'registration/start'>,
  'email' | 'password' | 'username' | 'firstName' | 'lastName' | 'mobileNumber'
>;
type Identifying = Pick<Body<'account-connect/start'>, Identifier>;

const address = /^[^\s@]+@[^\s@]+$/;

/**
 * The account, and at account connect the identifiers, as the hosted API takes them. Throws `invalid-request` with every field that was
 * not asked for, and every one that is missing or invalid. `passwordFault`: what is wrong with the password, so that all is said at once.
 */
export async function accountFields(
  posted: Account & Identifying,
  settings: PublicSettings,
  asked: readonly Identifier[],
  passwordFault?: FieldFault,
) {
  const byPolicy = settings.names.registration;
  const sms = settings.codeChannel === 'sms';
  const requirements = {
    email: 'required',
    username: settings.forceUsername ? 'required' : 'none',
    firstName: byPolicy,
    lastName: byPolicy,
    mobileNumber: sms ? 'required' : 'none',
  } as const satisfies Partial<Record<keyof Account, Requirement>>;
  const { texts, faults: accountFaults } = requiredFields(requirements, posted);
  const connect = requiredFields(
    Object.fromEntries(identifiers.map((name) => [name, asked.includes(name) ? 'required' : 'none'])) as Record<
      Identifier,
      Requirement
    >,
    posted,
  );
  const fields: FieldFaults = { ...accountFaults, ...connect.faults };
  if (passwordFault) fields.password = passwordFault;
  const { email = '', mobileNumber } = texts;
  if (email && !address.test(email)) fields.email = 'invalid';
  // The ASCII of a domain is longer than its letters.
  if (Array.from(email).length > maxLength) fields.email = 'too-long';
  const mobile = sms && mobileNumber ? await readMobileNumber(mobileNumber, settings.smsCountries) : undefined;
  if (mobile?.fault) fields.mobileNumber = mobile.fault;
  if (Object.keys(fields).length > 0) throw new Failure('invalid-request', { fields });
  const { subscriptionId, ...others } = connect.texts;
  return {
    ...texts,
    email,
    password: posted.password,
    // One spelling, so that limits count one telephone.
    ...(mobile?.number && { mobileNumber: mobile.number }),
    ...others,
    ...(subscriptionId && { subscriptionId: bareInteger(subscriptionId) }),
  };
}
