/** What readers met, by the hour of the day, and what was lost. */
import type { Answer } from '../hosts/http-reader.js';

export type Deed = 'visit' | 'sign-in' | 'sign-out' | 'registration' | 'reset' | 'attack' | 'owner';

export interface Met {
  hour: number;
  deed: Deed;
  /** What it came to: `session`, a problem's code, or `failed` where no answer came. */
  outcome: string;
  /** Of the whole deed, waiting between calls included. */
  milliseconds: number;
}

/** The one word for an answer. */
export function outcomeOf({ status, body }: Answer): string {
  const found = [body['code'], body['kind'], body['availability']].find((each) => typeof each === 'string');
  return typeof found === 'string' ? found : `HTTP ${status}`;
}

const percentile = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);

export interface Ledger {
  met: readonly Met[];
  /** What must not happen to a reader, in words. */
  lost: readonly string[];
  note(met: Met): void;
  lose(what: string): void;
  /** Lines of a table: one for each hour and deed. */
  table(): string[];
}

export function createLedger(): Ledger {
  const met: Met[] = [];
  const lost: string[] = [];
  return {
    met,
    lost,
    note: (each) => void met.push(each),
    lose: (what) => void lost.push(what),
    table() {
      const rows: string[] = [];
      for (let hour = 0; hour < 24; hour += 1)
        for (const deed of [...new Set(met.map((each) => each.deed))].sort()) {
          const here = met.filter((each) => each.hour === hour && each.deed === deed);
          if (here.length === 0) continue;
          const counts = new Map<string, number>();
          for (const { outcome } of here) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          const sorted = here.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
          const outcomes = [...counts].sort(([, one], [, other]) => other - one).map((pair) => pair.join(' '));
          rows.push(
            `| ${String(hour).padStart(2, '0')} | ${deed} | ${here.length} | ${percentile(sorted, 0.5)} | ${percentile(sorted, 0.95)} | ${outcomes.join(', ')} |`,
          );
        }
      return rows;
    },
  };
}
