/** Keeps the metrics of the table by prom-client. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, MetricsOptions } from './metrics-port.js';
import { countObservations, type Meter, type Meters } from './count-observations.js';
import { type MetricEntry, type MetricName, metricTable } from './metric-table.js';
import { ownVersion } from '../own-version.js';

/** The help that Prometheus shows: the first sentence, without marks of Markdown. */
const helpOf = (about: string): string => about.replace(/(?<=\.)\s.*$/s, '').replaceAll('`', '');

function makeMeter(name: string, entry: MetricEntry, registry: Registry): Meter {
  const given = { name, help: helpOf(entry.about), labelNames: Object.keys(entry.labels), registers: [registry] };
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
  const meters = Object.fromEntries(
    entries.map(([name, entry]) => [name, makeMeter(name, entry, registry)]),
  ) as Meters<MetricName>;
  if (processMetrics) collectDefaultMetrics({ register: registry });
  meters.sso_gateway_build_info({ version: ownVersion(), node: process.versions.node }, 1);
  return {
    observe: countObservations(meters),
    text: () => registry.metrics(),
    get contentType() {
      return registry.contentType;
    },
  };
}
