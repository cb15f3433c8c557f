/** Rounds of requests, each from a seed of its own and upon a new site: what a round finds is found again by its seed alone. */
import { createDice, type Dice } from './dice.js';
import { createFuzzedSite, type FuzzedSite } from './fuzzed-site.js';
import { nextRequest } from './gateway-requests.js';
import { keep, nothingKnown } from './known.js';
import type { FuzzedRequest } from './odd-requests.js';
import { type Answered, judge } from './oracles.js';

/** Requests of a round. */
export const inRound = 100;
/** Milliseconds. A bound against an answer that never comes. */
const patience = 30_000;

/** Sends a request; `undefined` where it cannot be written down at all. */
export type Send = (
  site: FuzzedSite,
  request: FuzzedRequest,
  round: { dice: Dice; strangeness: number },
) => Promise<Answered | undefined>;

/** Settles with the work, or rejects once it has taken too long. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(patience);
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error('no answer'));
    late.addEventListener('abort', giveUp, { once: true });
    work.finally(() => late.removeEventListener('abort', giveUp)).then(resolve, reject);
  });
}

function disturb(dice: Dice, { simulator, clock }: FuzzedSite): void {
  if (dice.chance(0.2)) clock.now += dice.below(40) * 1000;
  if (dice.chance(0.01)) clock.now += dice.below(3_000_000) * 1000;
  if (!dice.chance(0.04)) return;
  simulator.fault(
    dice.pick([
      { broken: true },
      { truncated: true },
      { network: true },
      { lost: true },
      { status: 500 },
      { status: 429, errorCode: 99429, retryAfter: dice.below(100) },
      { status: 401, errorCode: 99401 },
      { body: { token: ['x'], customerSession: 5, nextStep: '__proto__' } },
      { body: '[]' },
    ] as const),
  );
}

/** What came of some rounds: how many requests of which status, by call. */
export interface Tally {
  sent: number;
  statuses: Map<number, number>;
  /** Calls that went well at least once, by method and path. */
  passed: Set<string>;
  /** Codes of the problems that were answered. */
  codes: Set<string>;
  /** Names of the lines in the log. */
  events: Set<string>;
}

/** The code of a problem; of an answer that is none, nothing. */
const codesOf = ({ status, text }: Answered): string[] =>
  status >= 400 && text ? [(JSON.parse(text) as { code: string }).code] : [];

/** Runs `count` requests in rounds from a seed. Throws with the round's seed, its place in it, and the request. */
export async function runRounds(seed: number, count: number, send: Send): Promise<Tally> {
  const tally: Tally = { sent: 0, statuses: new Map(), passed: new Set(), codes: new Set(), events: new Set() };
  for (let round = 0; tally.sent < count; round += 1) {
    const dice = createDice(seed * 1_000_003 + round);
    const site = createFuzzedSite(dice);
    let known = nothingKnown();
    // Some rounds are nearly what pages send, and get far; others are nearly noise.
    const strangeness = dice.pick([0, 0.03, 0.03, 0.1, 0.5, 0.9]);
    for (let n = 0; n < inRound && tally.sent < count; n += 1) {
      if (dice.chance(0.02)) known = nothingKnown();
      disturb(dice, site);
      site.exchanges.length = 0;
      site.log.length = 0;
      const before = site.disturbed.times;
      const request = nextRequest(dice, site, known, strangeness);
      try {
        const answered = await inTime(send(site, request, { dice, strangeness }));
        if (!answered) continue;
        tally.sent += 1;
        tally.statuses.set(answered.status, (tally.statuses.get(answered.status) ?? 0) + 1);
        judge(request, answered, site, site.disturbed.times > before);
        for (const code of codesOf(answered)) tally.codes.add(code);
        for (const { event } of site.log) tally.events.add(event);
        if (answered.status < 400) tally.passed.add(`${request.method} ${request.target.split('?')[0]}`);
        keep(known, answered);
      } catch (error) {
        const body = request.body && Buffer.from(request.body).toString('latin1').slice(0, 500);
        const shown = JSON.stringify({ ...request, body }).slice(0, 3000);
        throw new Error(`seed ${seed}, round ${round}, request ${n}: ${String(error)}\n${shown}`, { cause: error });
      }
    }
  }
  return tally;
}
