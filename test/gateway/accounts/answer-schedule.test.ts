/** When answers leave: on slots from the request on, the slow ones on a later slot, and what the log has of those. */
import { expect, test } from 'vitest';
import type { CallName } from '../../../src/contract/calls.js';
import type { LogEvent, TimerPort } from '../../../src/gateway/index.js';
import { processTimer } from '../../../src/gateway/options/process-timer.js';
import { createAnswerSchedule } from '../../../src/gateway/accounts/answer-schedule.js';

/** A clock that moves where something sleeps or works. */
function stage(
  options: { answerSlot?: number; hideAccounts?: 'strict' | 'existence' | 'off'; hideTakenEmail?: boolean } = {},
) {
  const clock = { now: 1_000_000 };
  const log: LogEvent[] = [];
  const slept: number[] = [];
  const timer: TimerPort = {
    now: () => clock.now,
    async wait(milliseconds) {
      slept.push(milliseconds);
      clock.now += milliseconds;
    },
  };
  const schedule = createAnswerSchedule({
    answerSlot: 500,
    hideAccounts: 'strict',
    hideTakenEmail: false,
    timer,
    log: (event) => log.push(event),
    ...options,
  });
  const work = (milliseconds: number, fails: boolean) => async () => {
    clock.now += milliseconds;
    if (fails) throw new Error('refused');
    return 'done';
  };
  /** Milliseconds until the answer. */
  async function answered(call: CallName, milliseconds: number, fails = true): Promise<number> {
    const began = clock.now;
    const answer = schedule(call, work(milliseconds, fails));
    if (fails) await expect(answer).rejects.toThrow('refused');
    else expect(await answer).toBe('done');
    return clock.now - began;
  }
  return { clock, log, slept, answered };
}

test.each([
  ['login/start', 5, 500],
  ['login/start', 80, 500],
  ['login/start', 0, 500],
  ['login/start', 500, 500],
  ['login/start', 501, 1000],
  ['login/start', 1700, 2000],
  ['password-forgotten/start', 5, 1000],
  ['password-forgotten/start', 1001, 2000],
  ['password-forgotten/verify', 5, 500],
  ['password-forgotten/resend', 5, 1000],
  ['registration/start', 5, 5],
  ['login/two-factor', 5, 5],
  ['password-forgotten/verify-link', 5, 5],
] as const)('a refusal of %s after %i ms leaves after %i', async (call, took, after) => {
  expect(await stage().answered(call, took)).toBe(after);
});

test.each([
  ['login/start', 5, 5],
  ['password-forgotten/verify', 5, 5],
  ['password-forgotten/start', 5, 1000],
  ['password-forgotten/resend', 5, 1000],
] as const)('a success of %s after %i ms leaves after %i', async (call, took, after) => {
  expect(await stage().answered(call, took, false)).toBe(after);
});

test.each([
  ['registration/start', true, 1000],
  ['registration/start', false, 1000],
  ['registration/verify', true, 500],
  ['registration/verify', false, 5],
  ['registration/resend', true, 1000],
] as const)(
  'where taken addresses are hidden an answer of %s (refusal: %s) leaves after %i ms',
  async (call, fails, after) => {
    expect(await stage({ hideTakenEmail: true }).answered(call, 5, fails)).toBe(after);
  },
);

test.each([{ answerSlot: 0 }, { hideAccounts: 'off' as const }])('with %j nothing waits', async (options) => {
  const { answered, slept } = stage(options);
  expect([await answered('login/start', 5), slept]).toEqual([5, []]);
});

test('a timer that fires early is asked again, and one that never moves its clock is not waited for for ever', async () => {
  for (const [moves, most] of [
    [0.6, 3],
    [0, 3],
  ] as const) {
    const clock = { now: 0 };
    let asked = 0;
    const timer: TimerPort = {
      now: () => clock.now,
      async wait(milliseconds) {
        asked += 1;
        clock.now += milliseconds * moves;
      },
    };
    const options = {
      answerSlot: 500,
      hideAccounts: 'strict' as const,
      hideTakenEmail: false,
      timer,
      log: () => undefined,
    };
    await createAnswerSchedule(options)('password-forgotten/start', async () => 'done');
    expect(asked).toBeLessThanOrEqual(most);
  }
});

test('the share of late answers is reported once a minute: more than one in a hundred is a warning', async () => {
  const { answered, log, clock } = stage();
  for (let n = 0; n < 200; n += 1) await answered('login/start', n === 7 ? 600 : 5);
  // Half a second each.
  expect(log).toEqual([{ level: 'info', event: 'answers-late', answers: 120, late: 1, slot: 500 }]);
  clock.now += 60_000;
  await answered('login/start', 700);
  expect(log.slice(1)).toEqual([{ level: 'warn', event: 'answers-late', answers: 81, late: 1, slot: 500 }]);
  await answered('login/start', 700);
  clock.now += 60_000;
  await answered('login/start', 5);
  expect(log.slice(2)).toEqual([{ level: 'warn', event: 'answers-late', answers: 2, late: 1, slot: 500 }]);
});

test('where none is late, nothing is reported', async () => {
  const { answered, log } = stage();
  for (let n = 0; n < 300; n += 1) await answered('login/start', 5);
  expect(log).toEqual([]);
});

test('the process’s own timer waits as long as it is asked to', async () => {
  const began = processTimer.now();
  await processTimer.wait(20.5);
  expect(processTimer.now() - began).toBeGreaterThanOrEqual(20);
});
