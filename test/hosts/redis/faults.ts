/** What can go wrong around two instances of the gateway, as operators meet it. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OneServer, startOneServer } from '../../../scripts/hosts/redis.js';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';

export interface Surroundings extends ProxiedSite {
  redis: OneServer;
  /** Sets the clocks of both instances wrong, by minutes. */
  setClock(minutes: number): void;
}

export interface Fault {
  name: string;
  begin(around: Surroundings): unknown;
  end(around: Surroundings): unknown;
}

/** Minutes: the instances have to ask the hosted API whether a session still counts. */
const due = 6;
/** Milliseconds for one operation of the hosted API; shorter than the default, so that a table does not take long. */
const timeout = 5000;

/** Two instances behind nginx that share Redis. */
export async function startSurroundings(folder: string): Promise<Surroundings> {
  const clock = join(folder, 'clock');
  const setClock = (minutes: number): void => writeFileSync(clock, String(minutes * 60_000));
  setClock(0);
  const redis = await startOneServer();
  const site = await startProxiedSite(
    'the command',
    {},
    {
      SSO_REDIS_URL: redis.address,
      SSO_TIMEOUT: String(timeout),
      NODE_OPTIONS: `--import=${pathToFileURL(resolve('test/hosts/support/clock.mjs')).href}`,
      TEST_CLOCK: clock,
    },
  );
  site.api.simulator.configure({ ssoOptIn: true, ssoOptInText: '<p>I want mails.</p>' });
  return {
    ...site,
    redis,
    setClock: (minutes) => setClock(due + minutes),
    stop: async () => {
      redis.unmute();
      await site.stop();
      await redis.stop();
    },
  };
}

/** The hosted API, whatever it is asked. */
const replies =
  (reply: ProxiedSite['api']['reply']): Fault['begin'] =>
  ({ api }) =>
    void (api.reply = reply);
const repliesAgain = replies(() => undefined);

/** Resolves once the gateway waits no longer. */
const aborted = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));

/** Begins a reply, and breaks the connection in its middle. */
function half(): Response {
  let began = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (began) controller.error(new Error('the connection broke'));
      else controller.enqueue(new TextEncoder().encode('{"customerSession":"ey'));
      began = true;
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/json', 'Content-Length': '4000' } });
}

export const faults: readonly Fault[] = [
  { name: 'nothing', begin: () => undefined, end: () => undefined },
  { name: 'Redis is away', begin: ({ redis }) => redis.kill(), end: ({ redis }) => redis.restart() },
  { name: 'Redis is mute', begin: ({ redis }) => redis.mute(), end: ({ redis }) => redis.unmute() },
  {
    name: 'the hosted API never replies',
    begin: replies(async (_path, { gone }) => {
      await aborted(gone);
      return new Response(null, { status: 503 });
    }),
    end: repliesAgain,
  },
  {
    name: 'the hosted API does as it is told, and replies too late',
    begin: replies(async (_path, { gone, ask }) => {
      const reply = await ask();
      await aborted(gone);
      return reply;
    }),
    end: repliesAgain,
  },
  {
    name: 'the hosted API is broken',
    begin: replies(() => new Response('<h1>Bad gateway</h1>', { status: 502 })),
    end: repliesAgain,
  },
  { name: 'the hosted API breaks off in its replies', begin: replies(half), end: repliesAgain },
  {
    name: 'an emergency: every API token is switched off',
    begin: replies(() => new Response(null, { status: 401 })),
    end: repliesAgain,
  },
  {
    name: 'an instance is killed',
    begin: ({ instances }) => instances[0]!.kill(),
    end: ({ restart }) => restart(0),
  },
  { name: 'the clocks jump an hour ahead', begin: ({ setClock }) => setClock(60), end: ({ setClock }) => setClock(0) },
  { name: 'the clocks jump an hour back', begin: ({ setClock }) => setClock(-60), end: ({ setClock }) => setClock(0) },
];
