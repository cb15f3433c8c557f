/** Every step that the gateway can answer in a process can be taken there: the page has a call for it, and the gateway takes the call. */
import { expect, test } from 'vitest';
import type { FlowCallName } from '../../../src/contract/calls.js';
import { processes, type Process } from '../../../src/contract/names.js';
import { nextSteps } from '../../../src/contract/sso-api.js';
import { routes } from '../../../src/flow/routes.js';
import { limit, session, type Site, step } from '../support/harness.js';
import { account, type Answered, say, shop } from '../support/registering.js';

/** A step without a call: a text with the merchant's contact. */
const notices: readonly string[] = ['change-email'];
const asks = { additionalInformation: { USERNAME: true, NAME: true, TERM: '<p>Terms</p>' } };
/** A bar code that cannot be read is shown as it is. */
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
const replies: (() => Response)[] = [
  ...nextSteps.map((name) => () => step(name, { ...asks, twoFactorBarCodeImage: image })),
  () => limit([]),
  () => limit([], 200),
];

const connecting = { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } };
/** Process → its first call, and the operations behind all of its calls. */
const begins: Record<Process, { call: FlowCallName; body: object; first: string; then: readonly string[] }> = {
  login: {
    call: 'login/start',
    body: { identifier: 'rita', password: 'x' },
    first: '/processes/login/verify',
    then: ['verifyTwoFactorAuth', 'verifyResetPassword', 'updateAdditionalData', 'changeSessions/'].map(
      (name) => `/processes/login/${name}`,
    ),
  },
  registration: {
    call: 'registration/start',
    body: account,
    first: '/processes/registration/start',
    then: ['/processes/registration/validate', '/processes/registration/resend'],
  },
  'account-connect': {
    call: 'account-connect/start',
    body: { ...account, customerId: '100' },
    first: '/processes/registration/loginIdentifier/start',
    then: ['/processes/registration/loginIdentifier/validate', '/processes/registration/loginIdentifier/resend'],
  },
  'password-forgotten': {
    call: 'password-forgotten/start',
    body: { identifier: 'rita' },
    first: '/processes/passwordForgotten/sendToken',
    then: [
      'verifyToken',
      'resendToken',
      'verifyTwoFactor',
      'resetPassword',
      'updateAdditionalData',
      'changeSessions/',
    ].map((name) => `/processes/passwordForgotten/${name}`),
  },
};
/** What is posted at a step. */
const given: Record<string, object> = {
  verify: { code: '1' },
  'two-factor': { code: '1' },
  'add-two-factor': { code: '1' },
  'reset-password': { password: 'a new pass phrase' },
  'additional-data': { username: 'u', firstName: 'f', lastName: 'l' },
  'session-limit': {},
};
const stepOf = ({ kind, step: name = '' }: Answered) => (kind === 'sessionLimit' ? 'session-limit' : name);

/** Takes the step that is due by the call that the page has for it. */
function take(news: Site, answer: Answered) {
  const due = stepOf(answer);
  const call = (routes[answer.process as Process] as Partial<Record<string, FlowCallName>>)[due];
  if (!call) throw new Error(`${answer.process} has no call for ${due}`);
  return say(news, call, { flow: answer.flow, ...given[due] });
}

/** What can have come before, one after the other. */
const before: Record<Process, readonly (readonly string[])[]> = {
  login: [[], ['TWO_FACTOR']],
  registration: [[], ['EMAIL']],
  'account-connect': [[], ['EMAIL']],
  'password-forgotten': [[], ['VERIFY_TOKEN'], ['VERIFY_TOKEN', 'RESET_PASSWORD']],
};
const inLogin = ['add-two-factor', 'additional-data', 'change-email', 'reset-password', 'session-limit', 'two-factor'];
const expected: Record<Process, string[]> = {
  login: inLogin,
  registration: ['verify'],
  'account-connect': ['verify'],
  'password-forgotten': [...inLogin, 'verify'],
};

test.each(processes)(
  'each step that %s can come to has a call that the gateway takes, or is a notice',
  async (process) => {
    const { call, body, first, then } = begins[process];
    const seen = new Set<string>();
    for (const reply of replies) {
      for (const steps of before[process]) {
        const news = shop(connecting);
        const comes = (next: () => Response) => {
          for (const path of [first, ...then]) news.script[path] = next;
        };
        const row = [...steps.map((name) => () => step(name)), reply];
        comes(row.shift()!);
        let answer = await say(news, call, body);
        for (const next of row) {
          comes(next);
          answer = await take(news, answer);
        }
        // No step of this process: a fault of the API.
        if (answer.code) continue;
        const due = stepOf(answer);
        seen.add(due);
        if (notices.includes(due)) continue;
        comes(() => session());
        news.script['/processes/passwordForgotten/verifyToken'] = () => step('RESET_PASSWORD');
        expect([due, (await take(news, answer)).code]).toEqual([due, undefined]);
      }
    }
    expect([...seen].sort()).toEqual(expected[process]);
  },
);
