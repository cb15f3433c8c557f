/** What was scraped, by the minute of the day, and what came between two scrapes. Counters begin with 0 again when their process does. */
import type { Sample } from './samples.js';

/** One look at an instance's metrics. */
export interface Scrape {
  /** Of the day, from 0 on. */
  minute: number;
  instance: string;
  /** `undefined`: no answer came. */
  samples: readonly Sample[] | undefined;
}

/** A series of one instance. */
export interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
  instance: string;
  /** Minute → value. */
  values: ReadonlyMap<number, number>;
}

/** Part of a day, in minutes: `from` and before `to`. */
export interface Period {
  from: number;
  to: number;
}
export const wholeDay: Period = { from: 0, to: Infinity };
export const hourOf = (hour: number): Period => ({ from: hour * 60, to: (hour + 1) * 60 });

/** Says when a process began, and so which one answered. */
const processMark = 'process_start_time_seconds';

export interface Scrapes {
  note(scrape: Scrape): void;
  /** Instance → minute → whether an answer came. */
  answered: ReadonlyMap<string, ReadonlyMap<number, boolean>>;
  /** All series of a metric. */
  named(name: string): readonly Series[];
  /**
   * What a counter has grown by, of all instances, by its labels without those that `by` leaves out. What a process counted after its last
   * scrape is in no metric.
   */
  increases(name: string, by: readonly string[], period?: Period): ReadonlyMap<string, number>;
  /** The sum of all of them. */
  increase(name: string, period?: Period): number;
}

export function createScrapes(): Scrapes {
  const answered = new Map<string, Map<number, boolean>>();
  const all = new Map<string, Map<string, Omit<Series, 'values'> & { values: Map<number, number> }>>();
  /** Instance → minute → when the process began that answered. */
  const begun = new Map<string, Map<number, number>>();

  const seriesOf = (name: string) => [...(all.get(name)?.values() ?? [])];
  function increaseOf({ instance, values }: Series, { from, to }: Period): number {
    let [sum, last, process] = [0, 0, Number.NaN];
    for (const [minute, value] of values) {
      const now = begun.get(instance)?.get(minute) ?? 0;
      // A counter that a new process has is new as well, even where it is higher than the old one's.
      const grown = value - (now === process && value >= last ? last : 0);
      if (minute >= from && minute < to) sum += grown;
      [last, process] = [value, now];
    }
    return sum;
  }
  function increases(name: string, by: readonly string[], period = wholeDay): Map<string, number> {
    const sums = new Map<string, number>();
    for (const series of seriesOf(name)) {
      const key = by.map((label) => series.labels[label] ?? '').join(' ');
      sums.set(key, (sums.get(key) ?? 0) + increaseOf(series, period));
    }
    return sums;
  }
  return {
    answered,
    note({ minute, instance, samples }) {
      if (!answered.has(instance)) answered.set(instance, new Map());
      answered.get(instance)!.set(minute, samples !== undefined);
      if (!begun.has(instance)) begun.set(instance, new Map());
      for (const { name, labels, value } of samples ?? []) {
        if (name === processMark) begun.get(instance)!.set(minute, value);
        if (!all.has(name)) all.set(name, new Map());
        const key = `${instance} ${JSON.stringify(labels)}`;
        const known = all.get(name)!.get(key) ?? { name, labels, instance, values: new Map<number, number>() };
        known.values.set(minute, value);
        all.get(name)!.set(key, known);
      }
    },
    named: seriesOf,
    increases,
    increase: (name, period) => [...increases(name, [], period).values()].reduce((sum, each) => sum + each, 0),
  };
}

/**
 * Estimates a quantile as Prometheus's `histogram_quantile` does: within a bucket all values are spread evenly.
 *
 * @param buckets upper bound, as `le` has it → how many were at most that
 * @returns seconds; `undefined` where nothing was counted
 */
export function quantileOf(quantile: number, buckets: ReadonlyMap<string, number>): number | undefined {
  const bounds = [...buckets]
    .map(([bound, count]) => ({ bound: bound === '+Inf' ? Infinity : Number(bound), count }))
    .sort((one, other) => one.bound - other.bound);
  const rank = quantile * (bounds.at(-1)?.count ?? 0);
  if (rank === 0) return undefined;
  const index = bounds.findIndex(({ count }) => count >= rank);
  const { bound, count } = bounds[index]!;
  const before = bounds[index - 1] ?? { bound: 0, count: 0 };
  // Beyond the last bound nobody knows more than that.
  return bound === Infinity
    ? before.bound
    : before.bound + ((bound - before.bound) * (rank - before.count)) / (count - before.count);
}
