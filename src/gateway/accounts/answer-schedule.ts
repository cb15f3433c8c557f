/**
 * When answers leave that could tell a stranger by their timing who has an account: on slots, counted from the moment at which the request had
 * arrived. A call that takes longer than its slot waits for the next one, and the share of those is reported.
 */
import type { CallName } from '../../contract/calls.js';
import type { ResolvedOptions } from '../options/options.js';

interface Slot {
  /** Times the option `answerSlot`: an operation that sends a mail takes longer than one that finds nobody to send it to. */
  times: 1 | 2;
  /** `problems`: whoever has the right password or code need not wait. */
  waits: 'problems' | 'all';
  /** Only where the option is set. */
  only?: 'hideTakenEmail';
}

/** The calls of a stranger that have to do with an account. */
const scheduled: Partial<Record<CallName, Slot>> = {
  'login/start': { times: 1, waits: 'problems' },
  'password-forgotten/start': { times: 2, waits: 'all' },
  'password-forgotten/verify': { times: 1, waits: 'problems' },
  'password-forgotten/resend': { times: 2, waits: 'all' },
  'registration/start': { times: 2, waits: 'all', only: 'hideTakenEmail' },
  'registration/verify': { times: 1, waits: 'problems', only: 'hideTakenEmail' },
  'registration/resend': { times: 2, waits: 'all', only: 'hideTakenEmail' },
};

/** Milliseconds between two reports. */
const reportEvery = 60_000;
/** The share of late answers above which a report is a warning. */
const mostLate = 0.01;

/** Does the work of a call, and settles as it does, when its answer may leave. */
export type AnswerSchedule = <T>(call: CallName, work: () => Promise<T>) => Promise<T>;

type Options = Pick<ResolvedOptions, 'answerSlot' | 'hideAccounts' | 'hideTakenEmail' | 'timer' | 'log'> &
  Partial<Pick<ResolvedOptions, 'observe'>>;

/** Counts scheduled answers, and reports them where some were late. */
function createReport({ answerSlot, timer, log, observe }: Options) {
  let [since, answers, late] = [-Infinity, 0, 0];
  return (wasLate: boolean) => {
    observe?.({ of: 'scheduled', isLate: wasLate });
    const at = timer.now();
    if (answers === 0) since = at;
    answers += 1;
    if (wasLate) late += 1;
    if (at - since < reportEvery) return;
    if (late > 0) {
      const level = late / answers > mostLate ? 'warn' : 'info';
      log({ level, event: 'answers-late', answers, late, slot: answerSlot });
    }
    [answers, late] = [0, 0];
  };
}

export function createAnswerSchedule(options: Options): AnswerSchedule {
  const { answerSlot, hideAccounts, timer } = options;
  const report = createReport(options);

  async function leave(arrived: number, slot: number): Promise<void> {
    const count = Math.max(1, Math.ceil((timer.now() - arrived) / slot));
    report(count > 1);
    const due = arrived + count * slot;
    // A timer may fire early by what it rounds.
    for (let turn = 0; turn < 3 && timer.now() < due; turn += 1) await timer.wait(due - timer.now());
  }

  return async (call, work) => {
    const slot = scheduled[call];
    if (!slot || answerSlot === 0 || hideAccounts === 'off' || (slot.only && !options[slot.only])) return work();
    const arrived = timer.now();
    const length = slot.times * answerSlot;
    try {
      const answer = await work();
      if (slot.waits === 'all') await leave(arrived, length);
      return answer;
    } catch (error) {
      await leave(arrived, length);
      throw error;
    }
  };
}
