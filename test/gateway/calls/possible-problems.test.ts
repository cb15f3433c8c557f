/** Which problems each call of a browser can be answered with: the reader's table has a row for exactly these. */
import { expect, test } from 'vitest';
import type { FlowCallName } from '../../../src/contract/calls.js';
import type { ProblemCode } from '../../../src/contract/problems.js';
import { operations, type Operation } from '../../../src/contract/sso-api.js';
import { answerable, fromAnyCall } from '../../support/problems/answerable.js';
import { error, step } from '../support/harness.js';
import { arriveByLink } from '../support/mailed-links.js';
import { account, say } from '../support/registering.js';
import { drives, endings, refusals, world } from '../support/refusing.js';

/** Numbers that any operation can refuse with (docs/hosted-api.md, "Error codes"). */
const any = [99400, 99401, 99404, 99429, 99500, 99502, 99504];
const ofStep = [20010, 20040, 20041, 20042];
const ofAccount = [20001, 20011, 20022];
const ofData = [20008, 20046, 20060, 20061];
const ofRegistering = [10003, 20007, 20008, 20009, 20026, 20059, 20060, 20061];

/** Call → the operation behind it, and the numbers of that operation's own, by their meaning in the contract. */
const behind: Record<FlowCallName, readonly [Operation, ...number[]]> = {
  'login/start': ['login/verify', 20005, 20015, ...ofAccount],
  'login/google': ['ssoProvider/verify', 20015, 20059, 20066, ...ofAccount],
  'login/two-factor': ['login/verifyTwoFactorAuth', 20006, 20043, ...ofStep, ...ofAccount],
  'login/reset-password': ['login/verifyResetPassword', ...ofStep, ...ofAccount],
  'login/additional-data': ['login/updateAdditionalData', ...ofData, ...ofStep, ...ofAccount],
  'login/end-sessions': ['login/changeSessions', 20030, 20031],
  'registration/start': ['registration/start', ...ofRegistering],
  'registration/verify': ['registration/validate', 20007, 20008, 20043, 20044, ...ofStep],
  'registration/verify-link': ['registration/validate', 20007, 20008, 20043, 20044, ...ofStep],
  'registration/resend': ['registration/resend', 10003, 20043, ...ofStep],
  'account-connect/start': ['loginIdentifier/start', 20015, 20027, ...ofRegistering],
  'account-connect/verify': [
    'loginIdentifier/validate',
    20007,
    20008,
    20015,
    20027,
    20043,
    20044,
    ...ofStep,
    ...ofAccount,
  ],
  'account-connect/resend': ['loginIdentifier/resend', 10003, 20043, ...ofStep],
  'password-forgotten/start': ['passwordForgotten/sendToken', 10003, 20015, 20059],
  'password-forgotten/verify': ['passwordForgotten/verifyToken', 20043, 20044, ...ofStep, ...ofAccount],
  'password-forgotten/verify-link': ['passwordForgotten/verifyToken', 20043, 20044, ...ofStep, ...ofAccount],
  'password-forgotten/resend': ['passwordForgotten/resendToken', 10003, 20043, 20059, ...ofStep, ...ofAccount],
  'password-forgotten/two-factor': ['passwordForgotten/verifyTwoFactor', 20006, 20043, ...ofStep, ...ofAccount],
  'password-forgotten/reset-password': ['passwordForgotten/resetPassword', ...ofStep, ...ofAccount],
  'password-forgotten/additional-data': ['passwordForgotten/updateAdditionalData', ...ofData, ...ofStep, ...ofAccount],
  'password-forgotten/end-sessions': ['passwordForgotten/changeSessions', 20030, 20031],
};

const [register, forgot] = ['https://news.example.org/register', '/password'];
/** Opens a mailed link in the browser that asked for it. */
const byLink =
  (call: FlowCallName, begin: string, body: object): (typeof drives)[Operation] =>
  async (news, path, refuse) => {
    await say(news, begin, body);
    const flow = await arriveByLink(news);
    news.script[path] = refuse;
    return say(news, call, { flow });
  };
const links: Partial<Record<FlowCallName, (typeof drives)[Operation]>> = {
  'registration/verify-link': byLink('registration/verify-link', 'registration/start', {
    ...account,
    verificationUrl: register,
  }),
  'password-forgotten/verify-link': byLink('password-forgotten/verify-link', 'password-forgotten/start', {
    identifier: 'reader',
    verificationUrl: forgot,
  }),
};

/** What a proxy in front of the API says with a status alone: a fault of the site, for whichever call. */
const bare: readonly ProblemCode[] = ['request-refused'];

test.each(Object.keys(behind) as FlowCallName[])(
  'the gateway answers %s with exactly the problems that the reader’s table has a row for',
  async (call) => {
    const [operation, ...numbers] = behind[call];
    const path = operations[operation].path + (endings[operation] ? '/' : '');
    const drive = links[call] ?? drives[operation];
    const returned = new Set<string | undefined>();
    for (const status of refusals(operation))
      for (const number of [undefined, ...any, ...numbers])
        returned.add((await drive(world(), path, () => error(status, number))).code);
    // Successes for HTTP alone.
    if (/^loginIdentifier\/(start|validate)$/.test(operation))
      returned.add((await drive(world(), path, () => new Response(null, { status: 208 }))).code);
    returned.add((await drive(world(), path, () => step('A STEP OF TOMORROW'))).code);
    for (const code of bare) returned.delete(code);
    expect([...returned].sort()).toEqual([...new Set([...fromAnyCall, ...answerable[call]])].sort());
  },
);
