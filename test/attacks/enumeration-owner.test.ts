/** What the owner of an account meets while a stranger asks about it: the mails that arrive, and a sign-in and a new password that work. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../src/gateway/index.js';
import { createSimulator, type CustomerOption, type SimulatorOptions } from '../../src/simulator/index.js';
import { apiToken, site } from '../gateway/support/harness.js';
import { say } from '../gateway/support/registering.js';

const owner = { email: 'owner@example.org', username: 'owner', password: 'the owner’s own' };

/** Browsers at one gateway, with a hosted API that has state. */
function world(customer: Partial<CustomerOption> = {}, more: Partial<SimulatorOptions> = {}) {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const settings = { settings: { tokenType: 'EMAIL' as const } };
  const now = () => clock.now;
  const simulator = createSimulator({ apiToken, customers: [{ ...owner, ...customer }], settings, now, ...more });
  const options: Partial<GatewayOptions> = { fetch: (request) => simulator.fetch(request), now, settingsMaxAge: 0 };
  const told: string[] = [];
  const hides = { hideTakenEmail: true, onExistingAccount: ({ email }: { email: string }) => void told.push(email) };
  const browser = (given: Partial<GatewayOptions> = {}) => site({}, { ...options, ...given });
  return {
    clock,
    simulator,
    browser,
    told,
    hides,
    mails: () => simulator.inbox.filter(({ to }) => to === owner.email),
  };
}
const forget = (of: ReturnType<ReturnType<typeof world>['browser']>, identifier: string = owner.email) =>
  say(of, 'password-forgotten/start', { identifier });

test('who forgot a password gets a code by mail, also while a stranger asks for others, and nobody else gets any', async () => {
  const { browser, mails, simulator } = world();
  const [stranger, own] = [browser(), browser()];
  for (const identifier of [owner.email, 'nobody@example.org', 'owner', 'nobody']) await forget(stranger, identifier);
  expect(mails()).toHaveLength(2);
  expect(simulator.inbox).toHaveLength(2);
  const { flow } = await forget(own);
  for (let guess = 0; guess < 5; guess += 1)
    await say(stranger, 'password-forgotten/verify', { flow: (await forget(stranger)).flow, code: 'guess' });
  const { code } = mails()[2]!;
  expect(await say(own, 'password-forgotten/verify', { flow, code })).toMatchObject({ step: 'reset-password' });
  const password = 'a new one';
  expect(await say(own, 'password-forgotten/reset-password', { flow, password })).toMatchObject({ kind: 'session' });
});

test('an owner signs in while a stranger guesses a few passwords and codes', async () => {
  const { browser } = world();
  const [stranger, own] = [browser(), browser()];
  for (let guess = 0; guess < 5; guess += 1)
    await say(stranger, 'login/start', { identifier: owner.email, password: `guess ${guess}` });
  const { flow } = await forget(stranger);
  for (let guess = 0; guess < 7; guess += 1)
    await say(stranger, 'password-forgotten/verify', { flow, code: `g${guess}` });
  const credentials = { identifier: owner.username, password: owner.password };
  expect(await say(own, 'login/start', credentials)).toMatchObject({ kind: 'session' });
});

test('another code takes the place of the first, which is of no use then', async () => {
  const { browser, mails, clock } = world();
  const own = browser();
  const { flow } = await forget(own);
  clock.now += 30_000;
  expect(await say(own, 'password-forgotten/resend', { flow })).toMatchObject({ step: 'verify', asks: { sent: 2 } });
  const [first, second] = mails().map(({ code }) => code);
  expect(await say(own, 'password-forgotten/verify', { flow, code: first })).toMatchObject({ code: 'wrong-code' });
  expect(await say(own, 'password-forgotten/verify', { flow, code: second })).toMatchObject({ step: 'reset-password' });
});

test.each([
  ['DISABLED', 'account-inactive'],
  ['DEACTIVATED', 'account-deactivated'],
  ['BLOCKED', 'account-blocked'],
] as const)(
  'the owner of an account that is %s is told %s by the code of the mail, a stranger never',
  async (status, code) => {
    const { browser, mails } = world({ status });
    const [stranger, own] = [browser(), browser()];
    const credentials = { identifier: owner.email, password: owner.password };
    // Even by the right password.
    expect(await say(own, 'login/start', credentials)).toMatchObject({ status: 403, code: 'wrong-credentials' });
    const there = await forget(stranger);
    expect(await say(stranger, 'password-forgotten/verify', { flow: there.flow, code: '1' })).toMatchObject({
      code: 'wrong-code',
    });
    const { flow } = await forget(own);
    const sent = mails().at(-1)!.code;
    expect(await say(own, 'password-forgotten/verify', { flow, code: sent })).toMatchObject({ code });
    expect(own.log).toContainEqual(expect.objectContaining({ level: 'info', event: 'account-hidden', code }));
  },
);

test('a publisher may tell who has the right password what became of the account', async () => {
  const { browser } = world({ status: 'BLOCKED' });
  const open = browser({ hideAccounts: 'existence' });
  const credentials = { identifier: owner.email, password: owner.password };
  expect(await say(open, 'login/start', credentials)).toMatchObject({ code: 'account-blocked' });
  expect(await forget(open, 'nobody@example.org')).toMatchObject({ step: 'verify' });
});

test('an owner whose address somebody registers with is told by the publisher, gets no code, and signs in as ever', async () => {
  const { browser, told, hides, simulator } = world();
  const stranger = browser(hides);
  const taken = { email: 'OWNER@example.org', password: 'another long one' };
  expect(await say(stranger, 'registration/start', taken)).toMatchObject({ step: 'verify', process: 'registration' });
  expect([told, simulator.inbox]).toEqual([['OWNER@example.org'], []]);
  const credentials = { identifier: owner.email, password: owner.password };
  expect(await say(browser(hides), 'login/start', credentials)).toMatchObject({ kind: 'session' });
});

test('a new reader registers with the code of the mail where taken addresses are hidden', async () => {
  const { browser, hides, simulator } = world();
  const reader = browser(hides);
  const { flow } = await say(reader, 'registration/start', { email: 'new@example.org', password: 'a password' });
  expect(await say(reader, 'registration/verify', { flow, code: 'wrong' })).toMatchObject({ code: 'wrong-code' });
  const { code } = simulator.inbox.at(-1)!;
  expect(await say(reader, 'registration/verify', { flow, code })).toMatchObject({ kind: 'session' });
});

test('a user name that is taken is told, and no mail is sent', async () => {
  const { browser, hides, simulator, told } = world(
    {},
    { settings: { settings: { tokenType: 'EMAIL', forceUsername: true } } },
  );
  for (const email of [owner.email, 'new@example.org']) {
    const wanted = { email, password: 'a password', username: 'Owner' };
    expect(await say(browser(hides), 'registration/start', wanted)).toMatchObject({
      code: 'username-taken',
      fields: { username: 'taken' },
    });
  }
  expect([told, simulator.inbox]).toEqual([[], []]);
});
