/** Refusals of the hosted API, operation by operation, through the gateway: the calls of a browser that come to each. */
import { expect } from 'vitest';
import { readDescription } from '../../../scripts/contract/description.js';
import { operations, type Operation } from '../../../src/contract/sso-api.js';
import { adopting, transferToken } from './adopting.js';
import { credentials, json, limit, session, type Site, step } from './harness.js';
import { account, agreed, say, shop } from './registering.js';
import { navigation } from './two-sites.js';

const [other, paths] = ['https://shop.example.org', { verificationPaths: ['/register', '/password'] }];
const challenge = `code_challenge=${'x'.repeat(43)}&code_challenge_method=S256`;
const authorize = `session/authorize?client_id=${other}&state=s&${challenge}`;
export type Refusal = () => Response;
const nothing: Refusal = () => json({});
export type Told = Promise<{ kind?: string; code?: string }>;
/** Begins a flow that the first operation answers with a step, then makes the call on it. */
const onStep =
  (
    first: string,
    begin: (news: Site) => Promise<{ flow: string }>,
    reply: () => Response,
    call: string,
    body: object,
  ) =>
  async (news: Site, path: string, refuse: Refusal): Told => {
    news.script[first] = reply;
    const { flow } = await begin(news);
    news.clock.now += 60_000;
    news.script[path] = refuse;
    return say(news, call, { flow, ...body });
  };
const direct =
  (call: string, body: object) =>
  (news: Site, path: string, refuse: Refusal): Told => {
    news.script[path] = refuse;
    return say(news, call, body);
  };
const signIn = (news: Site) => say(news, 'login/start', credentials);
const forget = (news: Site) => say(news, 'password-forgotten/start', { identifier: 'reader' });
const ofLogin = (reply: () => Response, call: string, body: object) =>
  onStep('/processes/login/verify', signIn, reply, `login/${call}`, body);
const ofForgotten = (reply: () => Response, call: string, body: object) =>
  onStep(
    '/processes/passwordForgotten/verifyToken',
    async (news) => {
      const { flow } = await forget(news);
      return say(news, 'password-forgotten/verify', { flow, code: '1' });
    },
    reply,
    `password-forgotten/${call}`,
    body,
  );
const connect = { ...account, customerId: '100' };
const register = (news: Site) => say(news, 'registration/start', { ...account, ...agreed });
const code = { code: '123456' };
const ended = async (news: Site, path: string, refuse: Refusal): Told => {
  await signIn(news);
  news.clock.now += 3600_000;
  news.script[path] = refuse;
  return (await (await news.get('session')).json()) as Awaited<Told>;
};
const names = () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } });

