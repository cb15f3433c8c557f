/** The gateway in workerd as docs/gateway.md has it for Cloudflare Workers, before a simulator. */
import { startWorkerd, type RunningWorker, workerdVersion } from '../../../scripts/hosts/workerd.js';
import { engines, start } from '../../../scripts/run/start.js';
import { apiToken, type HostedApi, startHostedApi } from './hosted-api.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';
import { adapt } from '../../../scripts/hosts/adapt.js';
import { bundleRecipe, recipe } from './recipes.js';

export const origin = 'https://www.example.com';

export interface WorkerSite extends RunningWorker {
  api: HostedApi;
  reader(): Reader;
}

/** @param changes Texts of the recipe → what a publisher writes in their place. */
export async function startWorkerSite(
  compatibilityDate: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<WorkerSite> {
  const api = await startHostedApi();
  const code = adapt(recipe('Cloudflare Workers'), { 'https://api.example.com/api/v3.0': api.url, ...changes });
  const module = await bundleRecipe(code, 'browser');
  const env = { SSO_API_TOKEN: apiToken, SSO_SECRET: 'a sealing secret of more than 32 characters' };
  const worker = await start('workerd', () => startWorkerd({ module, compatibilityDate, env }));
  engines.add(`workerd ${workerdVersion}`);
  return {
    ...worker,
    api,
    reader: () => new Reader({ address: worker.address, origin }),
    stop: () => Promise.all([worker.stop(), api.stop()]).then(() => undefined),
  };
}
