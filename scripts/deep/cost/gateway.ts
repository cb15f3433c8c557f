/** A program: the gateway as publishers run it. Tells its port by IPC, and when it is asked the processor time that it has used. */
import { createGateway, type GatewayOptions } from '../../../src/gateway/index.js';
import { limitNames } from '../../../src/gateway/options/limit-options.js';
import { pooledFetch, serveGateway } from '../../../src/gateway/node/serve.js';

const { SSO_API_URL = '', SSO_SECRET = '', SSO_ORIGIN = '', SSO_LIMITS = '' } = process.env;
/** Of a site that limits and logs; what counts is that each call is counted, so that no limit is ever hit. */
const limiting: Pick<GatewayOptions, 'limitMode' | 'limitChanges' | 'log'> = {
  limitChanges: Object.fromEntries(limitNames.map((name) => [name, { times: 1_000_000_000 }])),
  log: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
};
const gateway = createGateway({
  apiUrl: SSO_API_URL,
  apiToken: 'api-token',
  origins: [SSO_ORIGIN],
  secrets: [SSO_SECRET],
  settingsMaxAge: 3600,
  fetch: pooledFetch(),
  ...(SSO_LIMITS ? limiting : { limitMode: 'off' }),
});
const { url } = await serveGateway(gateway, { port: 0, trustedProxies: 1 });
process.on('message', (message) => {
  if (message === 'memory') {
    globalThis.gc?.();
    globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
  } else process.send?.(process.cpuUsage());
});
process.once('disconnect', () => process.exit());
process.send?.(Number(new URL(url).port));
