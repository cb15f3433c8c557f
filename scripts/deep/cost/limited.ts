/** A program: the gateway with limits and log, from whose calls each is counted, and none held back. Tells its port by IPC, and when it is asked the processor time. */
import { createGateway } from '../../../src/gateway/index.js';
import { pooledFetch, serveGateway } from '../../../src/gateway/node/serve.js';
import { limitNames } from '../../../src/gateway/options/limit-options.js';

const { SSO_API_URL = '', SSO_SECRET = '', SSO_ORIGIN = '' } = process.env;
const gateway = createGateway({
  apiUrl: SSO_API_URL,
  apiToken: 'api-token',
  origins: [SSO_ORIGIN],
  secrets: [SSO_SECRET],
  settingsMaxAge: 3600,
  fetch: pooledFetch(),
  limitChanges: Object.fromEntries(limitNames.map((name) => [name, { times: 1_000_000_000 }])),
  log: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
const { url } = await serveGateway(gateway, { port: 0, trustedProxies: 1 });
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.send?.(Number(new URL(url).port));
