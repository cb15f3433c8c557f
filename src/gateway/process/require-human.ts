/** Whether a call may go on without a solved captcha, and what limits learn of it. */
import { Failure } from '../base/failure.js';
import type { CallInput } from '../request/call-input.js';
import type { RequestContext } from '../request/request-context.js';
import type { Services } from './services.js';

/** What a start or a resend carries of a captcha. */
type Solved = Pick<CallInput<'login/start'>, 'captcha'>;

/**
 * Asked by a limit that is reached. Resolves to `true` where a captcha was solved, to `false` where none can be asked for: then the limit makes
 * wait. Throws `captcha-required` where one can be solved.
 */
export type HumanCheck = () => Promise<boolean>;

export interface HumanGate {
  /** Admits a start, of accounts as they were typed. Throws `captcha-required` where one is due and not solved, `captcha-unavailable` where nobody can say. */
  readonly requireHuman: (context: RequestContext, body: Solved, ...accounts: string[]) => Promise<HumanCheck>;
  /** For a call that only limits ask for a captcha. */
  readonly humanCheck: (context: RequestContext, body: Solved) => HumanCheck;
}

export function createHumanGate({ captcha, limits }: Pick<Services, 'captcha' | 'limits'>): HumanGate {
  const humanCheck: HumanGate['humanCheck'] =
    (context, { captcha: token }) =>
    async () => {
      if (!captcha) return false;
      // Each token costs a question to the service, whatever it is.
      if (token !== undefined) await limits.admit(context, 'captcha', {});
      const is = await captcha.solve(context, token);
      if (is === 'unproven') throw new Failure('captcha-required');
      return is === 'proven';
    };
  return {
    humanCheck,
    async requireHuman(context, body, ...accounts) {
      const check = humanCheck(context, body);
      const risks = !captcha || captcha.isAlways ? [] : accounts.map((account) => limits.risk(context, account));
      if (!captcha?.isDue(Math.max(0, ...(await Promise.all(risks))))) return check;
      const isHuman = await check();
      return async () => isHuman;
    },
  };
}
