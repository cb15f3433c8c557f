/**
 * A program: the gateway as it is without limits, log and metrics, and with some of them as the command has them, of which limits count each call and
 * hold none back. All in one process: two that do the same differ by a tenth. Tells the ports by IPC, and when it is asked the processor time.
 */
import { createGateway, type GatewayOptions } from '../../../src/gateway/index.js';
import { openCommandLog } from '../../../src/gateway/node/command/command-log.js';
import { createMetrics } from '../../../src/gateway/node/metrics/create-metrics.js';
import { serveGateway } from '../../../src/gateway/node/serve.js';
import { limitNames } from '../../../src/gateway/options/limit-options.js';
import { measuredOptions } from '../measured-options.js';

export type Extra = 'limits and log' | 'log and metrics' | 'limits, log and metrics';
export interface SwitchedPorts {
  /** With nothing switched on. */
  without: number;
  ports: Record<Extra, number>;
}

const limits: Partial<GatewayOptions> = {
  limitMode: 'enforce',
  limitChanges: Object.fromEntries(limitNames.map((name) => [name, { times: 1_000_000_000 }])),
};
const { log } = openCommandLog('info', process.stderr);
const { observe } = await createMetrics();

async function portOf(more: Partial<GatewayOptions>): Promise<number> {
  // As `silent`: not even a record is made.
  const silent = Object.assign(() => undefined, { level: 'error' as const });
  const without: Partial<GatewayOptions> = { limitMode: 'off', log: silent };
  const gateway = createGateway({ ...measuredOptions(), ...without, ...more });
  const { url } = await serveGateway(gateway, { port: 0, trustedProxies: 1 });
  return Number(new URL(url).port);
}
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
const told: SwitchedPorts = {
  without: await portOf({}),
  ports: {
    'limits and log': await portOf({ ...limits, log }),
    'log and metrics': await portOf({ log, observe }),
    'limits, log and metrics': await portOf({ ...limits, log, observe }),
  },
};
process.send?.(told);
