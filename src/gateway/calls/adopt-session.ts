/**
 * Taking over the session of the iframe that was here before: the page has a transfer token of it. For the weeks after a launch, while nobody is
 * signed in, once in each browser (docs/security-model.md, "From the iframe").
 */
import { problemByErrorCode } from '../../contract/problems.js';
import { customerSessionToken } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import { createAdmission } from '../process/admit-call.js';
import { createFlowEnding } from '../process/end-flows.js';
import type { Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';
import type { Demand } from '../session/sign-in-demands.js';

/** Why the log says that nothing was taken over; see its table. */
type Refusal = Demand | 'token' | 'signed-in' | 'done';

/** Statuses of a refused transfer token, whatever comes with them. 401 is that of a refused API token, too, and 404 that of a wrong address. */
const statusesOfToken: ReadonlySet<number | undefined> = new Set([400, 412]);

/** Whether a refusal is about the transfer token: it has a number of the contract, which says so, or a status that means nothing else. */
const isOfToken = ({ upstreamErrorCode, upstreamStatus }: Failure): boolean =>
  (upstreamErrorCode !== undefined && upstreamErrorCode in problemByErrorCode) || statusesOfToken.has(upstreamStatus);

/** Makes the handler of `POST session/adopt`. */
export function createAdoptHandler(services: Services): Handlers<'session/adopt'>['session/adopt'] {
  const { upstream, sessions, validation, adoption, demands, limits } = services;
  const { requireSettings } = createAdmission(services);
  const { endFlows, requireOpen } = createFlowEnding(services);

  function refuse(context: RequestContext, reason: Refusal): never {
    context.log({ level: 'info', event: 'adoption-refused', reason });
    throw new Failure('transfer-refused');
  }

  /** Whoever is signed in stays so, and nobody is signed in again by a session that they have left. */
  async function requireDue(context: RequestContext): Promise<void> {
    if ((await sessions.current(context)).kind === 'session') refuse(context, 'signed-in');
    if (adoption.isSet(context.jar)) refuse(context, 'done');
  }

  /**
   * The API token may be what is refused, in an emergency or for want of a right: the transfer token is said to be wrong only where the refusal is
   * about it, and another call works.
   */
  async function redeem(context: RequestContext, transferToken: string): Promise<string> {
    const { deadline, jar } = context;
    try {
      const call = { query: { transferToken }, reply: customerSessionToken, deadline };
      return (await upstream.call('sessions/redeemTransferToken', call)).customerSession;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'transfer-refused')) throw error;
      if (!isOfToken(error)) throw new Failure('upstream-failed');
      if (!(await validation.tokenWorks(deadline))) throw new Failure('upstream-failed');
      await limits.noteFailure(context);
      adoption.set(jar);
      return refuse(context, 'token');
    }
  }

  return async (context, { transferToken }) => {
    if (!adoption.isOpen()) throw new Failure('not-found');
    await requireDue(context);
    const settings = await requireSettings(context, {});
    await limits.admit(context, 'adopt', {});
    const session = await redeem(context, transferToken);
    const demand = await demands.unmet(session, settings, context.deadline);
    if (demand !== undefined) {
      adoption.set(context.jar);
      refuse(context, demand);
    }
    await requireOpen(context, undefined);
    // Nobody knows when it began: its age counts from now, and it goes on as it was, without the box of ours.
    const answer = await sessions.begin(context, session, { isBrief: false });
    await endFlows(context, { customer: answer.customer, isSettled: false });
    context.log({ level: 'info', event: 'session-adopted' });
    return answer;
  };
}
