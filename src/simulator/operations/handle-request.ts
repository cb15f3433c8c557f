/** Handles requests: finds the operation, checks the request, and calls the handler. */
import { writeJson } from '../../contract/lossless.js';
import type { Operation } from '../../contract/sso-api.js';
import { checkAccess } from './access-rights.js';
import { startConnect, validateConnect } from './account-connect.js';
import {
  type BodyOf,
  type OperationRequest,
  findOperation,
  parseLanguage,
  parseBody,
} from '../request/operation-request.js';
import { verifyProvider } from './google-sign-in.js';
import { countRequest } from '../state/limits.js';
import { updateAtLogin, verifyLogin, verifyResetPassword, verifyTwoFactorAuth } from './login.js';
import { readOptIns, searchOptInVersions, storeOptIns } from './opt-ins.js';
import { searchCustomers } from './search-customers.js';
import * as passwordForgotten from './password-forgotten.js';
import * as registration from './registration.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import { changeSessions, readCustomer, validateSession } from './sessions.js';
import { inLanguage } from '../state/hosted-settings-document.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import { readTermsVersions } from './terms-versions.js';
import { createTransferToken, redeemTransferToken } from './session-transfer.js';

function settings({ state }: SimulatorContext, { query }: OperationRequest): OperationReply {
  const language = query.get('language');
  if (language !== null) parseLanguage(language);
  return reply(200, inLanguage(state.document, state.texts, language));
}

const handlers: {
  [O in Operation]: (
    context: SimulatorContext,
    call: OperationRequest<BodyOf<O>>,
  ) => OperationReply | Promise<OperationReply>;
} = {
  settings,
  'login/verify': verifyLogin,
  'login/verifyTwoFactorAuth': verifyTwoFactorAuth,
  'login/verifyResetPassword': verifyResetPassword,
  'login/updateAdditionalData': updateAtLogin,
  'login/changeSessions': changeSessions('login'),
  'ssoProvider/verify': verifyProvider,
  'registration/start': registration.startRegistration,
  'registration/validate': registration.validateRegistration,
  'registration/resend': registration.resendCode('registration'),
  'loginIdentifier/start': startConnect,
  'loginIdentifier/validate': validateConnect,
  'loginIdentifier/resend': registration.resendCode('loginIdentifier'),
  'passwordForgotten/sendToken': passwordForgotten.sendToken,
  'passwordForgotten/resendToken': passwordForgotten.resendToken,
  'passwordForgotten/verifyToken': passwordForgotten.verifyToken,
  'passwordForgotten/verifyTwoFactor': passwordForgotten.verifyTwoFactor,
  'passwordForgotten/resetPassword': passwordForgotten.resetPassword,
  'passwordForgotten/updateAdditionalData': passwordForgotten.updateAtReset,
  'passwordForgotten/changeSessions': changeSessions('passwordForgotten'),
  'customers/search': searchCustomers,
  'customers/optIns': storeOptIns,
  'customers/readOptIns': readOptIns,
  'settings/optIns': searchOptInVersions,
  'accessRights/hasAccess': checkAccess,
  'sessions/createTransferToken': createTransferToken,
  'sessions/redeemTransferToken': redeemTransferToken,
  'settings/terms': readTermsVersions,
  'sessions/validate': validateSession,
  'sessions/customerData': readCustomer,
};

/** Safe, since `parseBody` has checked the body against the operation's schema. */
const run = (
  context: SimulatorContext,
  operation: Operation,
  call: OperationRequest,
): OperationReply | Promise<OperationReply> =>
  (
    handlers[operation] as (
      context: SimulatorContext,
      call: OperationRequest,
    ) => OperationReply | Promise<OperationReply>
  )(context, call);

/** Returns the operation of a request; `undefined` if there is none. */
export function operationOf(request: Request, basePath: string): ReturnType<typeof findOperation> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(`${basePath}/`)) return undefined;
  return findOperation(request.method, pathname.slice(basePath.length));
}

/** Returns the reply to a request. Checks the API token first, then the rate limit, the path, and the body. */
export async function handle(
  context: SimulatorContext,
  request: Request,
  found: ReturnType<typeof findOperation>,
): Promise<Response> {
  const text = await request.text();
  let result: OperationReply;
  try {
    if (request.headers.get('x-plenigo-token') !== context.options.apiToken) throw new Refusal(99401);
    countRequest(context);
    if (!found) throw new Refusal(99404);
    const { operation, ...rest } = found;
    const body = parseBody(operation, request.headers.get('content-type'), text);
    result = await run(context, operation, { body, query: new URL(request.url).searchParams, ...rest });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    result = error.reply(found?.operation);
  }
  if (result.body === undefined) return new Response(null, { status: result.status });
  return new Response(writeJson(result.body), {
    status: result.status,
    headers: { 'content-type': 'application/json', ...result.headers },
  });
}
