/** What the options of every measured gateway have in common: as publishers run it, by environment variables of the part that starts it. */
import type { GatewayOptions } from '../../src/gateway/index.js';
import { pooledFetch } from '../../src/gateway/node/serve.js';

export function measuredOptions(): GatewayOptions {
  const { SSO_API_URL = '', SSO_SECRET = '', SSO_ORIGIN = '' } = process.env;
  return {
    apiUrl: SSO_API_URL,
    apiToken: 'api-token',
    origins: [SSO_ORIGIN],
    secrets: [SSO_SECRET],
    settingsMaxAge: 3600,
    fetch: pooledFetch(),
  };
}
