/**
 * Load while attacked: how long an innocent reader waits beside attacks, and beside as many harmless requests of the same bytes. Gateway,
 * hosted API, attacker and reader are processes of their own, over real sockets. Bursts of attacks and of
 * harmless requests take turns, so that what else the machine does falls on both.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order, Statuses } from './load/attacker.js';
import { attacks } from './load/attacks.js';
import { origin } from './load/http.js';
import { programs } from './programs.js';

/** How much longer an innocent reader may wait beside an attack. */
const mostRatio = 1.2;

/** Beside the attack, beside harmless requests, and the one by the other. */
type Compared = readonly [attack: number, harmless: number, ratio: number];
export interface Loaded {
  /** Visits of a reader beside each kind of requests, of which ten began together with it. */
  visits: number;
  /** What the requests were answered with. */
  statuses: readonly [attack: Statuses, harmless: Statuses];
  /** Milliseconds of a visit. */
  median: Compared;
  p95: Compared;
}

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
/** The wait below which that part of the waits lies. */
function quantile(waits: readonly number[], part: number): number {
  const sorted = waits.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
}
function compare([attack, harmless]: readonly [readonly number[], readonly number[]], part: number): Compared {
  const both = [quantile(attack, part), quantile(harmless, part)] as const;
  return [rounded(both[0]), rounded(both[1]), rounded(both[0] / both[1], 3)];
}

/** Visits of each kind before any is measured: everything is loaded and compiled then. */
const warmUp = 20;

/** Tries every attack, or those whose name begins so. Throws an `AssertionError` where a reader waits too long. */
export async function load(seed: number, visits: number, only = ''): Promise<Record<string, Loaded>> {
  const directory = mkdtempSync(join(tmpdir(), 'sso-load-'));
  const { start, end } = programs('load', directory);
  process.once('exit', end);
  try {
    const env = {
      SSO_API_URL: await start('hosted-api').heard<string>(),
      SSO_API_TOKEN: 'api-token',
      SSO_ORIGINS: origin,
      SSO_SECRETS: 'a sealing secret of more than 32 characters',
      PORT: '0',
      // Else most of what is sent would not be worked on.
      SSO_LIMIT_MODE: 'off',
    };
    const url = await start('gateway', [], env).heard<string>();
    const attacker = start('attacker', [url]);
    const innocent = start('innocent', [url]);

    /** A burst of requests, and beside it a visit, whose wait this returns. */
    async function turn(order: Order): Promise<{ waited: number; statuses: Statuses }> {
      attacker.child.send(order);
      innocent.child.send('visit');
      const [statuses, waited] = await Promise.all([attacker.heard<Statuses>(), innocent.heard<number>()]);
      return { waited, statuses };
    }

    async function measure(attack: keyof typeof attacks): Promise<Loaded> {
      const waits: [number[], number[]] = [[], []];
      const statuses: [Statuses, Statuses] = [{}, {}];
      for (let burst = -warmUp; burst < visits; burst += 1)
        for (const isAttack of (seed + burst) % 2 === 0 ? [true, false] : [false, true]) {
          const { waited, statuses: all } = await turn({ attack, isAttack, burst: burst + warmUp });
          if (burst < 0) continue;
          const side = isAttack ? 0 : 1;
          waits[side].push(waited);
          for (const [status, count] of Object.entries(all))
            statuses[side][status] = (statuses[side][status] ?? 0) + count;
        }
      return { visits, statuses, median: compare(waits, 0.5), p95: compare(waits, 0.95) };
    }

    const loaded: Record<string, Loaded> = {};
    for (const attack of (Object.keys(attacks) as (keyof typeof attacks)[]).filter((name) => name.startsWith(only))) {
      loaded[attack] = await measure(attack);
      console.log(`${attack}: ${JSON.stringify(loaded[attack])}`);
    }
    const slow = Object.entries(loaded).filter(([, { median, p95 }]) => !(Math.max(median[2], p95[2]) <= mostRatio));
    assert.deepEqual(Object.fromEntries(slow), {}, 'a reader waits hardly longer beside an attack');
    return loaded;
  } finally {
    process.off('exit', end);
    end();
    rmSync(directory, { recursive: true, force: true });
  }
}
