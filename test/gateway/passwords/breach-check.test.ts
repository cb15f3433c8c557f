import { expect, test } from 'vitest';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import type { LogEvent } from '../../../src/gateway/index.js';
import { pooledFetch } from '../../../src/gateway/node/serve.js';
import { type BreachCheckOptions, createBreachCheck } from '../../../src/gateway/passwords/breach-check.js';
import { type BreachService, hashOf, padding, restOf, serveBreaches, serveList } from './breach-service.js';

const password = 'a pass phrase of many';

/** Asks a service about the password. */
async function ask(url: string, more: Partial<BreachCheckOptions> = {}) {
  const log: LogEvent[] = [];
  const check = createBreachCheck({
    breachCheck: 'open',
    breachCheckUrl: url,
    breachCheckTimeout: 5000,
    fetch: pooledFetch({ env: {} }),
    now: () => 0,
    ...more,
  });
  const outcome = await check(password, { deadline: createDeadline(8000), log: (event) => log.push(event) }).catch(
    (error: unknown) => (error as { code: string }).code,
  );
  return { outcome, log };
}

test('a password that the service lists is breached; five characters of its hash leave the gateway, and padding is asked for', async () => {
  const service = await serveList(['another one', password]);
  expect(await ask(service.url)).toEqual({ outcome: true, log: [] });
  expect(service.asked).toEqual([
    { path: `/range/${hashOf(password).slice(0, 5)}`, padding: 'true', agent: 'sso-elements-server' },
  ]);
});

test('the global fetch asks the same', async () => {
  const service = await serveList([password]);
  expect((await ask(service.url, { fetch: (request) => fetch(request) })).outcome).toBe(true);
  expect(service.asked).toMatchObject([{ padding: 'true', agent: 'sso-elements-server' }]);
});

test('a password that it does not list is fine', async () => {
  const service = await serveList(['another one']);
  expect(await ask(service.url)).toEqual({ outcome: false, log: [] });
});

test('an entry of padding is no breach', async () => {
  const service = await serveBreaches((_, response) => response.end(`${padding(3)}\r\n${restOf(password)}:0`));
  expect(await ask(service.url)).toEqual({ outcome: false, log: [] });
});

test('nobody is asked where the check is off', async () => {
  const service = await serveList([password]);
  expect(await ask(service.url, { breachCheck: 'off' })).toEqual({ outcome: false, log: [] });
  expect(service.asked).toEqual([]);
});

const outages: Record<string, [reason: string, () => Promise<Pick<BreachService, 'url'>>]> = {
  'an error': ['status 503', () => serveBreaches((_, response) => response.writeHead(503).end('no'))],
  'a redirect': ['status 302', () => serveBreaches((_, response) => response.writeHead(302, { Location: '/x' }).end())],
  'a page': ['not as the service answers', () => serveBreaches((_, response) => response.end('<html>'))],
  nothing: ['not as the service answers', () => serveBreaches((_, response) => response.end(''))],
  'too much': ['too long', () => serveBreaches((_, response) => response.end(padding(6000)))],
  'a connection that breaks': ['UND_ERR_SOCKET', () => serveBreaches(({ socket }) => socket.destroy())],
  silence: ['timeout', () => serveBreaches(() => undefined)],
  'half an answer': ['timeout', () => serveBreaches((_, response) => response.writeHead(200).write(padding(2)))],
};

test.each(Object.entries(outages))(
  '%s: open accepts, closed refuses, and both say so in the log',
  async (_, [reason, serve]) => {
    const { url } = await serve();
    for (const [breachCheck, outcome, said] of [
      ['open', false, 'accepted'],
      ['closed', 'password-unchecked', 'refused'],
    ] as const)
      expect(await ask(url, { breachCheck, breachCheckTimeout: reason === 'timeout' ? 300 : 5000 })).toEqual({
        outcome,
        log: [{ level: 'error', event: 'breach-check-failed', outcome: said, reason, milliseconds: 0 }],
      });
  },
);

test('nobody at the address is an outage, too', async () => {
  const { outcome, log } = await ask('http://127.0.0.1:9/range/');
  expect(outcome).toBe(false);
  expect(log).toMatchObject([{ event: 'breach-check-failed', reason: 'ECONNREFUSED' }]);
});
