/** Which operations share a circuit, and which time-outs count as faults. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { accessData, processReply, type Operation, operations } from '../../../src/contract/sso-api.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import type { LogEvent } from '../../../src/gateway/index.js';
import { fewestFaults } from '../../../src/gateway/upstream/circuit.js';
import { circuitOf } from '../../../src/gateway/upstream/circuits.js';
import { createUpstream } from '../../../src/gateway/upstream/upstream.js';
import { error, json, session } from '../support/harness.js';

const timeout = 8000;

/** A client of a hosted API that answers as it is told; time passes as the test says. */
function client() {
  vi.useFakeTimers({ now: 0, toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const log: LogEvent[] = [];
  const given = { reply: (): Response | Promise<Response> => session() };
  const upstream = createUpstream({
    apiUrl: 'https://api.example.net',
    apiToken: 'token',
    fetch: async () => await given.reply(),
    now: () => 0,
    timeout,
    log: (event) => log.push(event),
  });
  /** An operation that does not answer in its time, of so many milliseconds. */
  async function giveUpAfter(operation: 'login/verify' | 'accessRights/hasAccess', milliseconds: number) {
    given.reply = () => {
      vi.advanceTimersByTime(milliseconds);
      return new Promise<Response>(() => undefined);
    };
    await expect(ask(operation, milliseconds)).rejects.toMatchObject({ code: 'upstream-timeout' });
  }
  const ask = (operation: 'login/verify' | 'accessRights/hasAccess', time = 3600_000) =>
    operation === 'login/verify'
      ? upstream.call(operation, { body: { password: 'p' }, reply: processReply, deadline: createDeadline(time) })
      : upstream.call(operation, { segment: ['4711', 'hasAccess'], reply: accessData, deadline: createDeadline(time) });
  const changes = () =>
    log
      .filter(({ event }) => event.startsWith('circuit'))
      .map(({ event, circuit, operation }) => [event, circuit, operation]);
  return { ask, giveUpAfter, given, changes };
}

test('processes, settings, and everything else have a circuit each', () => {
  const names = Object.keys(operations) as Operation[];
  const of = (circuit: string) => names.filter((name) => circuitOf(name) === circuit);
  expect(of('settings')).toEqual(['settings']);
  expect(of('customers')).toEqual([
    'customers/search',
    'customers/optIns',
    'customers/readOptIns',
    'settings/optIns',
    'accessRights/hasAccess',
    'sessions/createTransferToken',
    'sessions/redeemTransferToken',
    'settings/terms',
    'sessions/validate',
    'sessions/customerData',
  ]);
  expect(of('processes')).toHaveLength(names.length - 11);
});

test('access rights that cannot be read shut off no sign-in', async () => {
  const { ask, given, changes } = client();
  given.reply = () => error(503);
  for (let n = 0; n <= fewestFaults; n += 1) await expect(ask('accessRights/hasAccess')).rejects.toThrow();
  expect(changes()).toEqual([['circuit-opened', 'customers', 'accessRights/hasAccess']]);
  given.reply = () => session();
  expect(await ask('login/verify')).toMatchObject({ customerSession: expect.any(String) });
  given.reply = () => json({ accessGranted: true });
  await expect(ask('accessRights/hasAccess')).rejects.toMatchObject({ code: 'upstream-failed', retryAfter: 5 });
});

test.each(['login/verify', 'accessRights/hasAccess'] as const)(
  '%s that was given up before the whole time was over is no fault; after it, it is one',
  async (operation) => {
    const { giveUpAfter, changes } = client();
    for (let n = 0; n < 2 * fewestFaults; n += 1) await giveUpAfter(operation, 2000);
    expect(changes()).toEqual([]);
    for (let n = 0; n < fewestFaults; n += 1) await giveUpAfter(operation, timeout);
    expect(changes()).toEqual([['circuit-opened', circuitOf(operation), operation]]);
  },
);
