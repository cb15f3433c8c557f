/** The calls that login and password forgotten share, and the table of the operations behind them. */
import type { Body } from '../../contract/calls.js';
import { processReply } from '../../contract/sso-api.js';
import { additionalDataFields } from '../process/additional-data-fields.js';
import { normaliseCode } from '../process/normalise-code.js';
import { loggingData } from '../request/client-facts.js';
import type { CommonInput } from '../process/admit-call.js';
import type { ProcessFlow } from '../process/advance-flow.js';
import type { Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

const operations = {
  login: {
    // `logs`: whether the operation takes logging data.
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

export function sharedStepCalls(
  { options, upstream, newPasswords }: Services,
  { advance }: ProcessFlow,
  process: keyof typeof operations,
) {
  const table = operations[process];
  const logging = ({ facts }: RequestContext, body: CommonInput) => loggingData(facts, body, options);

  return {
    twoFactor: async (context: RequestContext, body: Body<'login/two-factor'>) => {
      const twoFactorToken = normaliseCode(body.code);
      const { operation, logs } = table.twoFactor;
      return advance(context, process, 'two-factor', body, ({ token }) =>
        upstream.call(operation, {
          body: { ...(logs && logging(context, body)), token, twoFactorToken },
          reply: processReply,
          deadline: context.deadline,
        }),
      );
    },
    resetPassword: (context: RequestContext, body: Body<'login/reset-password'>) =>
      advance(context, process, 'reset-password', body, async ({ token }) => {
        await newPasswords.require(context, body.password, body.flow);
        return upstream.call(table.resetPassword, {
          body: { ...logging(context, body), token, password: body.password },
          reply: processReply,
          deadline: context.deadline,
        });
      }),
    additionalData: (context: RequestContext, body: Body<'login/additional-data'>) =>
      advance(context, process, 'additional-data', body, async (state) =>
        upstream.call(table.additionalData, {
          body: { ...logging(context, body), token: state.token, ...additionalDataFields(body, state, options) },
          reply: processReply,
          deadline: context.deadline,
        }),
      ),
    endSessions: (context: RequestContext, body: Body<'login/end-sessions'>) =>
      advance(context, process, 'end-sessions', body, async ({ token }) => {
        const reply = await upstream.call(table.endSessions, {
          segment: token,
          query: { sessionId: body.session },
          reply: processReply,
          deadline: context.deadline,
        });
        context.notes.ended.push({ why: 'session-limit' });
        return reply;
      }),
  };
}
