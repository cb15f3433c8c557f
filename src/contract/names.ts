/**
 * The closed vocabularies of the browser's protocol, as plain constants: importable everywhere without a validator.
 */

export { maxCode, maxLength, shortestPassword, steps } from './limits.js';
export type { Step } from './limits.js';

/** The processes that a reader can go through. */
export const processes = ['login', 'registration', 'account-connect', 'password-forgotten'] as const;
export type Process = (typeof processes)[number];

/** What a salutation can be, in the protocol's words. The hosted API's `COMPANY` cannot be sent and is left out. */
export const salutations = ['none', 'mrs', 'mr', 'diverse'] as const;
export type Salutation = (typeof salutations)[number];

/** Whether something is asked of the reader. */
export const requirements = ['none', 'optional', 'required'] as const;
export type Requirement = (typeof requirements)[number];

/** The identifiers of account connect, in the order in which they are asked. */
export const identifiers = ['customerId', 'subscriptionId', 'street', 'streetNumber', 'postcode', 'city'] as const;
export type Identifier = (typeof identifiers)[number];

/** Names under which a problem can blame a field: those of the requests in `calls.ts`. */
export const fieldNames = [
  'identifier',
  'email',
  'password',
  'code',
  'username',
  'firstName',
  'lastName',
  'salutation',
  'mobileNumber',
  ...identifiers,
] as const;
export type FieldName = (typeof fieldNames)[number];

/**
 * What can be wrong with a field. The last three concern new passwords alone: `too-common` is one of a list, a pattern, or hardly more than
 * the reader's or the site's own name; `breached` is known from a breach of another site.
 */
export const fieldFaults = [
  'missing',
  'too-long',
  'invalid',
  'taken',
  'country',
  'too-short',
  'too-common',
  'breached',
] as const;
export type FieldFault = (typeof fieldFaults)[number];
