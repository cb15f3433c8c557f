/** What readers met, by the hour of the day, and what was lost. */
import type { Answer } from '../hosts/http-reader.js';
import type { DeedFigures } from './figures.js';

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
  /** By deed, of the whole day or of an hour. */
  deeds(hour?: number): DeedFigures[];
}

function figuresOf(deed: Deed, met: readonly Met[]): DeedFigures {
  const counts = new Map<string, number>();
  for (const { outcome } of met) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const sorted = met.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  return {
    deed,
    times: met.length,
    median: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    outcomes: Object.fromEntries([...counts].sort(([, one], [, other]) => other - one)),
  };
}

export function createLedger(): Ledger {
  const met: Met[] = [];
  const lost: string[] = [];
  return {
    met,
    lost,
    note: (each) => void met.push(each),
    lose: (what) => void lost.push(what),
    deeds(hour) {
      const here = met.filter((each) => hour === undefined || each.hour === hour);
      return [...new Set(here.map(({ deed }) => deed))].sort().map((deed) =>
        figuresOf(
          deed,
          here.filter((each) => each.deed === deed),
        ),
      );
    },
  };
}
