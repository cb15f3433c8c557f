/** What both registrations take of a reader: exactly what the settings ask (contract/README.md, "Settings"). */
import type { Body } from '../../contract/calls.js';
import { bareInteger } from '../../contract/lossless.js';
import { type Requirement, type Identifier, identifiers } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { requiredFields, type FieldFaults } from './required-fields.js';
import { mobileNumberFault } from './mobile-number.js';
import { Failure } from '../base/failure.js';

type Account = Pick<
  Body<'registration/start'>,
  'email' | 'password' | 'username' | 'firstName' | 'lastName' | 'mobileNumber'
>;
type Identifying = Pick<Body<'account-connect/start'>, Identifier>;

const address = /^[^\s@]+@[^\s@]+$/;

/**
 * The account, and at account connect the identifiers, as the API takes them. Throws `invalid-request` with every field that was not
 * asked, and every one that is required and missing or wrong.
 */
export async function accountFields(
  posted: Account & Identifying,
  settings: PublicSettings,
  asked: readonly Identifier[],
) {
  const byPolicy = settings.names.registration;
  const sms = settings.codeChannel === 'sms';
  const demands = {
    email: 'required',
    username: settings.forceUsername ? 'required' : 'none',
    firstName: byPolicy,
    lastName: byPolicy,
    mobileNumber: sms ? 'required' : 'none',
  } as const satisfies Partial<Record<keyof Account, Requirement>>;
  const { texts, fields: accountFields } = requiredFields(demands, posted);
  const connect = requiredFields(
    Object.fromEntries(identifiers.map((name) => [name, asked.includes(name) ? 'required' : 'none'])) as Record<
      Identifier,
      Requirement
    >,
    posted,
  );
  const fields: FieldFaults = { ...accountFields, ...connect.fields };
  const { email = '', mobileNumber } = texts;
  if (email && !address.test(email)) fields.email = 'invalid';
  const wrongNumber = sms && mobileNumber ? await mobileNumberFault(mobileNumber, settings.smsCountries) : undefined;
  if (wrongNumber) fields.mobileNumber = wrongNumber;
  if (Object.keys(fields).length > 0) throw new Failure('invalid-request', { fields });
  const { subscriptionId, ...others } = connect.texts;
  return {
    ...texts,
    email,
    password: posted.password,
    ...others,
    ...(subscriptionId && { subscriptionId: bareInteger(subscriptionId) }),
  };
}
