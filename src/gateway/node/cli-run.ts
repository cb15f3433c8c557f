/** The life of the gateway's own process: options, start, signals, stop. */
import { gatewayHelp } from './command-help.js';
import { readOptions } from './cli-options.js';
import { openConsentLog } from './consent-log.js';
import { createGateway } from '../gateway.js';
import { type GatewayServer, serveGateway } from './serve.js';

/** What the command needs of its process. */
export interface CliProcess {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** Runs until a signal stops it. Returns the exit code: 0, 1 where it could not start, 2 where an option is invalid. */
export async function runGatewayCommand(given: {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  process: CliProcess;
}): Promise<number> {
  const { stdout, stderr } = given.process;
  const report = (error: unknown) => stderr.write(`${String(error)}\n`);
  let gateway, options;
  try {
    options = readOptions(given.args, given.env);
    if (options.help) {
      stdout.write(`${gatewayHelp}\n`);
      return 0;
    }
    const { consentLog } = options;
    const onConsent = consentLog === undefined ? undefined : await openConsentLog(consentLog);
    gateway = createGateway({ ...options.gateway, ...(onConsent && { onConsent }) });
  } catch (error) {
    report(error);
    return 2;
  }
  let served: GatewayServer;
  try {
    served = await serveGateway(gateway, options.serve);
  } catch (error) {
    report(error);
    return 1;
  }
  const stopped = new Promise<void>((resolve) => {
    given.process.once('SIGINT', resolve);
    given.process.once('SIGTERM', resolve);
  });
  // Written last: whoever reads it may send a signal at once.
  stdout.write(`Gateway at ${served.url}${options.gateway.basePath ?? '/sso'}\n`);
  await stopped;
  await served.stop();
  return 0;
}
