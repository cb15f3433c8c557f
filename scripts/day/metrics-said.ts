/** What the metrics said of the day. */
import { hourOf, type Period, quantileOf, type Scrapes, wholeDay } from './series.js';

export interface Latency {
  name: string;
  times: number;
  /** Seconds, estimated from the buckets; absent where nothing was counted. */
  p50?: number;
  p95?: number;
}
export interface MetricsSaid {
  /** How many scrapes were answered, and how many were not. */
  scrapes: { answered: number; failed: number };
  /** Route → sessions that began. */
  signIns: Readonly<Record<string, number>>;
  /** Outcome → sign-ins that failed. */
  signInFailures: Readonly<Record<string, number>>;
  operations: readonly Latency[];
  /** The same in the hour in which the hosted API is slow. */
  operationsWhileSlow: readonly Latency[];
  /** Calls of readers, by route. */
  calls: readonly Latency[];
  /** `operation cause` → how often. */
  failures: Readonly<Record<string, number>>;
  /** Circuit → minutes of the day in which an instance had it open. */
  circuits: Readonly<Record<string, number>>;
  /** `limit mode` → calls. */
  limits: Readonly<Record<string, number>>;
  /** Minutes of the day in which readers were told of an emergency, by an instance at least. */
  emergency: number;
}

const aboveNothing = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one));

/** Of a histogram, by one of its labels, the most frequent first. */
export function latencies(scrapes: Scrapes, histogram: string, label: string, period: Period = wholeDay): Latency[] {
  const buckets = new Map<string, Map<string, number>>();
  for (const [key, count] of scrapes.increases(`${histogram}_bucket`, [label, 'le'], period)) {
    const [name = '', bound = ''] = key.split(' ');
    buckets.set(name, (buckets.get(name) ?? new Map<string, number>()).set(bound, count));
  }
  return [...buckets]
    .map(([name, of]) => {
      const [p50, p95] = [quantileOf(0.5, of), quantileOf(0.95, of)];
      return {
        name,
        times: of.get('+Inf') ?? 0,
        ...(p50 !== undefined && { p50 }),
        ...(p95 !== undefined && { p95 }),
      };
    })
    .filter(({ times }) => times > 0)
    .sort((one, other) => other.times - one.times);
}

/** Minutes at which a gauge of an instance was above 0, by the value of a label. A scrape stands for the time until the next one. */
function minutesAbove(scrapes: Scrapes, gauge: string, label: string): Map<string, number> {
  const minutes = new Map<string, Set<number>>();
  for (const { labels, values } of scrapes.named(gauge)) {
    const name = labels[label] ?? '';
    const found = minutes.get(name) ?? new Set<number>();
    const at = [...values];
    for (const [index, [minute, value]] of at.entries())
      for (let each = minute; value > 0 && each < (at[index + 1]?.[0] ?? minute + 1); each += 1) found.add(each);
    minutes.set(name, found);
  }
  return new Map([...minutes].map(([name, found]) => [name, found.size]));
}

/** @param slowHour in which the hosted API is slow */
export function metricsSaid(scrapes: Scrapes, slowHour: number): MetricsSaid {
  const answers = [...scrapes.answered.values()].flatMap((each) => [...each.values()]);
  const answered = answers.filter(Boolean).length;
  const operations = 'sso_gateway_api_operation_duration_seconds';
  return {
    scrapes: { answered, failed: answers.length - answered },
    signIns: aboveNothing(scrapes.increases('sso_gateway_sign_ins_total', ['route'])),
    signInFailures: aboveNothing(scrapes.increases('sso_gateway_sign_in_failures_total', ['outcome'])),
    operations: latencies(scrapes, operations, 'operation'),
    operationsWhileSlow: latencies(scrapes, operations, 'operation', hourOf(slowHour)),
    calls: latencies(scrapes, 'sso_gateway_call_duration_seconds', 'route'),
    failures: aboveNothing(scrapes.increases('sso_gateway_api_failures_total', ['operation', 'cause'])),
    circuits: aboveNothing(minutesAbove(scrapes, 'sso_gateway_api_circuit_open', 'circuit')),
    limits: aboveNothing(scrapes.increases('sso_gateway_limits_reached_total', ['limit', 'mode'])),
    emergency: minutesAbove(scrapes, 'sso_gateway_emergency', '').get('') ?? 0,
  };
}
