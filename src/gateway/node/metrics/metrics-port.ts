/** What metrics are to whoever serves them. */
import type { Observe } from '../../observing/observation.js';

/** A registry of prom-client, version 15: yours, where your server has metrics of its own. */
export interface MetricsRegistry {
  registerMetric(metric: never): void;
  metrics(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /** Where the metrics are kept. Default: a registry of their own. */
  registry?: MetricsRegistry;
  /** Whether those of the process and of Node are among them, as `process_cpu_seconds_total`. Default: true, unless `registry` is given. */
  processMetrics?: boolean;
}

export interface Metrics {
  /** For the gateway's option of that name. */
  readonly observe: Observe;
  /** The metrics now, as Prometheus reads them. Rejects where the registry fails. */
  text(): Promise<string>;
  /** The `Content-Type` of that text. */
  readonly contentType: string;
}
