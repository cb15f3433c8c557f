/** Keeps the metrics of the table by prom-client. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation } from '../../observing/observation.js';
import type { Metrics, MetricsOptions } from './metrics-port.js';
import { countObservations, type Meter, type Meters } from './count-observations.js';
import { type MetricEntry, type MetricName, metricTable } from './metric-table.js';
import { ownVersion } from '../own-version.js';

/** The help that Prometheus shows: the first sentence, without marks of Markdown. */
const helpOf = (about: string): string => about.replace(/(?<=\.)\s.*$/s, '').replaceAll('`', '');

/** Observations that wait to be counted. In one go, a thousand cost about as much as a hundred that come between other work. */
const mostWaiting = 256;

/** `collect` is called before a value is read. */
function makeMeter(name: string, entry: MetricEntry, registry: Registry, collect: () => void): Meter {
  const labelNames = Object.keys(entry.labels);
  const given = { name, help: helpOf(entry.about), labelNames, registers: [registry], collect };
  if (entry.type === 'counter') {
    const counter = new Counter(given);
    return (labels, value) => counter.inc(labels, value);
  }
  if (entry.type === 'gauge') {
    const gauge = new Gauge(given);
    return (labels, value) => gauge.set(labels, value);
  }
  const histogram = new Histogram({ ...given, buckets: [...entry.buckets] });
  return (labels, value) => histogram.observe(labels, value);
}

export async function makeMetrics(options: MetricsOptions): Promise<Metrics> {
  // What the interface asks for is what this one has, of the same major version.
  const registry = (options.registry as Registry | undefined) ?? new Registry();
  const { processMetrics = options.registry === undefined } = options;
  const entries = Object.entries<MetricEntry>(metricTable);
  const waiting: Observation[] = [];
  let failure: { error: unknown } | undefined;
  /** Counts what waits. One that fails keeps no other from being counted, and nobody from reading them. */
  function settle(): void {
    for (const each of waiting.splice(0))
      try {
        count(each);
      } catch (error) {
        failure ??= { error };
      }
  }
  const meters = Object.fromEntries(
    entries.map(([name, entry]) => [name, makeMeter(name, entry, registry, settle)]),
  ) as Meters<MetricName>;
  const count = countObservations(meters);
  if (processMetrics) collectDefaultMetrics({ register: registry });
  meters.sso_gateway_build_info({ version: ownVersion(), node: process.versions.node }, 1);
  return {
    observe(observation) {
      waiting.push(observation);
      if (waiting.length === mostWaiting) settle();
      const failed = failure;
      failure = undefined;
      if (failed) throw failed.error;
    },
    text: () => registry.metrics(),
    get contentType() {
      return registry.contentType;
    },
  };
}
