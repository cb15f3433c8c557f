/** `npm start`: a publisher's site with gateway and simulator, on loopback. README.md beside it lists what it reads from the environment. */
import { asset } from './assets.js';
import { type Handler, listen } from './listen.js';
import { exchangeRecorder, recordAnswers } from './recorders.js';
import { createDemo, type Demo } from './server.js';
import type { WorldOptions } from './world.js';

const { env } = process;

/** Throws an `Error` that says which variable is wrong. */
function portOf(text: string | undefined): number {
  const port = text === undefined || text === '' ? 8080 : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a number from 0 to 65535');
  return port;
}

/** Throws an `Error` when one of the two is missing. */
function hostedOf(apiUrl: string | undefined, apiToken: string | undefined): WorldOptions['hosted'] {
  if (!apiUrl && !apiToken) return undefined;
  if (!apiUrl || !apiToken) throw new Error('SSO_API_URL and SSO_API_TOKEN are needed together: one is missing');
  return { apiUrl, apiToken };
}

/**
 * Stops at a signal, and with the npm that started it: npm hands a signal to its shell, and not every shell hands it on,
 * so the server would keep the port without a parent.
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
  const wanted = portOf(env['PORT']);
  const hosted = hostedOf(env['SSO_API_URL'], env['SSO_API_TOKEN']);
  const settingsFile = env['SSO_SETTINGS_FILE'] || undefined;
  if (hosted && settingsFile)
    throw new Error('SSO_SETTINGS_FILE is for the simulator: the hosted API has settings of its own');
  let demo: Demo | undefined;
  const starting = (): Response => new Response('Starting', { status: 503, headers: { 'Retry-After': '1' } });
  const handler: Handler = (request, facts) => demo?.fetch(request, facts) ?? starting();
  const answers = env['SSO_ANSWERS'];
  const { port, close } = await listen(answers ? recordAnswers(handler, answers) : handler, wanted);
  stopOnSignal(() => void close().then(() => process.exit(0)));
  const origins = ['localhost', '127.0.0.1', '[::1]'].map((host) => new URL(`http://${host}:${port}`).origin);
  try {
    demo = await createDemo({
      origins,
      asset,
      ...(hosted && { hosted }),
      ...(settingsFile && { settingsFile }),
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
