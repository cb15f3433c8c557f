/** A site with limits that count by the site's own clock, and strangers who come from different addresses. */
import type { GatewayOptions, LimitsPort } from '../../../src/gateway/index.js';
import { credentials, error, type Script, session, site, type Site } from './harness.js';

/** As a limits port has to count. */
export function countingPort(now: () => number): LimitsPort & { keys(): string[] } {
  const windows = new Map<string, { times: number; until: number }>();
  const open = (key: string) => {
    const found = windows.get(key);
    return found && found.until > now() ? found : undefined;
  };
  const counted = ({ times, until }: { times: number; until: number }) => ({
    times,
    secondsLeft: (until - now()) / 1000,
  });
  return {
    count: async (key, seconds) => {
      const { times, until } = open(key) ?? { times: 0, until: now() + seconds * 1000 };
      const next = { times: times + 1, until };
      windows.set(key, next);
      return counted(next);
    },
    read: async (key) => {
      const found = open(key);
      return found && counted(found);
    },
    reset: async (key) => void windows.delete(key),
    keys: () => [...windows.keys()],
  };
}

/** The password of every account. */
export const right = credentials.password;
const script: Script = {
  '/processes/login/verify': async (request) =>
    ((await request.json()) as { password: string }).password === right ? session() : error(403, 20005),
};

export function limited(
  more: Script = {},
  options: Partial<GatewayOptions> = {},
): Site & { port: ReturnType<typeof countingPort> } {
  const port = countingPort(() => news.clock.now);
  const news = site({ ...script, ...more }, { limits: port, limitMode: 'enforce', hideAccounts: 'off', ...options });
  return Object.assign(news, { port });
}

export interface Tried {
  status: number;
  kind?: string;
  code?: string;
  flow?: string;
  retryAfter?: number;
  /** The header. */
  header: string | null;
}

/** One call from an address. @param of a browser: its cookies are the site's */
export async function call(of: Site, path: string, body: object, address = '203.0.113.7'): Promise<Tried> {
  const response = await of.request('POST', path, { body, env: { address } });
  const header = response.headers.get('retry-after');
  return { status: response.status, header, ...((await response.json()) as object) };
}

/** One start with a password. A stranger has a wrong one, and no cookies. */
export function start(
  of: Site,
  given: { identifier?: string; password?: string; address?: string } = {},
): Promise<Tried> {
  const { identifier = credentials.identifier, password = 'wrong', address } = given;
  return call(of, 'login/start', { identifier, password }, address);
}

/** As a browser that has no cookies yet; the site's own come back afterwards. */
export async function elsewhere<T>(of: Site, work: () => Promise<T>): Promise<T> {
  const kept = [...of.cookies];
  of.cookies.clear();
  try {
    return await work();
  } finally {
    of.cookies.clear();
    for (const [name, value] of kept) of.cookies.set(name, value);
  }
}

/** The last byte of an address that nobody has used before. */
export const addressOf = (index: number): string => `198.51.${100 + Math.floor(index / 250)}.${1 + (index % 250)}`;

/** Calls until it is held back. `passed`: how often it was not. */
export async function until429(work: () => Promise<Tried>, most = 200): Promise<{ passed: number; refused: Tried }> {
  for (let passed = 0; passed < most; passed += 1) {
    const answer = await work();
    if (answer.status === 429) return { passed, refused: answer };
  }
  throw new Error('nothing was held back');
}
