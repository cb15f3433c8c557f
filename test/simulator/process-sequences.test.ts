/**
 * No sequence of calls of registration, account connect, password-forgotten, opt-ins and transfer, sensible or not,
 * brings the simulator to a status or a body that the description lacks, or to two customers with one address.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge } from '../../scripts/contract/validator.js';
import { type Answer, type Caller, createCaller, outcome, password, textOf } from './caller.js';
import { connect, everyIdentifier, imported, secret } from './processes.js';

const judge = await createJudge(parse(readFileSync('test/contract/sso-api.openapi.yaml', 'utf8')));
const emails = ['a', 'b', 'c', 'd'].map((name) => `${name}@publisher.test`);
const customers = [
  imported,
  { email: emails[0]!, password, twoFactor: { secret }, asks: { names: true }, mobileNumber: '+491701234567' },
  { email: emails[1]!, username: 'ada', password, sessions: [{}], asks: { username: true } },
];
const settings = {
  settings: {
    tokenType: 'EMAIL' as const,
    ssoOptIn: true,
    allowRegistrationIdentifier: true,
    registrationIdentifiers: everyIdentifier,
  },
  ssoOptInText: 'News',
};

const paths = [
  ...['start', 'validate', 'resend'].map((call) => `registration/${call}`),
  ...['start', 'validate', 'resend'].map((call) => `registration/loginIdentifier/${call}`),
  ...['sendToken', 'resendToken', 'verifyToken', 'verifyTwoFactor', 'resetPassword', 'updateAdditionalData'].map(
    (call) => `passwordForgotten/${call}`,
  ),
];
const odd = fc.oneof(
  fc.string({ maxLength: 120 }),
  fc.constantFrom('', ' ', '\u0000', '__proto__', '😀'),
  fc.jsonValue(),
);
const fields = ['email', 'username', 'password', 'token', 'verificationToken', 'language', 'verificationUrl', 'optIns'];
const of = <T extends string, S extends object>(call: T, more: { [K in keyof S]: fc.Arbitrary<S[K]> }) =>
  fc.record({ call: fc.constant(call), ...more }) as fc.Arbitrary<{ call: T } & S>;
const email = fc.constantFrom(...emails);
const username = fc.constantFrom(undefined, 'ada', 'eve');
const change = fc.record(
  {
    tokenType: fc.constantFrom('EMAIL' as const, 'SMS' as const),
    forceUsername: fc.boolean(),
    ssoOptIn: fc.boolean(),
    maxSessions: fc.nat(3),
    ssoName: fc.constantFrom('NONE' as const, 'REQUIRED' as const, 'OPTIONAL' as const),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 5, arbitrary: of('register', { email, username }) },
  { weight: 3, arbitrary: of('connect', { email, username }) },
  { weight: 4, arbitrary: of('forget', { email }) },
  { weight: 18, arbitrary: of('follow', { right: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 3, arbitrary: of('resend', { back: fc.nat(3) }) },
  { weight: 4, arbitrary: of('replay', { path: fc.constantFrom(...paths), back: fc.nat(4) }) },
  { weight: 2, arbitrary: of('hand', { back: fc.nat(2), use: fc.nat(2) }) },
  { weight: 2, arbitrary: of('optIn', { id: fc.constantFrom('100200300', '100002', '9'), body: odd }) },
  {
    weight: 3,
    arbitrary: of('odd', {
      path: fc.constantFrom(...paths),
      body: fc.oneof(odd, fc.dictionary(fc.constantFrom(...fields), odd)),
    }),
  },
  { weight: 1, arbitrary: of('wait', { seconds: fc.constantFrom(1, 11, 31, 901, 90_000) }) },
  { weight: 1, arbitrary: of('configure', { change }) },
  { weight: 1, arbitrary: of('status', { email, status: fc.constantFrom('ACTIVATED' as const, 'BLOCKED' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
interface Seen {
  /** Answers with a step token, and the call they came from. */
  steps: { path: string; body: Record<string, unknown> }[];
  sessions: string[];
}

const base = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const names = { firstName: 'Ada', lastName: 'Byron' };

/** What a customer would send after an answer; `right` 0 sends a wrong code. */
function follow({ post, send, simulator }: Caller, { path, body }: Seen['steps'][number], right: number) {
  const { token, nextStep, verificationToken, removalToken } = body;
  const at = base(path);
  if (typeof removalToken === 'string')
    return send('PUT', `/processes/passwordForgotten/changeSessions/${removalToken}`);
  const sent = right ? verificationToken : 'wrong1';
  if (nextStep === 'EMAIL' || nextStep === 'SMS') return post(`${at}/validate`, { token, verificationToken: sent });
  if (nextStep === 'VERIFY_TOKEN') return post(`${at}/verifyToken`, { token, verificationToken: sent });
  if (nextStep === 'RESET_PASSWORD') return post(`${at}/resetPassword`, { token, password });
  const codes = simulator.authenticator().map(({ code }) => code);
  const twoFactorToken = right ? codes[0] : '000000';
  if (nextStep === 'TWO_FACTOR') return post(`${at}/verifyTwoFactor`, { token, twoFactorToken });
  const asked = body['additionalInformation'] as { USERNAME?: true; NAME?: true } | undefined;
  const data = { ...(asked?.USERNAME && { username: `user${right}` }), ...(asked?.NAME && names) };
  return post(`${at}/updateAdditionalData`, { token, ...data });
}

