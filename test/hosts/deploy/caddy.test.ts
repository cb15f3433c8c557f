/** The site of `deploy/caddy`, run by Caddy itself: readers sign in, instances restart, nothing secret is logged, files are cached rightly. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { untilPasses } from '../../support/until.js';
import { type HostedApi, known, password, startHostedApi } from '../support/hosted-api.js';
import { type Instance, origins, startInstance, unlimited } from '../support/instances.js';
import { wholeJourney } from '../support/journey.js';
import { type Answer, Reader } from '../../../scripts/hosts/http-reader.js';
import { type Caddy, startCaddy } from './support/caddy.js';
import { expectFilesAsDocumented } from './support/files.js';

let api: HostedApi, caddy: Caddy, instances: Instance[], front: number;
const reader = (): Reader => new Reader({ address: `https://127.0.0.1:${front}`, origin: `${origins[0]}:${front}` });
const start = (port: number): Promise<Instance> =>
  startInstance('the command', api.url, port, { ...unlimited, SSO_ORIGINS: `${origins[0]}:${front}` });

beforeAll(async () => {
  api = await startHostedApi();
  const ports = [await freePort(), await freePort()] as const;
  front = await freePort();
  instances = await Promise.all(ports.map(start));
  caddy = await startCaddy(ports, front, resolve('dist/browser'));
});
afterAll(async () => {
  await Promise.all([caddy.stop(), ...instances.map((each) => each.stop())]);
  await api.stop();
});

test('a reader registers, signs out and signs in', () => wholeJourney(reader(), api, 'caddy@example.org'));

test('what a reader sends as an address counts for nothing', async () => {
  const asked = api.asked.length;
  await reader().post('/sso/login/start', { identifier: known, password }, { 'X-Forwarded-For': '203.0.113.9' });
  const bodies = api.asked.slice(asked).map(({ body }) => body);
  expect(bodies.join()).toContain('127.0.0.1');
  expect(bodies.join()).not.toContain('203.0.113.9');
});

test('a path in another spelling reaches no call', async () => {
  for (const path of ['/sso/%73ession', '/sso//session', '/SSO/session'])
    expect((await reader().get(path)).body, path).not.toHaveProperty('kind', 'signedOut');
});

test('two instances are restarted one after the other: what reads never fails, what sends is answered or told to try again', async () => {
  const [read, sent]: [Answer[], Answer[]] = [[], []];
  const over = new AbortController();
  const reading = (async () => {
    const one = reader();
    while (!over.signal.aborted) read.push(await one.get('/sso/session'), await one.get('/sso/settings?language=de'));
  })();
  const sending = (async () => {
    const one = reader();
    while (!over.signal.aborted) sent.push(await one.post('/sso/login/start', { identifier: known, password }));
  })();
  const more = (): Promise<void> => {
    const [reads, sends] = [read.length + 10, sent.length + 10];
    return untilPasses(() => {
      expect(read.length).toBeGreaterThan(reads);
      expect(sent.length).toBeGreaterThan(sends);
    });
  };
  try {
    for (const [index, { port, terminate }] of instances.entries()) {
      await more();
      await terminate();
      await more();
      instances[index] = await start(port);
    }
    await more();
  } finally {
    over.abort();
  }
  await Promise.all([reading, sending]);
  expect(read.filter(({ status }) => status !== 200)).toEqual([]);
  // As docs/deployment.md says of Caddy.
  expect(sent.filter(({ status }) => status !== 200 && status !== 502)).toEqual([]);
  expect(sent.at(-1)!.status).toBe(200);
});

test('the log has paths, and nothing of a query, a header or a body', async () => {
  await reader().get('/sso/link/register?token=SECRET-IN-A-LINK&code=123456');
  const read = (): string => readFileSync(join(caddy.folder, 'sso-elements.log'), 'utf8');
  await untilPasses(() => expect(read()).toContain('"uri":"/sso/link/register"'));
  const log = read();
  expect(log).toContain('"uri":"/sso/login/start"');
  for (const secret of ['SECRET-IN-A-LINK', '123456', '__Host-', 'Cookie', known, password])
    expect(log).not.toContain(secret);
});

test('files are served, cached and compressed as the docs say', () => expectFilesAsDocumented(reader(), 'gzip'));

test('where the gateway is away, no log has a query, a header or a body', async () => {
  await Promise.all(instances.map(({ stop }) => stop()));
  const one = reader();
  const referrer = { Referer: 'https://www.example.com/?code=SECRET-IN-A-REFERRER' };
  expect((await one.get('/sso/link/unlock?token=SECRET-IN-A-LINK&code=SECRET-CODE', referrer)).status).toBe(502);
  expect((await one.post('/sso/login/start', { identifier: known, password })).status).toBe(502);
  await untilPasses(() => {
    for (const path of ['/sso/link/unlock', '/sso/login/start']) expect(caddy.printed()).toContain(`"uri":"${path}`);
  });
  expect(caddy.printed()).toContain('"logger":"http.log.error');
  const log = caddy.printed() + readFileSync(join(caddy.folder, 'sso-elements.log'), 'utf8');
  expect(['SECRET', '__Host-', 'Cookie', known, password].filter((text) => log.includes(text))).toEqual([]);
});
