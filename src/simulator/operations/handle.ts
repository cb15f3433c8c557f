/** The operations of the hosted API, each with what does its work. */
import { writeJson } from '../../contract/lossless.js';
import type { Operation } from '../../contract/sso-api.js';
import { startConnect, validateConnect } from './account-connect.js';
import {
  type BodyOf,
  type OperationRequest,
  findOperation,
  knownLanguage,
  parseBody,
} from '../request/operation-request.js';
import { verifyProvider } from './google.js';
import { countRequest } from '../state/limits.js';
import { updateAtLogin, verifyLogin, verifyResetPassword, verifyTwoFactorAuth } from './login.js';
import { storeOptIns } from './opt-ins.js';
import * as passwordForgotten from './password-forgotten.js';
import * as registration from './registration.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import { changeSessions, readCustomer, validateSession } from './sessions.js';
import { inLanguage } from '../state/hosted-settings-document.js';
import type { World } from '../state/state.js';
import { createTransferToken, redeemTransferToken } from './transfer.js';

function settings({ state }: World, { query }: OperationRequest): OperationReply {
  const language = query.get('language');
  if (language !== null) knownLanguage(language);
  return reply(200, inLanguage(state.document, state.texts, language));
}

const handlers: {
  [O in Operation]: (world: World, call: OperationRequest<BodyOf<O>>) => OperationReply | Promise<OperationReply>;
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
  'customers/optIns': storeOptIns,
  'sessions/createTransferToken': createTransferToken,
  'sessions/redeemTransferToken': redeemTransferToken,
  'sessions/validate': validateSession,
  'sessions/customerData': readCustomer,
};

/** `parseBody` has judged the body by the operation's own schema. */
const run = (world: World, operation: Operation, call: OperationRequest): OperationReply | Promise<OperationReply> =>
  (handlers[operation] as (world: World, call: OperationRequest) => OperationReply | Promise<OperationReply>)(
    world,
    call,
  );

/** The operation that a request names, below the base path. */
export function operationOf(request: Request, basePath: string): ReturnType<typeof findOperation> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(`${basePath}/`)) return undefined;
  return findOperation(request.method, pathname.slice(basePath.length));
}

/** The answer that the state brings about. First the API token, then the rate limit, the path, the body. */
export async function handle(
  world: World,
  request: Request,
  found: ReturnType<typeof findOperation>,
): Promise<Response> {
  const text = await request.text();
  let answer: OperationReply;
  try {
    if (request.headers.get('x-plenigo-token') !== world.options.apiToken) throw new Refusal(99401);
    countRequest(world);
    if (!found) throw new Refusal(99404);
    const { operation, ...rest } = found;
    const body = parseBody(operation, request.headers.get('content-type'), text);
    answer = await run(world, operation, { body, query: new URL(request.url).searchParams, ...rest });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = error.reply(found?.operation);
  }
  if (answer.body === undefined) return new Response(null, { status: answer.status });
  return new Response(writeJson(answer.body), {
    status: answer.status,
    headers: { 'content-type': 'application/json', ...answer.headers },
  });
}