async function play(caller: Caller, each: Step, seen: Seen): Promise<[path: string, Answer] | undefined> {
  const { post, send, simulator } = caller;
  const language = 'de';
  switch (each.call) {
    case 'register': {
      const account = { email: each.email, password, language, mobileNumber: '+491701234567', ...names };
      const sent = { ...account, customerNotification: true, username: each.username };
      return ['registration/start', await post('registration/start', sent)];
    }
    case 'connect': {
      const more = { email: each.email, username: each.username };
      return ['registration/loginIdentifier/start', await connect(caller, more)];
    }
    case 'forget':
      return [
        'passwordForgotten/sendToken',
        await post('passwordForgotten/sendToken', { email: each.email, language }),
      ];
    case 'follow': {
      const last = seen.steps.at(-1);
      return last && [last.path, await follow(caller, last, each.right)];
    }
    case 'resend': {
      const last = seen.steps.at(-1 - each.back);
      if (!last) return undefined;
      const path = `${base(last.path)}/${last.path.startsWith('password') ? 'resendToken' : 'resend'}`;
      return [path, await post(path, { token: last.body['token'] })];
    }
    case 'replay': {
      const token = seen.steps.at(-1 - each.back)?.body['token'] ?? 'made-up';
      return [each.path, await post(each.path, { token, verificationToken: '0', twoFactorToken: '0', password })];
    }
    case 'hand': {
      const customerSession = seen.sessions.at(-1 - each.back) ?? 'made-up';
      const made = await send('POST', '/sessions/transferToken', { customerSession });
      const token = made.status === 200 ? textOf(made, 'transferToken') : 'made-up';
      for (let count = 1; count < each.use; count += 1)
        await send('GET', `/sessions/transferToken?transferToken=${token}`);
      return ['transfer', await send('GET', `/sessions/transferToken?transferToken=${token}`)];
    }
    case 'optIn': {
      const body = typeof each.body === 'string' ? { optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } } : each.body;
      return ['optIns', await send('PUT', `/customers/${each.id}/optIns`, body ?? {})];
    }
    case 'odd':
      return [each.path, await post(each.path, each.body)];
    case 'wait':
      caller.advance(each.seconds);
      return undefined;
    case 'configure':
      simulator.configure(each.change);
      return undefined;
    case 'status':
      if (simulator.customer(each.email)) simulator.changeCustomer(each.email, { status: each.status });
      return undefined;
  }
}

test('no sequence of calls leaves what the description declares', async () => {
  const outcomes = new Set<string>();
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
    const faults: string[] = [];
    const caller = createCaller({ customers, settings, limits: { starts: 2 } }, (exchange) => {
      // The requests are wrong on purpose; the responses may not be.
      const found = judge(exchange).faults.filter((fault) => !fault.startsWith('request'));
      faults.push(...found.map((fault) => `${exchange.path}: ${fault}`));
    });
    const seen: Seen = { steps: [], sessions: [] };
    for (const each of steps) {
      const [path, answer] = (await play(caller, each, seen)) ?? [];
      if (!path || !answer) continue;
      expect(answer.status).toBeLessThan(500);
      outcomes.add(outcome(answer).join(' '));
      const { token, removalToken, customerSession } = answer.body;
      if (token || removalToken) seen.steps.push({ path, body: answer.body });
      if (typeof customerSession === 'string') seen.sessions.push(customerSession);
    }
    const held = caller.simulator.exportState().customers;
    const addresses = held.flatMap((customer) => customer.email ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(new Set(held.map(({ customerId }) => customerId)).size).toBe(held.length);
    expect(faults).toEqual([]);
  });
  await fc.assert(property, { numRuns: 150, seed: 20260102 });
  // The sequences get somewhere.
  expect([...outcomes]).toEqual(
    expect.arrayContaining(['201 session', '208 nothing', '202 session', '207 limit', '200 TWO_FACTOR', '200 SMS']),
  );
  expect([...outcomes]).toEqual(
    expect.arrayContaining(['400 20007', '403 20044', '406 20044', '424 20041', '412 20022', '423 20026', '428 20042']),
  );
}, 60_000);
