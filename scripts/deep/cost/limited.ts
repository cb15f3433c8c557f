/**
 * A program: the gateway with limits, with log and metrics as the command has them, from whose calls each is counted and none held back, and the
 * same without, in one process: two that do the same differ by a tenth. Tells both ports by IPC, and when it is asked the processor time.
 */
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { openCommandLog } from '../../../src/gateway/node/command/command-log.js';
import { createMetrics } from '../../../src/gateway/node/metrics/create-metrics.js';
import { serveGateway } from '../../../src/gateway/node/serve.js';
import { limitNames } from '../../../src/gateway/options/limit-options.js';
import { measuredOptions } from '../measured-options.js';

const metrics = await createMetrics();
const limited = createGateway({
  ...measuredOptions(),
  observe: metrics.observe,
  limitChanges: Object.fromEntries(limitNames.map((name) => [name, { times: 1_000_000_000 }])),
  log: openCommandLog('info', process.stderr).log,
});
const bare = createGateway({ ...measuredOptions(), limitMode: 'off', log: () => undefined });

async function portOf(gateway: Gateway): Promise<number> {
  const { url } = await serveGateway(gateway, { port: 0, trustedProxies: 1 });
  return Number(new URL(url).port);
}
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.send?.([await portOf(limited), await portOf(bare)]);
