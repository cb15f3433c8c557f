/** The additional-data step: only what was asked for goes to the hosted API. */
import type { Body } from '../../contract/calls.js';
import { requiredFields } from './required-fields.js';
import type { FlowState } from '../sealed/flow-state.js';
import { Failure } from '../base/failure.js';
import { hostedSalutation } from '../settings/public-settings.js';

type Data = Pick<Body<'login/additional-data'>, 'username' | 'firstName' | 'lastName' | 'salutation'>;

/** What was posted, as the API takes it. Throws `invalid-request` on what was not asked, and on what is required and missing. */
export function additionalDataFields(posted: Data, state: FlowState) {
  const { username, names, salutations = [] } = state;
  const demands = {
    username: username ? 'required' : 'none',
    firstName: names ?? 'none',
    lastName: names ?? 'none',
    salutation: salutations.length > 0 ? 'optional' : 'none',
  } as const;
  const { texts, fields } = requiredFields(demands, posted);
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
