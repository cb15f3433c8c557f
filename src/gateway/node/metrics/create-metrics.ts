/** Metrics of a gateway in Prometheus's text format. The library that keeps them is loaded where they are wanted alone. */
import type { Metrics, MetricsOptions } from './metrics-port.js';

/**
 * Makes the metrics of one or more gateways of a process. Rejects where the registry has metrics of these names already.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { createMetrics, serveGateway } from 'sso-elements-server/gateway/node';
 *
 * declare const options: GatewayOptions;
 *
 * const metrics = await createMetrics();
 * const gateway = createGateway({ ...options, observe: metrics.observe });
 * const { metricsUrl } = await serveGateway(gateway, { metrics, metricsPort: 9464 });
 * console.log(`Metrics at ${metricsUrl}/metrics`);
 * ```
 */
export async function createMetrics(options: MetricsOptions = {}): Promise<Metrics> {
  const { makeMetrics } = await import('./prometheus.js');
  return makeMetrics(options);
}
