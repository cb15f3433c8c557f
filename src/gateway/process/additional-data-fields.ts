/** What the additional-data step accepts: only what it asked for goes to the hosted API. */
import type { Body } from '../../contract/calls.js';
import { requiredFields } from './required-fields.js';
import type { FlowState } from '../sealed/flow-state.js';
import { mayBeAddress } from '../accounts/user-name-check.js';
import { Failure } from '../base/failure.js';
import { hostedSalutation } from '../settings/public-settings.js';

type Data = Pick<Body<'login/additional-data'>, 'username' | 'firstName' | 'lastName' | 'salutation'>;

/**
 * The posted data as the hosted API takes it. Throws `invalid-request` with every field that was not asked for or is missing; with `hideTakenEmail`
 * an address as a user name, too.
 */
export function additionalDataFields(posted: Data, state: FlowState, { hideTakenEmail }: { hideTakenEmail: boolean }) {
  const { username, names, salutations = [] } = state;
  const requirements = {
    username: username ? 'required' : 'none',
    firstName: names ?? 'none',
    lastName: names ?? 'none',
    salutation: salutations.length > 0 ? 'optional' : 'none',
  } as const;
  const { texts, faults: fields } = requiredFields(requirements, posted);
  if (hideTakenEmail && texts.username && mayBeAddress(texts.username)) fields.username = 'invalid';
  const { salutation } = posted;
  if (salutation && !salutations.includes(salutation)) fields.salutation = 'invalid';
  if (Object.keys(fields).length > 0) throw new Failure('invalid-request', { fields });
  return {
    ...(texts.username && { username: texts.username }),
    ...(texts.firstName && { firstName: texts.firstName }),
    ...(texts.lastName && { lastName: texts.lastName }),
    ...(salutation && { salutation: hostedSalutation[salutation] }),
  };
}
