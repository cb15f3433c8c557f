/**
 * A program: the gateway with limits and log, from whose calls each is counted and none held back, and the same without, in one process: two that
 * do the same differ by a tenth. Tells both ports by IPC, and when it is asked the processor time.
 */
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { serveGateway } from '../../../src/gateway/node/serve.js';
import { limitNames } from '../../../src/gateway/options/limit-options.js';
import { measuredOptions } from '../measured-options.js';

const limited = createGateway({
  ...measuredOptions(),
  limitChanges: Object.fromEntries(limitNames.map((name) => [name, { times: 1_000_000_000 }])),
  log: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
const bare = createGateway({ ...measuredOptions(), limitMode: 'off', log: () => undefined });

async function portOf(gateway: Gateway): Promise<number> {
  const { url } = await serveGateway(gateway, { port: 0, trustedProxies: 1 });
  return Number(new URL(url).port);
}
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.send?.([await portOf(limited), await portOf(bare)]);
