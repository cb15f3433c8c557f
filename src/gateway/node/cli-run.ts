/** The life of the gateway's own process: options, start, signals, stop. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type * as Redis from '../redis/index.js';
import { gatewayHelp } from './command/command-help.js';
import { type CommandLog, type LogTarget, openCommandLog } from './command/command-log.js';
import { hashLines } from './command/hash-command.js';
import { readOptions } from './cli-options.js';
import type { Log } from '../base/log.js';
import type { AuditEvent } from '../observing/audit-event.js';
import { type ConsentLog, ofAudit, openConsentLog } from './consents/consent-log.js';
import { createGateway } from '../gateway.js';
import { createMetrics } from './metrics/create-metrics.js';
import { pooledFetch } from './pooled-fetch.js';
import { type GatewayServer, serveGateway } from './serve.js';

/** What the command needs of its process. */
export interface CliProcess {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  /** The parent now; another one, when that has ended. */
  readonly ppid?: number;
  /** For what `hash` names; absent: nothing. */
  readonly stdin?: AsyncIterable<unknown>;
  stdout: { write(text: string): unknown };
  stderr: LogTarget;
}

/** As long as the key that is made of it. */
const secretBytes = 32;
/** Milliseconds. */
const parentCheck = 500;

/** Calls back when the process's parent has ended: `npx` hands no signal on, and what it started would keep the port. */
function whenOrphaned(process: CliProcess, ended: () => void): void {
  const { ppid } = process;
  // The first process of a system or container adopts orphans, and outlives all.
  if (ppid === undefined || ppid <= 1) return;
  const timer = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(timer);
    ended();
  }, parentCheck).unref();
}

/** What instances share. */
function sharedIn(
  { redisStore, redisLimits }: typeof Redis,
  { url, ...options }: { url: string; prefix?: string; log: Log },
) {
  const [store, limits] = [redisStore(url, options), redisLimits(url, options)];
  const close = (): void => {
    store.close();
    limits.close();
  };
  return { store, limits, close };
}

/** What the command prints in place of running. */
const printed = {
  secret: () => Promise.resolve(randomBytes(secretBytes).toString('base64')),
  'access-key': () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
    return Promise.resolve(JSON.stringify({ kty, crv, x, y, d }));
  },
} as const;

/**
 * Runs until a signal stops it, or its parent ends; with `secret` or `access-key` it prints a new one, with `hash` the names of accounts and
 * addresses on the log, and ends; with `consents` it looks after the consent log, and ends.
 * Returns the exit code: 0, 1 where it could not start, 2 where an option is invalid.
 */
export async function runGatewayCommand(given: {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  process: CliProcess;
}): Promise<number> {
  const { stdout, stderr } = given.process;
  const report = (error: unknown) => stderr.write(`${String(error)}\n`);
  const [name = '', ...rest] = given.args;
  if (name === 'consents') {
    const { runConsentsCommand } = await import('./consents/consents-command.js');
    return runConsentsCommand({ args: rest, env: given.env, stdout, stderr });
  }
  let gateway, options, shared, metrics;
  let lines: CommandLog;
  let consents: ConsentLog | undefined;
  let audit: ConsentLog<AuditEvent> | undefined;
  let detached = false;
  try {
    const make = Object.hasOwn(printed, name) ? printed[name as keyof typeof printed] : undefined;
    if (make) {
      if (given.args.length > 1) throw new Error(`${name}: takes nothing else`);
      stdout.write(`${await make()}\n`);
      return 0;
    }
    if (name === 'hash') {
      for await (const line of hashLines(given)) stdout.write(`${line}\n`);
      return 0;
    }
    options = readOptions(given.args, given.env);
    if (options.help) {
      stdout.write(`${gatewayHelp}\n`);
      return 0;
    }
    const { consentLog, auditLog, redis } = options;
    detached = options.detached === true;
    lines = openCommandLog(options.logLevel ?? 'info', given.process.stderr);
    const { log } = lines;
    consents = consentLog === undefined ? undefined : await openConsentLog(consentLog);
    audit = auditLog === undefined ? undefined : await openConsentLog<AuditEvent>(auditLog, log, ofAudit);
    // Loaded where it is used alone: a Redis client is a good part of the start.
    shared = redis && sharedIn(await import('../redis/index.js'), { ...redis, log });
    if (options.serve.metricsPort !== undefined) metrics = await createMetrics();
    const fetch = pooledFetch({ env: given.env });
    gateway = createGateway({
      ...options.gateway,
      fetch,
      log,
      ...(metrics && { observe: metrics.observe }),
      ...(consents && { onConsent: consents.write }),
      ...(audit && { onAudit: audit.write }),
      ...(shared && { store: shared.store, limits: shared.limits }),
    });
  } catch (error) {
    report(error);
    return 2;
  }
  let served: GatewayServer;
  try {
    served = await serveGateway(gateway, { ...options.serve, log: lines.log, ...(metrics && { metrics }) });
  } catch (error) {
    shared?.close();
    await lines.close();
    report(error);
    return 1;
  }
  const stopped = new Promise<void>((resolve) => {
    given.process.once('SIGINT', resolve);
    given.process.once('SIGTERM', resolve);
    if (!detached) whenOrphaned(given.process, resolve);
  });
  if (served.metricsUrl !== undefined) stdout.write(`Metrics at ${served.metricsUrl}/metrics\n`);
  // Written last: whoever reads it may send a signal at once.
  stdout.write(`Gateway at ${served.url}${options.gateway.basePath ?? '/sso'}\n`);
  await stopped;
  await served.stop();
  await consents?.close();
  await audit?.close();
  shared?.close();
  await lines.close();
  return 0;
}
