/** Ending what a browser has begun: whoever signs out, or signs in, leaves no step behind that the next person could go on with. */
import { Failure } from '../base/failure.js';
import type { SignedIn } from '../consent/resume-consents.js';
import type { RequestContext } from '../request/request-context.js';
import { createEndedMarks } from '../session/ended-marks.js';
import type { Services } from './services.js';

export interface FlowEnding {
  /**
   * Ends every flow of this browser that can be read here, and what was on its way from another site; deletes the cookies of all, readable or not,
   * and notifies the operator where one had asked for a consent. `signedIn`: who is here now, and may complete what a registration has begun.
   */
  readonly endFlows: (context: RequestContext, signedIn?: SignedIn) => Promise<void>;
  /**
   * To be called once an operation has returned, before its cookie is set. Throws `flow-expired` where the flow, or without one the
   * session that came with the request, has been ended in another tab meanwhile.
   */
  readonly requireOpen: (context: RequestContext, flow: { id: string } | undefined) => Promise<void>;
}

export function createFlowEnding({ options, flows, joins, sessions, consents }: Services): FlowEnding {
  const ended = createEndedMarks({ ...options, of: 'flow' });
  return {
    async endFlows(context, signedIn) {
      const others = await flows.list(context);
      // By their names alone anybody could fill the store.
      const ids = await Promise.all([flows.clear(context.jar), joins.clear(context.jar)]);
      await Promise.all(ids.flat().map((id) => ended.add(id)));
      const states = others.map(({ state }) => state);
      if (signedIn) await consents.resume(context, states, signedIn);
      else await Promise.all(states.map((state) => consents.notifyEnded(context, state, 'given-up')));
    },
    async requireOpen({ jar }, flow) {
      if (flow ? await ended.has(flow.id) : await sessions.hasEnded(jar)) throw new Failure('flow-expired');
    },
  };
}
