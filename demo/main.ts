/** `npm start`: a publisher's site with gateway and simulator, on loopback. README.md beside it lists the environment variables. */
import { readAsset } from './node/asset-files.js';
import { listenOnLoopback } from './node/listen-on-loopback.js';
import { exchangeRecorder, recordAnswers } from './node/recorders.js';
import { untilStarted } from './node/until-started.js';
import { createDemo, type Demo } from './site/create-demo.js';
import type { BackendOptions } from './backend/backend.js';

const { env } = process;

/** Throws an `Error` that names the variable. */
function parsePort(text: string | undefined): number {
  const port = text === undefined || text === '' ? 8080 : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a number from 0 to 65535');
  return port;
}

/** Throws an `Error` if only one of the two is set. */
function hostedOptions(apiUrl: string | undefined, apiToken: string | undefined): BackendOptions['hosted'] {
  if (!apiUrl && !apiToken) return undefined;
  if (!apiUrl || !apiToken) throw new Error('SSO_API_URL and SSO_API_TOKEN must be set together');
  return { apiUrl, apiToken };
}

/**
 * Stops on a signal, and when the npm that started it ends: npm sends a signal to its shell, which may not pass it on, and
 * the orphaned server would keep the port.
 */
function stopOnSignal(stop: () => void): void {
  process.once('SIGTERM', stop).once('SIGINT', stop);
  if (!env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  watch.unref();
}

async function main(): Promise<void> {
  const wanted = parsePort(env['PORT']);
  const hosted = hostedOptions(env['SSO_API_URL'], env['SSO_API_TOKEN']);
  const settingsFile = env['SSO_SETTINGS_FILE'] || undefined;
  if (hosted && settingsFile)
    throw new Error('SSO_SETTINGS_FILE is for the simulator: the hosted API has its own settings');
  let demo: Demo | undefined;
  const handler = untilStarted(() => demo);
  const answers = env['SSO_ANSWERS'];
  const { port, close } = await listenOnLoopback(answers ? recordAnswers(handler, answers) : handler, wanted);
  stopOnSignal(() => void close().then(() => process.exit(0)));
  const origins = ['localhost', '127.0.0.1', '[::1]'].map((host) => new URL(`http://${host}:${port}`).origin);
  try {
    demo = await createDemo({
      origins,
      readAsset: readAsset,
      ...(hosted && { hosted }),
      ...(settingsFile && { settingsFile }),
      offerStaySignedIn: env['SSO_OFFER_STAY_SIGNED_IN'] === 'true',
      ...(env['SSO_ACCESS_RIGHT'] && { accessRight: env['SSO_ACCESS_RIGHT'] }),
      ...(env['SSO_EXCHANGES'] && { record: exchangeRecorder(env['SSO_EXCHANGES']) }),
    });
  } catch (error) {
    await close();
    throw error;
  }
  console.log(origins[0]);
}

main().catch((error: unknown) => {
  console.error(`The demo did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
