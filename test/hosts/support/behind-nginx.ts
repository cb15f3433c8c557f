/** Two instances of the gateway behind nginx with TLS, by `deploy/nginx`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { startNginx } from '../../../scripts/hosts/nginx.js';
import { certificate } from '../../../scripts/hosts/tls.js';
import { start } from '../../../scripts/run/start.js';
import { type HostedApi, startHostedApi } from './hosted-api.js';
import { type Instance, type Kind, origins, startInstance } from './instances.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';
import { nginxSite } from '../../../scripts/hosts/nginx-site.js';

export interface ProxiedSite {
  api: HostedApi;
  instances: Instance[];
  /** Where nginx listens on loopback, with TLS. */
  front: number;
  /** Starts an instance once more where it was. @param more variables of the command that are new or other than before */
  restart(index: number, more?: Readonly<Record<string, string>>): Promise<void>;
  /** A reader of one of the merchant's sites. */
  reader(origin?: string): Reader;
  stop(): Promise<void>;
}

/**
 * @param changes Texts of nginx's configuration → what stands in their place
 * @param env variables of the command beside the usual ones; they count at each start
 */
export async function startProxiedSite(
  kind: Kind,
  changes: Readonly<Record<string, string>> = {},
  env: Record<string, string> = {},
): Promise<ProxiedSite> {
  const api = await startHostedApi();
  const [first, second, front] = [await freePort(), await freePort(), await freePort()];
  const instances = await Promise.all([first, second].map((port) => startInstance(kind, api.url, port, env)));
  const folder = mkdtempSync(join(tmpdir(), 'sso-proxied-'));
  const { key, cert } = await certificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  const config = nginxSite({ first, second, front, plain: await freePort(), folder, changes });
  const nginx = await start('nginx', () => startNginx(config, front));
  return {
    api,
    instances,
    front,
    restart: async (index, more) => {
      instances[index] = await startInstance(kind, api.url, instances[index]!.port, { ...env, ...more });
    },
    reader: (origin = origins[0]) => new Reader({ address: `https://127.0.0.1:${front}`, origin }),
    stop: async () => {
      await Promise.all([nginx.stop(), ...instances.map((each) => each.stop())]);
      await api.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