/** Operation → the calls of a browser that come to it. */
export const drives: Record<Operation, (news: Site, path: string, refuse: Refusal) => Told> = {
  settings: async (news, path, refuse) => {
    news.script[path] = refuse;
    return (await (await news.get('settings')).json()) as Awaited<Told>;
  },
  'login/verify': direct('login/start', credentials),
  'login/verifyTwoFactorAuth': ofLogin(() => step('TWO_FACTOR'), 'two-factor', code),
  'login/verifyResetPassword': ofLogin(() => step('RESET_PASSWORD'), 'reset-password', {
    password: 'a new pass phrase',
  }),
  'login/updateAdditionalData': ofLogin(names, 'additional-data', { username: 'ada' }),
  'login/changeSessions': ofLogin(() => limit([]), 'end-sessions', {}),
  'ssoProvider/verify': direct('login/google', { idToken: 'token' }),
  'registration/start': direct('registration/start', account),
  'registration/validate': onStep('-', register, nothing, 'registration/verify', code),
  'registration/resend': onStep('-', register, nothing, 'registration/resend', {}),
  'loginIdentifier/start': direct('account-connect/start', connect),
  'loginIdentifier/validate': onStep(
    '-',
    (news) => say(news, 'account-connect/start', connect),
    nothing,
    'account-connect/verify',
    code,
  ),
  'loginIdentifier/resend': onStep(
    '-',
    (news) => say(news, 'account-connect/start', connect),
    nothing,
    'account-connect/resend',
    {},
  ),
  'passwordForgotten/sendToken': direct('password-forgotten/start', { identifier: 'reader' }),
  'passwordForgotten/resendToken': onStep('-', forget, nothing, 'password-forgotten/resend', {}),
  'passwordForgotten/verifyToken': onStep('-', forget, nothing, 'password-forgotten/verify', code),
  'passwordForgotten/verifyTwoFactor': ofForgotten(() => step('TWO_FACTOR'), 'two-factor', code),
  'passwordForgotten/resetPassword': ofForgotten(() => step('RESET_PASSWORD'), 'reset-password', {
    password: 'a new pass phrase',
  }),
  'passwordForgotten/updateAdditionalData': ofForgotten(names, 'additional-data', { username: 'ada' }),
  'passwordForgotten/changeSessions': onStep(
    '/processes/passwordForgotten/resetPassword',
    async (news) => {
      const { flow } = await forget(news);
      await say(news, 'password-forgotten/verify', { flow, code: '1' });
      return say(news, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase' });
    },
    () => limit([]),
    'password-forgotten/end-sessions',
    {},
  ),
  // A registration goes on without it; only the log says why.
  'customers/search': async (_news, path, refuse) => {
    const news = shop(
      { forceUsername: true },
      { [path]: refuse },
      { hideTakenEmail: true, onExistingAccount: () => undefined },
    );
    await say(news, 'registration/start', { ...account, username: 'ada' });
    const line = news.log.findLast(({ event }) => event === 'user-name-unchecked');
    return { code: String(line?.['code']) };
  },
  'customers/optIns': async (news, path, refuse) => {
    const { flow } = await register(news);
    news.script[path] = refuse;
    return say(news, 'registration/verify', { flow, ...code });
  },
  'customers/readOptIns': async (news, path, refuse) => {
    await signIn(news);
    news.script[path] = refuse;
    return (await (await news.get('session/consents')).json()) as Awaited<Told>;
  },
  // Consents are shown without the wordings; only the log says why.
  'settings/optIns': async (news, path, refuse) => {
    await signIn(news);
    news.script['/customers/'] = () => json({ optIns: { EMAIL: { uniqueId: 'v1', status: 'SINGLE_OPT_IN' } } });
    news.script[path] = refuse;
    await news.get('session/consents');
    const line = news.log.findLast(({ event }) => event === 'opt-in-versions-failed');
    return { code: String(line?.['code']) };
  },
  // The publisher's own server asks for it. Its page is told `unknown`; only the log says why.
  'accessRights/hasAccess': async (news, path, refuse) => {
    await signIn(news);
    news.script[path] = refuse;
    const cookie = [...news.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await news.gateway.hasAccess(new Request('https://news.example.org/article', { headers: { cookie } }), ['plus']);
    const line = news.log.findLast(({ operation }) => operation === 'accessRights/hasAccess');
    // The same API token works for the settings.
    return { code: line?.event === 'right-missing' ? 'misconfigured' : String(line?.['code']) };
  },
  'sessions/createTransferToken': async (news, path, refuse) => {
    await signIn(news);
    news.script[path] = refuse;
    const response = await news.get(authorize, navigation);
    const error = new URL(response.headers.get('location') ?? '').searchParams.get('error');
    // The reader is led back; only the log says why.
    const code = news.log.findLast(({ event }) => event === 'problem')?.['code'];
    return { code: error === 'login_required' ? 'signed-out' : String(code) };
  },
  'sessions/redeemTransferToken': async (news, path, refuse) => {
    news.script[path] = refuse;
    const begun = await news.get(`session/join?from=${other}`, navigation);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    news.script['/sso/session/token'] = () => json({ kind: 'transfer', token: 'T', signedIn: news.clock.now / 1000 });
    const back = new URLSearchParams({ state, iss: other, code: 'x'.repeat(43) });
    const answer = await news.get(`session/join?${back}`, navigation);
    // The reader is led on, signed out; only the log says why.
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?sso_join=failed']);
    const code = news.log.findLast(({ event }) => event === 'problem')?.['code'];
    return { code: String(code) };
  },
  'settings/terms': async (_news, path, refuse) => {
    const news = adopting({ ssoRecheckTerms: true }, { [path]: refuse });
    return say(news, 'session/adopt', { transferToken });
  },
  'sessions/validate': ended,
  'sessions/customerData': async (news, path, refuse) => {
    news.script[path] = refuse;
    return signIn(news);
  },
};

const connecting = {
  allowRegistrationIdentifier: true,
  registrationIdentifiers: { requestCustomerId: true },
  ssoOptIn: true,
};
export const world = (): Site =>
  shop(
    connecting,
    {
      '/processes/login/verify': () => session(),
      '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
      '/processes/passwordForgotten/verifyToken': () => step('RESET_PASSWORD'),
    },
    { ...paths, sites: [other], hideAccounts: 'off' },
  );

export const { paths: described } = readDescription();
/** The path of an operation in the description: ours is its beginning, the rest are parameters. */
export const endings: Partial<Record<Operation, string>> = {
  'login/changeSessions': '/{removalToken}',
  'passwordForgotten/changeSessions': '/{removalToken}',
  'customers/optIns': '/{customerId}/optIns',
  'customers/readOptIns': '/{customerId}/optIns',
  'accessRights/hasAccess': '/{customerId}/hasAccess',
};
export const pathOf = (operation: Operation) => operations[operation].path + (endings[operation] ?? '');
export const refusals = (operation: Operation): number[] =>
  Object.keys(described[pathOf(operation)]![operations[operation].method.toLowerCase()]!.responses)
    .map(Number)
    .filter((status) => status >= 400);
