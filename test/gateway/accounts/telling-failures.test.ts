/** Which refusals of the hosted API would tell of an account, and whose a rate limit is. */
import { expect, test } from 'vitest';
import {
  createRateLimitProbe,
  isEmailTaken,
  isOfAccount,
  isVerdict,
} from '../../../src/gateway/accounts/telling-failures.js';
import type { ProblemCode } from '../../../src/contract/problems.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import type { RequestContext } from '../../../src/gateway/request/request-context.js';
import type { Upstream } from '../../../src/gateway/upstream/upstream.js';

const refused = (code: ProblemCode, upstreamStatus?: number) => new Failure(code, { upstreamStatus });

test.each<[what: string, error: unknown, verdict: boolean, ofAccount: boolean]>([
  ['a blocked account', refused('account-blocked', 403), true, true],
  ['an unknown account by the status of a bad request', refused('unknown-account', 400), true, true],
  ['a bad request', refused('invalid-data', 400), true, false],
  ['a refused API token', refused('misconfigured', 401), false, false],
  ['an outage', refused('upstream-failed', 500), false, false],
  ['what the hosted API did not say', refused('rate-limited'), false, false],
  ['a status that is no refusal', refused('upstream-failed', 302), false, false],
  ['a fault of the gateway', new TypeError('no'), false, false],
])('%s', (_what, error, verdict, ofAccount) => {
  expect([isVerdict(error), isOfAccount(error)]).toEqual([verdict, ofAccount]);
});

test('a taken address is told apart from everything else', () => {
  expect(
    [refused('email-taken', 400), refused('username-taken', 400), new Error('email-taken')].map(isEmailTaken),
  ).toEqual([true, false, false]);
});

function probe(...answers: (() => unknown)[]) {
  const clock = { now: 5000 };
  let asked = 0;
  const upstream = {
    call: async () => {
      asked += 1;
      return answers[asked - 1]?.();
    },
  } as unknown as Upstream;
  const isShared = createRateLimitProbe({ upstream, language: 'en', now: () => clock.now });
  const context = { deadline: createDeadline(8000) } as unknown as RequestContext;
  return {
    at: (now: number) => {
      clock.now = now;
      return isShared(context);
    },
    asked: () => asked,
  };
}
const fails = (error: unknown) => () => {
  throw error;
};

test('a rate limit is everybody’s where the settings are refused by one, too, and by nothing else', async () => {
  const { at } = probe(
    fails(refused('rate-limited', 429)),
    () => ({}),
    fails(refused('upstream-failed', 500)),
    fails(new TypeError('no')),
  );
  expect([await at(0), await at(1000), await at(2000), await at(3000)]).toEqual([true, false, false, false]);
});

test('the answer counts for a second, and no longer where the clock is set back', async () => {
  const { at, asked } = probe(fails(refused('rate-limited', 429)), () => ({}), fails(refused('rate-limited', 429)));
  expect([await at(5000), await at(5999)]).toEqual([true, true]);
  expect(asked()).toBe(1);
  expect(await at(6000)).toBe(false);
  expect(await at(3000)).toBe(true);
  expect(asked()).toBe(3);
});
