/** No sequence of calls, sensible or not, brings the simulator to a status or a body that the description lacks. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge } from '../../scripts/contract/validator.js';
import { createUnsignedIdToken, type CustomerOption } from '../../src/simulator/index.js';
import { type Answer, type Caller, createCaller, outcome, password, textOf } from './caller.js';
import { runs } from '../support/runs.js';

const judge = await createJudge(parse(readFileSync('test/contract/sso-api.openapi.yaml', 'utf8')));
const emails = ['a', 'b', 'c', 'd'].map((name) => `${name}@publisher.test`);
const aud = 'client-of-the-publisher';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const customers: CustomerOption[] = [
  { email: emails[0]!, password, mustResetPassword: true, twoFactor: { secret }, asks: { names: true } },
  { email: emails[1]!, password, twoFactor: 'to-add', termsChanged: true, sessions: [{}] },
  { email: emails[2]!, password, asks: { username: true } },
];
const settings = {
  settings: { tokenType: 'EMAIL' as const, ssoRecheckTerms: true },
  ssoTermText: '<p>Terms</p>',
  ssoProviders: { active: true, googleSettings: { active: true, googleClientId: aud } },
};

const odd = fc.oneof(
  fc.string({ maxLength: 120 }),
  fc.constantFrom('', ' ', '\u0000', '__proto__', '😀'),
  fc.jsonValue(),
);
const paths = ['verify', 'verifyTwoFactorAuth', 'verifyResetPassword', 'updateAdditionalData'].map((p) => `login/${p}`);
const fields = ['email', 'username', 'password', 'token', 'twoFactorToken', 'authenticationData', 'ssoProvider'];
const names = { username: 'ada', firstName: 'Ada', lastName: 'Byron' };
const of = <T extends string, S extends object>(call: T, more: { [K in keyof S]: fc.Arbitrary<S[K]> }) =>
  fc.record({ call: fc.constant(call), ...more }) as fc.Arbitrary<{ call: T } & S>;
/** One of the tokens seen so far, counted from the newest. */
const back = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(5));
const email = fc.constantFrom(...emails);
const secrets = fc.oneof({ weight: 6, arbitrary: fc.constant(password) }, fc.constantFrom('new one', 'wrong'));
const status = fc.constantFrom('ACTIVATED' as const, 'BLOCKED' as const, 'DEACTIVATED' as const, 'DISABLED' as const);
const settled = fc.record(
  { maxSessions: fc.nat(3), forceUsername: fc.boolean(), ssoTermText: fc.string({ maxLength: 9 }) },
  { requiredKeys: [] },
);
const body = fc.oneof(odd, fc.dictionary(fc.constantFrom(...fields), odd));
const data = fc.oneof(fc.subarray(Object.keys(names)), fc.constant('odd' as const));
const step = fc.oneof(
  { weight: 6, arbitrary: of('login', { email, password: secrets }) },
  { weight: 1, arbitrary: of('google', { email }) },
  {
    weight: 12,
    arbitrary: of('follow', { back, right: fc.boolean(), data, session: fc.integer({ min: -1, max: 2 }) }),
  },
  { weight: 2, arbitrary: of('replay', { back, path: fc.constantFrom(...paths.slice(1)) }) },
  { weight: 2, arbitrary: of('session', { back, path: fc.constantFrom('validate', 'customerData') }) },
  { weight: 2, arbitrary: of('odd', { path: fc.constantFrom(...paths, 'ssoProvider/verify'), body }) },
  { weight: 1, arbitrary: of('wait', { seconds: fc.constantFrom(1, 31, 901, 90_000) }) },
  { weight: 1, arbitrary: of('change', { email: fc.constantFrom(...emails.slice(0, 3)), status }) },
  { weight: 1, arbitrary: of('configure', { change: settled }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Tokens = Record<'token' | 'removalToken' | 'customerSession', string[]>;

/** What a customer would send next after an answer, or something like it. */
async function follow(caller: Caller, last: Answer, how: Step & { call: 'follow' }): Promise<Answer> {
  const { post, send, simulator } = caller;
  const { token, nextStep } = last.body;
  const codes = simulator.authenticator().map(({ code }) => code);
  const twoFactorToken = how.right ? (codes[how.back] ?? codes[0] ?? '000000') : '000000';
  if ('removalToken' in last.body) {
    const known = simulator.sessions(emails[1]!).map(({ sessionId }) => sessionId);
    const session = how.session < 0 ? '' : `?sessionId=${known[how.session] ?? 'unknown'}`;
    return send('PUT', `/processes/login/changeSessions/${textOf(last, 'removalToken')}${session}`);
  }
  if (nextStep === 'RESET_PASSWORD') return post('login/verifyResetPassword', { token, password });
  if (nextStep !== 'ADDITIONAL_DATA') return post('login/verifyTwoFactorAuth', { token, twoFactorToken });
  const chosen = how.data === 'odd' ? { username: {}, lastName: '😀' } : pickFrom(names, how.data);
  return post('login/updateAdditionalData', { token, ...(how.right ? pickFrom(names, askedIn(last)) : chosen) });
}
const pickFrom = (from: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
const askedIn = ({ body: { additionalInformation } }: Answer): string[] => {
  const asked = additionalInformation as { USERNAME?: true; NAME?: true };
  return [...(asked.USERNAME ? ['username'] : []), ...(asked.NAME ? ['firstName', 'lastName'] : [])];
};

async function play(caller: Caller, each: Step, last: Answer | undefined, seen: Tokens): Promise<Answer | undefined> {
  const { post, send, simulator } = caller;
  const take = (name: keyof Tokens, at: number): string => seen[name].at(-1 - at) ?? 'made-up';
  switch (each.call) {
    case 'login':
      return post('login/verify', { email: each.email, password: each.password });
    case 'google': {
      const authenticationData = { idToken: createUnsignedIdToken({ aud, email: each.email }) };
      return post('ssoProvider/verify', { ssoProvider: 'GOOGLE', authenticationData });
    }
    case 'follow':
      return last && follow(caller, last, each);
    case 'replay':
      return post(each.path, { token: take('token', each.back), password, twoFactorToken: '000000' });
    case 'session':
      return send('GET', `/sessions/${each.path}?sessionToken=${take('customerSession', each.back)}`);
    case 'odd':
      return post(each.path, each.body);
    case 'wait':
      caller.advance(each.seconds);
      return undefined;
    case 'change':
      simulator.changeCustomer(each.email, { status: each.status });
      return undefined;
    case 'configure':
      simulator.configure(each.change);
      return undefined;
  }
}

test('no sequence of calls leaves what the description declares', async () => {
  const statuses = new Set<unknown>();
  const sequence = fc.array(step, { minLength: 10, maxLength: 60 });
  const property = fc.asyncProperty(sequence, async (steps) => {
    const faults: string[] = [];
    const caller = createCaller({ customers, settings }, (exchange) => {
      // The requests are wrong on purpose; the responses may not be.
      const found = judge(exchange).faults.filter((fault) => !fault.startsWith('request'));
      faults.push(...found.map((fault) => `${exchange.path}: ${fault}`));
    });
    const seen: Tokens = { token: [], removalToken: [], customerSession: [] };
    let last: Answer | undefined;
    for (const each of steps) {
      const answer = await play(caller, each, last, seen);
      if (!answer) continue;
      expect(answer.status).toBeLessThan(500);
      statuses.add(outcome(answer).join(' '));
      for (const [name, list] of Object.entries(seen)) {
        const value = answer.body[name];
        if (typeof value === 'string') list.push(value);
      }
      if ('token' in answer.body || 'removalToken' in answer.body) last = answer;
      for (const { email: each } of customers) expect(caller.simulator.sessions(each!).length).toBeLessThanOrEqual(3);
    }
    expect(faults).toEqual([]);
  });
  await fc.assert(property, runs(100));
  // The sequences get somewhere.
  expect([...statuses]).toEqual(
    expect.arrayContaining(['202 session', '207 limit', '200 limit', '200 TWO_FACTOR', '200 ADD_TWO_FACTOR']),
  );
  expect([...statuses]).toEqual(
    expect.arrayContaining(['200 ADDITIONAL_DATA', '408 20010', '412 20041', '428 20042', '403 20006', '401 20028']),
  );
}, 60_000);
