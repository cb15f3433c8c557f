/** The simulator of the hosted API on a socket, and what a test sees and changes of its traffic. */
import { createSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator/index.js';
import { listenOnLoopback } from '../../../demo/node/listen-on-loopback.js';

export const apiToken = 'API-TOKEN-7c1d2e';
export const password = 'correct horse battery';
/** Who has an account from the start. */
export const known = 'reader@example.org';

export interface HostedApi {
  /** Its address, as the gateway is given it. */
  url: string;
  simulator: Simulator;
  /** The operations that it was asked for: path and body. */
  asked: { path: string; body: string }[];
  /**
   * Replies in place of the simulator, where it returns something. `gone` aborts where the gateway waits no longer; `ask` asks the simulator.
   */
  reply: (
    path: string,
    exchange: { gone: AbortSignal; ask: () => Promise<Response> },
  ) => Response | Promise<Response | undefined> | undefined;
  stop(): Promise<void>;
}

export async function startHostedApi(options: Partial<SimulatorOptions> = {}): Promise<HostedApi> {
  const simulator = createSimulator({
    apiToken,
    settings: { settings: { tokenType: 'EMAIL', maxSessions: 20 } },
    customers: [{ email: known, password }],
    ...options,
  });
  const asked: HostedApi['asked'] = [];
  const server = await listenOnLoopback(async (request) => {
    const path = new URL(request.url).pathname.replace('/api/v3.0', '');
    asked.push({ path, body: await request.clone().text() });
    return (
      (await api.reply(path, { gone: request.signal, ask: () => simulator.fetch(request) })) ?? simulator.fetch(request)
    );
  }, 0);
  const api: HostedApi = {
    url: `http://127.0.0.1:${server.port}/api/v3.0`,
    simulator,
    asked,
    reply: () => undefined,
    stop: () => server.close(),
  };
  return api;
}

/** A reply that does not come before it is let go. */
export function hold(): { reply: () => Promise<undefined>; release(): void } {
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  return { reply: () => held, release: () => release() };
}
