/** Sessions: issuing, listing, ending and looking them up. */
import type { OperationRequest } from '../request/operation-request.js';
import { getById } from '../state/customers.js';
import { invalidField, Refusal, type OperationReply, reply } from '../request/reply.js';
import { acceptedTerms } from './terms-versions.js';
import type { SessionRecord, SimulatorContext } from '../state/simulator-state.js';
import type { SignInProgress, SignInProcess } from '../state/step-records.js';
import { toBase64url, createRandomToken, segment } from '../state/random-token.js';

const maxTokenLength = 10_000;
const maxIdLength = 40;
const iso = (time: number): string => new Date(time).toISOString();

export const activeSessions = ({ state }: SimulatorContext, customerId: string): SessionRecord[] =>
  state.sessions.filter((session) => session.customerId === customerId);

/** Returns a `CustomerSessionToken`. It looks like a signed token, but is valid only as long as it is in the state. */
export function issueSession(
  context: SimulatorContext,
  { customerId, device }: Pick<SignInProgress, 'customerId' | 'device'>,
): { customerSession: string } {
  const { state, now, random, options } = context;
  const [sessionId, created] = [createRandomToken(random), now()];
  const claims = { sub: customerId, iss: options.companyId, iat: Math.floor(created / 1000), jti: sessionId };
  const signed = `${segment({ alg: 'HS256', typ: 'JWT' })}.${segment(claims)}.`;
  const length = Math.max(43, Math.min(options.sessionTokenLength ?? 0, maxTokenLength) - signed.length);
  const token = signed + toBase64url(random(length)).slice(0, length);
  state.sessions.push({ token, sessionId, customerId, device, created });
  return { customerSession: token };
}

/** Returns a `SessionLimitReached`. */
export function limitReached(context: SimulatorContext, progress: SignInProgress): object {
  const { state, now, random, limits } = context;
  const [removalToken, issued] = [createRandomToken(random), now()];
  state.removals = state.removals.filter((each) => each.issued + limits.stepLifetime * 1000 > issued);
  state.removals.push({ token: removalToken, progress, issued });
  const items = activeSessions(context, progress.customerId).map(({ sessionId, device, created }) => ({
    sessionId,
    ...device,
    createdAt: iso(created),
  }));
  return { activeSessions: { items }, removalToken };
}

/** Ends one session, or all, of a customer at the limit, and issues the session of the process. */
export const changeSessions =
  (process: SignInProcess) =>
  (context: SimulatorContext, call: OperationRequest): OperationReply =>
    endAndIssue(context, process, call);

function endAndIssue(
  context: SimulatorContext,
  process: SignInProcess,
  { rest = '', query }: OperationRequest,
): OperationReply {
  const { state, now, limits } = context;
  const sessionId = query.get('sessionId');
  if (rest.length > maxIdLength) throw invalidField('removalToken', 'too_big', rest);
  if (sessionId !== null && sessionId.length > maxIdLength) throw invalidField('sessionId', 'too_big', sessionId);
  const removal = state.removals.find(({ token, progress }) => token === rest && progress.process === process);
  if (!removal || removal.issued + limits.stepLifetime * 1000 <= now()) throw new Refusal(20030);
  const { customerId } = removal.progress;
  const ended = activeSessions(context, customerId).filter(
    (each) => sessionId === null || each.sessionId === sessionId,
  );
  if (sessionId !== null && ended.length === 0) throw new Refusal(20031);
  if (getById(state, customerId).status !== 'ACTIVATED') throw new Refusal(20030);
  state.removals = state.removals.filter((each) => each !== removal);
  state.sessions = state.sessions.filter((each) => !ended.includes(each));
  return reply(202, issueSession(context, removal.progress));
}

function sessionOf({ state }: SimulatorContext, { query }: OperationRequest): SessionRecord {
  const token = query.get('sessionToken');
  if (!token) throw invalidField('sessionToken', 'required', '');
  if (token.length > maxTokenLength) throw invalidField('sessionToken', 'too_big', token);
  const session = state.sessions.find((each) => each.token === token);
  if (!session) throw new Refusal(20028);
  return session;
}

/** Returns a `CustomerSession`. */
export function validateSession(context: SimulatorContext, call: OperationRequest): OperationReply {
  const { sessionId, customerId, created } = sessionOf(context, call);
  const { companyId } = context.options;
  return reply(200, {
    id: sessionId,
    customerId,
    contractCompanyId: companyId,
    companyId,
    created: iso(created),
    type: 'CUSTOMER_SESSION',
  });
}

/** Returns a `Customer`. */
export function readCustomer(context: SimulatorContext, call: OperationRequest): OperationReply {
  const customer = getById(context.state, sessionOf(context, call).customerId);
  const { customerId, email, username, salutation, firstName, lastName, mobileNumber, status, registered } = customer;
  const { acceptedTermsVersion } = customer;
  const own = { email, username, salutation, firstName, lastName, mobileNumber };
  return reply(200, {
    customerId,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    registrationDate: iso(registered),
    status,
    acceptedTerms: acceptedTerms(acceptedTermsVersion, registered),
  });
}
