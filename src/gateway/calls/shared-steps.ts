/** The steps that login and password forgotten share: one table of the operations behind them. */
import type { Body } from '../../contract/calls.js';
import { processReply } from '../../contract/sso-api.js';
import { askedData } from '../process/additional-data-fields.js';
import { normaliseCode } from '../process/normalise-code.js';
import { loggingData } from '../request/client-facts.js';
import type { Context, ProcessFlow } from '../process/advance-flow.js';
import type { Services } from '../process/services.js';
import type { Visit } from '../request/request-context.js';

const operations = {
  login: {
    // Logging data goes along where the operation takes it.
    twoFactor: { operation: 'login/verifyTwoFactorAuth', logs: true },
    resetPassword: 'login/verifyResetPassword',
    additionalData: 'login/updateAdditionalData',
    endSessions: 'login/changeSessions',
  },
  'password-forgotten': {
    twoFactor: { operation: 'passwordForgotten/verifyTwoFactor', logs: false },
    resetPassword: 'passwordForgotten/resetPassword',
    additionalData: 'passwordForgotten/updateAdditionalData',
    endSessions: 'passwordForgotten/changeSessions',
  },
} as const;

export function laterSteps(
  { options, upstream }: Services,
  { advance }: ProcessFlow,
  process: keyof typeof operations,
) {
  const table = operations[process];
  const logging = ({ facts }: Visit, body: Context) => loggingData(facts, body, options);

  return {
    twoFactor: async (visit: Visit, body: Body<'login/two-factor'>) => {
      const twoFactorToken = normaliseCode(body.code);
      const { operation, logs } = table.twoFactor;
      return advance(visit, process, 'two-factor', body, ({ token }) =>
        upstream.call(operation, {
          body: { ...(logs && logging(visit, body)), token, twoFactorToken },
          reply: processReply,
        }),
      );
    },
    resetPassword: (visit: Visit, body: Body<'login/reset-password'>) =>
      advance(visit, process, 'reset-password', body, ({ token }) =>
        upstream.call(table.resetPassword, {
          body: { ...logging(visit, body), token, password: body.password },
          reply: processReply,
        }),
      ),
    additionalData: (visit: Visit, body: Body<'login/additional-data'>) =>
      advance(visit, process, 'additional-data', body, async (state) =>
        upstream.call(table.additionalData, {
          body: { ...logging(visit, body), token: state.token, ...askedData(body, state) },
          reply: processReply,
        }),
      ),
    endSessions: (visit: Visit, body: Body<'login/end-sessions'>) =>
      advance(visit, process, 'end-sessions', body, ({ token }) =>
        upstream.call(table.endSessions, { segment: token, query: { sessionId: body.session }, reply: processReply }),
      ),
  };
}
