/** A site with accounts, a crowd of strangers, and the owner of one of the accounts: real handler, simulator, limits in memory, a fake clock. */
import { vi } from 'vitest';
import { createGateway, type Gateway } from '../../../src/gateway/index.js';
import { memoryLimits } from '../../../src/gateway/node/serve.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { apiToken, origin, secret } from '../../gateway/support/harness.js';

export const owner = 'owner@example.org';
export const password = 'correct horse battery';
/** Nobody else has it. */
export const ownAddress = '192.0.2.10';

export interface Told {
  status: number;
  kind?: string;
  code?: string;
  retryAfter?: number;
  flow?: string;
}

export interface Browser {
  post(path: string, body: object): Promise<Told>;
  /** Another one, elsewhere, with the cookies that this one has now. */
  copy(address: string): Browser;
}

export interface Crowd {
  simulator: Simulator;
  /** A browser of its own, without cookies. */
  browser(address: string): Browser;
  /** How often a path of the hosted API was asked. */
  asked(end: string): number;
  /** Lets time pass. */
  pass(seconds: number): Promise<void>;
}

/** Begins with a fake clock; the test gives it back. */
export function crowd(): Crowd {
  vi.useFakeTimers({ now: Date.parse('2026-05-04T10:00:00Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const simulator = createSimulator({
    apiToken,
    customers: [{ email: owner, password }],
    settings: { settings: { tokenType: 'EMAIL', maxSessions: 100 } },
    // What the hosted API locks by itself is not what is tried here.
    limits: { wrongTries: 1_000_000, starts: 1_000_000 },
  });
  const paths: string[] = [];
  const gateway: Gateway = createGateway({
    apiUrl: 'https://api.example.net/api/v3.0',
    apiToken,
    origins: [origin],
    secrets: [secret],
    limits: memoryLimits(),
    answerSlot: 0,
    settingsMaxAge: 3600,
    log: () => undefined,
    fetch: (request) => {
      paths.push(new URL(request.url).pathname);
      return simulator.fetch(request);
    },
  });
  function browser(address: string, cookies: Map<string, string>): Browser {
    return {
      copy: (elsewhere) => browser(elsewhere, new Map(cookies)),
      async post(path, body) {
        const headers = {
          'Content-Type': 'application/json',
          'Sec-Fetch-Site': 'same-origin',
          'X-SSO-Request': '1',
          Origin: origin,
          Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        };
        const request = new Request(`${origin}/sso/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
        const response = await gateway.fetch(request, { address });
        for (const line of response.headers.getSetCookie()) {
          const [pair = '', ...attributes] = line.split('; ');
          const [name = '', value = ''] = pair.split(/=(.*)/s);
          if (attributes.includes('Max-Age=0')) cookies.delete(name);
          else cookies.set(name, value);
        }
        return { status: response.status, ...((await response.json()) as object) };
      },
    };
  }
  return {
    simulator,
    asked: (end) => paths.filter((path) => path.endsWith(end)).length,
    pass: async (seconds) => {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
    },
    browser: (address) => browser(address, new Map()),
  };
}

/** A stranger's address; there are thousands. */
export const strangerAddress = (index: number): string =>
  `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;

/** What somebody meets who does as the elements do: waits as long as is said, and tries again. */
export interface Met {
  outcome: string;
  /** Seconds. */
  waited: number;
  tries: number;
}

/** Tries until it is let through, while `meanwhile` goes on for the seconds of each wait. */
export async function patiently(
  attempt: () => Promise<Told>,
  meanwhile: (seconds: number) => Promise<void>,
  most = 10,
): Promise<Met> {
  let waited = 0;
  for (let tries = 1; ; tries += 1) {
    const { code, kind, retryAfter = 0 } = await attempt();
    if (code !== 'rate-limited' || tries === most) return { outcome: kind ?? String(code), waited, tries };
    await meanwhile(retryAfter);
    waited += retryAfter;
  }
}
