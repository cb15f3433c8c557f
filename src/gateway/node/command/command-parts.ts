/** What the command gives its gateway beside the options: files, Redis, metrics, the way to the hosted API. */
import type { Log } from '../../base/log.js';
import type { AuditEvent } from '../../observing/audit-event.js';
import { createObserve } from '../../observing/observe.js';
import type { GatewayOptions } from '../../options/gateway-options.js';
import { guardLog } from '../../options/guard-ports.js';
import type * as Redis from '../../redis/index.js';
import { ofAudit, openConsentLog } from '../consents/consent-log.js';
import { createMetrics } from '../metrics/create-metrics.js';
import type { Metrics } from '../metrics/metrics-port.js';
import { pooledFetch } from '../pooled-fetch.js';
import { followToken } from './follow-token.js';
import type { Environment } from './read-environment.js';
import type { Settings } from './read-settings.js';

export interface CommandParts {
  /** Options of the gateway. Its log is the one that was given: the gateway itself adds the time and counts. */
  parts: Partial<GatewayOptions>;
  /** For everything beside the gateway: its lines have the time, and are counted as the gateway's are. */
  log: Log;
  /** Absent: nobody asked for a port of them. */
  metrics: Metrics | undefined;
  /** Never rejects. */
  readonly close: () => Promise<void>;
}

/** What instances share. */
function sharedIn(
  { redisStore, redisLimits }: typeof Redis,
  { url, ...options }: { url: string; prefix?: string; log: Log },
) {
  const [store, limits] = [redisStore(url, options), redisLimits(url, options)];
  const close = (): void => {
    store.close();
    limits.close();
  };
  return { store, limits, close };
}

/** Makes them. Rejects where a file cannot be written to, or everybody else can. */
export async function openParts(
  { gateway, serve, apiTokenFile, consentLog, auditLog, redis }: Settings,
  env: Environment,
  given: Log,
): Promise<CommandParts> {
  // Before all that may log, so that an alert on it can fire.
  const metrics = serve.metricsPort === undefined ? undefined : await createMetrics();
  const log: Log = guardLog(given, Date.now, (observation) => observe(observation));
  const observe = createObserve({ own: () => undefined, given: metrics?.observe, log });

  const consents = consentLog === undefined ? undefined : await openConsentLog(consentLog, log);
  const audit = auditLog === undefined ? undefined : await openConsentLog<AuditEvent>(auditLog, log, ofAudit);
  // Loaded where it is used alone: a Redis client is a good part of the start.
  const shared = redis && sharedIn(await import('../../redis/index.js'), { ...redis, log });
  const parts: Partial<GatewayOptions> = {
    log: given,
    fetch: pooledFetch({ env }),
    // It was read as a text.
    ...(apiTokenFile !== undefined && { apiToken: followToken(apiTokenFile, String(gateway.apiToken)) }),
    ...(metrics && { observe: metrics.observe }),
    ...(consents && { onConsent: consents.write }),
    ...(audit && { onAudit: audit.write }),
    ...(shared && { store: shared.store, limits: shared.limits }),
  };
  return {
    parts,
    log,
    metrics,
    close: async () => {
      await Promise.all([consents?.close(), audit?.close()]);
      shared?.close();
    },
  };
}
