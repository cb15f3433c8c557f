/** The life of the gateway's own process: settings, start, signals, stop. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { gatewayHelp } from './command/command-help.js';
import { type CommandLog, type LogTarget, openCommandLog } from './command/command-log.js';
import { type CommandParts, openParts } from './command/command-parts.js';
import { hashLines } from './command/hash-command.js';
import { ownVersion } from './own-version.js';
import type { words } from './command/read-flags.js';
import { readSetting, readSettings, type Settings } from './command/read-settings.js';
import { createGateway } from '../gateway.js';
import { serveGateway } from './serve.js';
import { whenOrphaned, type WithParent } from './when-orphaned.js';

/** What the command needs of its process. */
export interface CliProcess extends WithParent {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  /** For what `hash` names; absent: nothing. */
  readonly stdin?: AsyncIterable<unknown>;
  stdout: { write(text: string): unknown };
  stderr: LogTarget;
  /** Ends the process; absent: it ends by itself. */
  exit?(): unknown;
}
type Environment = Readonly<Record<string, string | undefined>>;

/** As long as the key that is made of it. */
const secretBytes = 32;

/** Milliseconds that a process which has served may take to end by itself. */
const exitAfter = 1000;

/** What the command prints in place of running. */
const printed: Readonly<Record<Exclude<(typeof words)[number], 'hash' | 'consents'>, () => string>> = {
  secret: () => randomBytes(secretBytes).toString('base64'),
  'access-key': () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
    return JSON.stringify({ kty, crv, x, y, d });
  },
};

/** Serves until a signal comes, or the parent ends. Returns the exit code. */
async function serve(settings: Settings, env: Environment, process: CliProcess, ppid: number | undefined) {
  const { stdout, stderr } = process;
  const report = (error: unknown) => stderr.write(`${String(error)}\n`);
  const lines: CommandLog = openCommandLog(settings.logLevel, stderr);
  let made: CommandParts;
  try {
    made = await openParts(settings, env, lines.log);
  } catch (error) {
    await lines.close();
    report(error);
    return 2;
  }
  const { parts, log, metrics, close } = made;
  lines.tellLosses(log);
  try {
    // In one turn, at whose end the gateway says that nobody has given it limits.
    const served = await serveGateway(createGateway({ ...settings.gateway, ...parts }), {
      ...settings.serve,
      log,
      ...(metrics && { metrics }),
    });
    const stopped = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
      if (!settings.detached) whenOrphaned(process, ppid, resolve);
    });
    if (served.metricsUrl !== undefined) stdout.write(`Metrics at ${served.metricsUrl}/metrics\n`);
    // Written last: whoever reads it may send a signal at once.
    stdout.write(`Gateway at ${served.url}${settings.gateway.basePath ?? '/sso'}\n`);
    await stopped;
    await served.stop();
    return 0;
  } catch (error) {
    report(error);
    return 1;
  } finally {
    await close();
    await lines.close();
    // What a disk hangs on keeps a process that has nothing left to do.
    if (process.exit) setTimeout(() => process.exit?.(), exitAfter).unref();
  }
}

/**
 * Runs until a signal stops it, or its parent ends. With `secret` or `access-key` it prints a new one, with `hash` the names of accounts and addresses
 * on the log, with a flag of `modes` what that says, and ends; with `consents` it looks after the consent log, and ends.
 * Returns the exit code: 0, 1 where it could not start, 2 where a setting is wrong.
 */
export async function runGatewayCommand(given: {
  args: readonly string[];
  env: Environment;
  process: CliProcess;
}): Promise<number> {
  const { args, env, process } = given;
  const { stdout, stderr, ppid } = process;
  const [word = '', ...rest] = args;
  if (word === 'consents') {
    const { runConsentsCommand } = await import('./consents/consents-command.js');
    const ownLog = (config: string | undefined) => readSetting('consentLog', config, env);
    return runConsentsCommand({ args: rest, ownLog, stdout, stderr });
  }
  if (word === 'hash')
    try {
      for await (const line of hashLines(given)) stdout.write(`${line}\n`);
      return 0;
    } catch (error) {
      stderr.write(`${String(error)}\n`);
      return 2;
    }
  if (Object.hasOwn(printed, word)) {
    if (args.length > 1) stderr.write(`${word}: takes nothing else\n`);
    else stdout.write(`${printed[word as keyof typeof printed]()}\n`);
    return args.length > 1 ? 2 : 0;
  }
  const { mode, faults, warnings, settings, printed: config } = readSettings(args, env);
  if (mode === 'help' || mode === 'version') {
    stdout.write(`${mode === 'help' ? gatewayHelp : ownVersion()}\n`);
    return 0;
  }
  for (const warning of warnings) stderr.write(`Warning: ${warning}\n`);
  if (faults.length > 0) {
    stderr.write(`The gateway’s settings are wrong:\n${faults.map((fault) => `- ${fault}\n`).join('')}`);
    return 2;
  }
  if (mode === 'serve') return serve(settings, env, process, ppid);
  stdout.write(mode === 'check' ? 'The gateway’s settings are right.\n' : `${JSON.stringify(config, null, 2)}\n`);
  return 0;
}
