/** What observes and throws, rejects or hangs holds up no sign-in, and keeps nothing from others. */
import { afterEach, expect, test, vi } from 'vitest';
import { Registry } from 'prom-client';
import type { Observation } from '../../../src/gateway/index.js';
import { createMetrics } from '../../../src/gateway/node/metrics/create-metrics.js';
import { metricTable } from '../../../src/gateway/node/metrics/metric-table.js';
import { credentials, session, site } from '../support/harness.js';
import { untilPasses } from '../../support/until.js';

const unhandled: unknown[] = [];
const note = (reason: unknown) => {
  unhandled.push(reason);
};
process.on('unhandledRejection', note);
afterEach(() => {
  expect(unhandled.splice(0)).toEqual([]);
});

const verify = { '/processes/login/verify': () => session() };
const ways: Record<string, () => unknown> = {
  'throws an error': () => {
    throw new RangeError('LEAK');
  },
  'throws a text': () => {
    const text: unknown = 'LEAK';
    throw text;
  },
  rejects: () => Promise.reject(new RangeError('LEAK')),
};

test.each(Object.entries(ways))('an observer that %s is said once, and the reader signs in', async (_name, fail) => {
  const observe = fail as (observation: Observation) => void;
  const onAudit = vi.fn();
  const news = site(verify, { observe, onAudit });
  expect((await news.post('login/start', credentials)).status).toBe(200);
  await untilPasses(() => expect(news.log.filter(({ event }) => event === 'observe-failed')).toHaveLength(1));
  await untilPasses(() => expect(onAudit).toHaveBeenCalledTimes(1));
  expect(news.lines.map(({ event }) => event)).toContain('call');
  expect(JSON.stringify(news.lines)).not.toContain('LEAK');
});

test('an observer that hangs is not waited for', async () => {
  const observe = (() => new Promise(() => undefined)) as unknown as () => void;
  expect((await site(verify, { observe }).post('login/start', credentials)).status).toBe(200);
});

test('a registry whose metrics all throw stops nothing', async () => {
  const registry = new Registry();
  const metrics = await createMetrics({ registry });
  for (const name of Object.keys(metricTable)) {
    const metric = registry.getSingleMetric(name) as unknown as Record<string, unknown>;
    for (const method of ['inc', 'set', 'observe'])
      metric[method] = () => {
        throw new Error('LEAK');
      };
  }
  const news = site(verify, { observe: metrics.observe });
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect((await news.gateway.readiness()).ready).toBe(true);
  // They are counted many at once.
  for (let times = 0; times < 256; times += 1) expect((await news.get('session')).status).toBe(200);
  expect(news.log).toContainEqual({ level: 'error', event: 'observe-failed', name: 'Error' });
  // Whoever reads the registry still can.
  expect(await registry.metrics()).toContain('sso_gateway_calls_total');
});

test('a registry of the operator’s own has both, and a second time is refused at the start', async () => {
  const registry = new Registry();
  const metrics = await createMetrics({ registry });
  await site(verify, { observe: metrics.observe }).post('login/start', credentials);
  expect(await registry.metrics()).toMatch(/^sso_gateway_sign_ins_total\{route="login\/start"\} 1$/m);
  // What is its own affair.
  expect(await registry.metrics()).not.toContain('process_cpu');
  await expect(createMetrics({ registry })).rejects.toThrow('sso_gateway_calls_total');
});
