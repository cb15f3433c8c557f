/** Whether a call may go on without a solved captcha. */
import { Failure } from '../base/failure.js';
import type { CallInput } from '../request/call-input.js';
import type { RequestContext } from '../request/request-context.js';
import type { Services } from './services.js';

/** What a start carries of a captcha. */
type Solved = Pick<CallInput<'login/start'>, 'captcha'>;

/** Throws `captcha-required` where one is due and not solved, `captcha-unavailable` where nobody can say. */
export type RequireHuman = (context: RequestContext, body: Solved) => Promise<void>;

export function createHumanGate({ captcha }: Pick<Services, 'captcha'>): RequireHuman {
  return async (context, { captcha: token }) => {
    if (captcha?.isDue(0) && (await captcha.solve(context, token)) === 'unproven')
      throw new Failure('captcha-required');
  };
}
