/** The gateway as processes of Node: the command, and the recipe of docs/gateway.md for Node's own server. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Child, startChild } from '../../../scripts/run/child.js';
import { plainEnvironment } from '../../../scripts/run/plain-environment.js';
import { start } from '../../../scripts/run/start.js';
import { apiToken } from './hosted-api.js';
import { adapt } from '../../../scripts/hosts/adapt.js';
import { bundleRecipe, recipe } from './recipes.js';

/** The sites of one merchant. */
export const origins = ['https://www.example.com', 'https://sport.example.com'] as const;
/** A site that hands sessions over. */
export const otherSite = 'https://other.example.org';

export const kinds = ['the command', 'serveGateway'] as const;
export type Kind = (typeof kinds)[number];

export interface Instance {
  port: number;
  /** As a machine that fails. */
  kill(): void;
  /** Sends SIGTERM; resolves with the exit code and how many milliseconds it took. */
  terminate(): Promise<{ code: number | null; took: number }>;
  stop(): Promise<void>;
}

/** The recipe's module, which is then called as a publisher's own would. */
async function ownServer(port: number): Promise<string> {
  const code = adapt(recipe('Node’s own HTTP server'), { 'port: 8787': `port: ${port}` });
  const options = `{
    apiUrl: process.env.SSO_API_URL, apiToken: process.env.SSO_API_TOKEN, secrets: [process.env.SSO_SECRETS],
    origins: process.env.SSO_ORIGINS.split(','), sites: [process.env.SSO_SITES],
    limitMode: process.env.SSO_LIMIT_MODE,
  }`;
  const file = resolve(`.tmp/hosts/own-server-${port}.mjs`);
  mkdirSync(resolve('.tmp/hosts'), { recursive: true });
  // As the page on the gateway says of bundles.
  writeFileSync(
    file,
    await bundleRecipe(`${code}\nawait start(${options} as any);`, 'node', [
      'undici',
      'rate-limiter-flexible',
      'ioredis',
    ]),
  );
  return file;
}

/** Where a test is about other things than limits: one sender, or one account, is tried more often than they let through. */
export const unlimited = { SSO_LIMIT_MODE: 'off' } as const;

/** @param more variables of the command beside the usual ones */
export async function startInstance(
  kind: Kind,
  apiUrl: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
): Promise<Instance> {
  const env = {
    ...plainEnvironment(),
    SSO_API_URL: apiUrl,
    SSO_API_TOKEN: apiToken,
    SSO_ORIGINS: origins.join(),
    SSO_SECRETS: 'a sealing secret of more than 32 characters',
    SSO_SITES: otherSite,
    SSO_TRUSTED_PROXIES: '1',
    PORT: String(port),
    ...more,
  };
  const file = kind === 'the command' ? 'dist/server/gateway/cli.js' : await ownServer(port);
  const child: Child = await start(kind, () => startChild(process.execPath, [file], /(http:\/\/127\S+)/, { env }));
  return {
    port,
    stop: child.stop,
    kill: () => void child.process.kill('SIGKILL'),
    async terminate() {
      const began = performance.now();
      const gone = once(child.process, 'exit') as Promise<[number | null]>;
      child.process.kill('SIGTERM');
      const [code] = await gone;
      return { code, took: performance.now() - began };
    },
  };
}
