/** What a newspaper runs: two instances of the command behind nginx with TLS, Redis with Sentinels, and the hosted API, here the simulator. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../hosts/free-port.js';
import { startNginx } from '../hosts/nginx.js';
import { nginxSite } from '../hosts/nginx-site.js';
import { startSentinels } from '../hosts/redis.js';
import { certificate } from '../hosts/tls.js';
import { plainEnvironment } from '../run/plain-environment.js';
import type { Question } from './hosted-api.js';
import { addressHeader, apiToken, origin } from './people.js';

/** A line of a gateway's log. */
export type Line = Readonly<Record<string, unknown>> & { event: string; level: string };

export interface Newspaper {
  /** Where readers go. */
  address: string;
  consentLog: string;
  /** Of nginx. */
  errorLog: string;
  lines: readonly Line[];
  ask<T>(question: Question): Promise<T>;
  /** Restarts one instance after the other. */
  restart(secrets?: string): Promise<void>;
  failOver(): Promise<void>;
  /** Seconds of processor time of both gateways so far, processes that ended included. */
  processorTime(): number;
  /** Those of them that processes took until they listened. */
  startingTime(): number;
  /** Name of an instance → where its metrics are, across its restarts. */
  metrics: Readonly<Record<string, string>>;
  /** Ports of the Redis that takes writes at first, and of its replica. */
  redisServers: readonly number[];
  stop(): Promise<void>;
}

const clock = ['--import', resolve('scripts/day/clock.mjs')];

interface Api {
  child: ChildProcess;
  url: string;
  ask: Newspaper['ask'];
}

async function startApi(env: NodeJS.ProcessEnv): Promise<Api> {
  const child = fork('scripts/day/hosted-api.ts', [], { env, execArgv: ['--import', 'tsx', ...clock] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const waiting = new Map<number, (answer: unknown) => void>();
  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  let last = 0;
  return {
    child,
    url,
    ask: <T>(question: Question) =>
      new Promise<T>((answered) => {
        waiting.set((last += 1), answered as (answer: unknown) => void);
        child.send({ id: last, question });
      }),
  };
}

/** Ticks of the kernel's clock in a second. */
const ticks = 100;
/** Seconds that a process has worked, by proc(5); 0 for one that is gone. */
function processorTimeOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  } catch {
    return 0;
  }
}

interface Instance {
  port: number;
  metricsPort: number;
  child: ChildProcess;
}

async function startInstance(
  { port, metricsPort }: Omit<Instance, 'child'>,
  env: NodeJS.ProcessEnv,
  note: (line: Line) => void,
): Promise<Instance> {
  const child = spawn(process.execPath, [...clock, 'dist/server/gateway/cli.js'], {
    env: { ...env, PORT: String(port), SSO_METRICS_PORT: String(metricsPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', (text) => {
    if (text.startsWith('{')) note(JSON.parse(text) as Line);
    else console.error(text);
  });
  await new Promise<void>((started, failed) => {
    child.stdout.once('data', () => started());
    child.once('exit', (code) => failed(new Error(`the gateway ended with ${code}`)));
  });
  return { port, metricsPort, child };
}

/** @param customers who have an account; @param env of the clock */
export async function openNewspaper(customers: number, env: NodeJS.ProcessEnv): Promise<Newspaper> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-day-'));
  const redis = await startSentinels();
  const api = await startApi({ ...process.env, ...env, DAY_CUSTOMERS: String(customers) });
  const lines: Line[] = [];
  const consentLog = join(folder, 'consents.jsonl');
  let secrets = 'the first sealing secret of random characters';
  const settings = (): NodeJS.ProcessEnv => ({
    ...plainEnvironment(),
    ...env,
    SSO_API_URL: api.url,
    SSO_API_TOKEN: apiToken,
    SSO_ORIGINS: origin,
    SSO_SECRETS: secrets,
    SSO_REDIS_URL: redis.address,
    SSO_TRUSTED_PROXIES: '1',
    SSO_OPT_IN_CHANNELS: 'EMAIL',
    SSO_CONSENT_LOG: consentLog,
  });
  const ports: number[] = [];
  while (ports.length < 6) ports.push(await freePort());
  const [first, second, front, plain, firstMetrics, secondMetrics] = ports as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  let starting = 0;
  async function run(at: Omit<Instance, 'child'>): Promise<Instance> {
    const instance = await startInstance(at, settings(), (line) => lines.push(line));
    starting += processorTimeOf(instance.child);
    return instance;
  }
  const instances = [
    await run({ port: first, metricsPort: firstMetrics }),
    await run({ port: second, metricsPort: secondMetrics }),
  ];
  const { key, cert } = await certificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  const errorLog = join(folder, 'error.log');
  const changes = {
    'upstream sso {': `error_log ${errorLog} error;\nupstream sso {`,
    'X-Forwarded-For $remote_addr;': `X-Forwarded-For $http_${addressHeader.toLowerCase().replaceAll('-', '_')};`,
  };
  const nginx = await startNginx(nginxSite({ first, second, front, plain, folder, changes }), front);
  let ended = 0;
  async function end({ child }: Instance): Promise<void> {
    ended += processorTimeOf(child);
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  return {
    address: `https://127.0.0.1:${front}`,
    consentLog,
    errorLog,
    lines,
    ask: api.ask,
    metrics: Object.fromEntries(
      instances.map(({ metricsPort }, index) => [`gateway-${index + 1}`, `http://127.0.0.1:${metricsPort}/metrics`]),
    ),
    redisServers: redis.servers,
    startingTime: () => starting,
    async restart(next) {
      if (next) secrets = next;
      for (const [index, instance] of instances.entries()) {
        await end(instance);
        instances[index] = await run(instance);
      }
    },
    failOver: () => redis.killFirst(),
    processorTime: () => ended + instances.reduce((sum, { child }) => sum + processorTimeOf(child), 0),
    async stop() {
      await nginx.stop();
      await Promise.all(instances.map(end));
      api.child.kill();
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
