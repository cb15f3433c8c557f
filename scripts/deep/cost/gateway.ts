/** A program: the gateway as publishers run it. Tells its port by IPC, and when it is asked the processor time that it has used. */
import { createGateway } from '../../../src/gateway/index.js';
import { pooledFetch, serveGateway } from '../../../src/gateway/node/serve.js';

const { SSO_API_URL = '', SSO_SECRET = '', SSO_ORIGIN = '', SSO_LIMIT_MODE } = process.env;
const gateway = createGateway({
  apiUrl: SSO_API_URL,
  apiToken: 'api-token',
  origins: [SSO_ORIGIN],
  secrets: [SSO_SECRET],
  settingsMaxAge: 3600,
  fetch: pooledFetch(),
  // An earlier version has no such option.
  ...(SSO_LIMIT_MODE === 'off' && { limitMode: SSO_LIMIT_MODE }),
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
