/** Sessions: issued, listed, ended, looked up. */
import type { OperationRequest } from '../request/operation-request.js';
import { byId } from '../state/customers.js';
import { invalid, Refusal, type OperationReply, reply } from '../request/reply.js';
import type { SessionRecord, World } from '../state/state.js';
import type { Progress, SignInProcess } from '../state/step-records.js';
import { toBase64url, createRandomToken, segment } from '../state/token.js';

const maxTokenLength = 10_000;
const maxIdLength = 40;
const iso = (time: number): string => new Date(time).toISOString();

export const activeSessions = ({ state }: World, customerId: string): SessionRecord[] =>
  state.sessions.filter((session) => session.customerId === customerId);

/** `CustomerSessionToken`. It is shaped as a signed token, but valid only as long as it is in the state. */
export function issueSession(
  world: World,
  { customerId, device }: Pick<Progress, 'customerId' | 'device'>,
): { customerSession: string } {
  const { state, now, random, options } = world;
  const [sessionId, created] = [createRandomToken(random), now()];
  const claims = { sub: customerId, iss: options.companyId, iat: Math.floor(created / 1000), jti: sessionId };
  const signed = `${segment({ alg: 'HS256', typ: 'JWT' })}.${segment(claims)}.`;
  const length = Math.max(43, Math.min(options.sessionTokenLength ?? 0, maxTokenLength) - signed.length);
  const token = signed + toBase64url(random(length)).slice(0, length);
  state.sessions.push({ token, sessionId, customerId, device, created });
  return { customerSession: token };
}

/** `SessionLimitReached`. */
export function limitReached(world: World, progress: Progress): object {
  const { state, now, random, limits } = world;
  const [removalToken, issued] = [createRandomToken(random), now()];
  state.removals = state.removals.filter((each) => each.issued + limits.stepLifetime * 1000 > issued);
  state.removals.push({ token: removalToken, progress, issued });
  const items = activeSessions(world, progress.customerId).map(({ sessionId, device, created }) => ({
    sessionId,
    ...device,
    createdAt: iso(created),
  }));
  return { activeSessions: { items }, removalToken };
}

/** Ends one session of a customer who is at the limit, or all, and issues the session that the process was about. */
export const changeSessions =
  (process: SignInProcess) =>
  (world: World, call: OperationRequest): OperationReply =>
    change(world, process, call);

function change(world: World, process: SignInProcess, { rest = '', query }: OperationRequest): OperationReply {
  const { state, now, limits } = world;
  const sessionId = query.get('sessionId');
  if (rest.length > maxIdLength) throw invalid('removalToken', 'too_big', rest);
  if (sessionId !== null && sessionId.length > maxIdLength) throw invalid('sessionId', 'too_big', sessionId);
  const removal = state.removals.find(({ token, progress }) => token === rest && progress.process === process);
  if (!removal || removal.issued + limits.stepLifetime * 1000 <= now()) throw new Refusal(20030);
  const { customerId } = removal.progress;
  const ended = activeSessions(world, customerId).filter((each) => sessionId === null || each.sessionId === sessionId);
  if (sessionId !== null && ended.length === 0) throw new Refusal(20031);
  if (byId(state, customerId).status !== 'ACTIVATED') throw new Refusal(20030);
  state.removals = state.removals.filter((each) => each !== removal);
  state.sessions = state.sessions.filter((each) => !ended.includes(each));
  return reply(202, issueSession(world, removal.progress));
}

function sessionOf({ state }: World, { query }: OperationRequest): SessionRecord {
  const token = query.get('sessionToken');
  if (!token) throw invalid('sessionToken', 'required', '');
  if (token.length > maxTokenLength) throw invalid('sessionToken', 'too_big', token);
  const session = state.sessions.find((each) => each.token === token);
  if (!session) throw new Refusal(20028);
  return session;
}

/** `CustomerSession`. */
export function validateSession(world: World, call: OperationRequest): OperationReply {
  const { sessionId, customerId, created } = sessionOf(world, call);
  const { companyId } = world.options;
  return reply(200, {
    id: sessionId,
    customerId,
    contractCompanyId: companyId,
    companyId,
    created: iso(created),
    type: 'CUSTOMER_SESSION',
  });
}

/** `Customer`. */
export function readCustomer(world: World, call: OperationRequest): OperationReply {
  const customer = byId(world.state, sessionOf(world, call).customerId);
  const { customerId, email, username, salutation, firstName, lastName, mobileNumber, status, registered } = customer;
  const own = { email, username, salutation, firstName, lastName, mobileNumber };
  return reply(200, {
    customerId,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    registrationDate: iso(registered),
    status,
  });
}
