/** Signs in, looks, and signs out again and again, and measures what the gateway and simulator keep. */
import { createTestSite } from '../../src/testing/index.js';

export interface Soaked {
  logins: number;
  /** Milliseconds of one login, gateway and simulator together, without a network. */
  median: number;
  p99: number;
  /** Bytes of heap that one login leaves behind after a collection; sessions that the simulator remembers included. */
  bytesEach: number;
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Needs `--expose-gc`. Throws where a login fails. */
export async function soak(logins: number): Promise<Soaked> {
  const site = createTestSite({
    origin: 'http://localhost',
    simulator: {
      customers: [{ email: 'a@b.example', password: 'secret' }],
      settings: { settings: { tokenType: 'EMAIL', maxSessions: 100 } },
    },
  });
  const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };
  const login = async () => {
    const body = JSON.stringify({ identifier: 'a@b.example', password: 'secret' });
    const response = await site.fetch('/sso/login/start', { method: 'POST', headers, body });
    const { kind } = (await response.json()) as { kind: string };
    if (kind !== 'session') throw new Error(`A login was answered with ${kind} (${response.status})`);
    await site.fetch('/sso/session', { method: 'DELETE', headers });
  };
  const times: number[] = [];
  let before = 0;
  for (let n = 0; n < logins; n++) {
    // The simulator and the list of exchanges remember by design; what the gateway keeps must not grow.
    if (n % 50 === 0) site.reset();
    if (n === 100) before = heap();
    const started = performance.now();
    await login();
    times.push(performance.now() - started);
  }
  site.reset();
  const kept = heap() - before;
  times.sort((one, other) => one - other);
  const at = (part: number) => Number((times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(2));
  return { logins, median: at(0.5), p99: at(0.99), bytesEach: Math.round(kept / (logins - 100)) };
}
