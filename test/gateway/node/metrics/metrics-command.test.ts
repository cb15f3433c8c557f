/** Metrics and audit of the command, by its variables. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { runGatewayCommand } from '../../../../src/gateway/node/cli-run.js';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';
import { createSimulator } from '../../../../src/simulator/index.js';
import { samplesOf } from '../../../../scripts/day/samples.js';
import { untilPasses } from '../../../support/until.js';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Runs the command in front of a simulator; resolves once it serves, or has ended. */
async function run(more: Readonly<Record<string, string>>) {
  const simulator = createSimulator({
    apiToken: 'token',
    customers: [{ email: 'reader@example.org', password: 'correct horse battery' }],
  });
  const api = createServer(getRequestListener((request) => simulator.fetch(request)));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  ends.push(() => void api.close());
  const emitter = new EventEmitter();
  const out = { stdout: '', stderr: '' };
  const process = {
    once: (signal: string, listener: () => void) => emitter.once(signal, listener),
    stdout: { write: (text: string) => (out.stdout += text) },
    stderr: { write: (text: string) => (out.stderr += text) },
  };
  const env = {
    SSO_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/v3.0`,
    SSO_API_TOKEN: 'token',
    SSO_ORIGINS: 'http://localhost:8080',
    SSO_SECRETS: 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a',
    SSO_DEV_COOKIES: '1',
    SSO_ANSWER_SLOT: '0',
    PORT: '0',
    ...more,
  };
  let code: number | undefined;
  const ended = runGatewayCommand({ args: [], env, process }).then((found) => (code = found));
  const stop = async () => {
    emitter.emit('SIGTERM');
    await ended;
  };
  ends.push(stop);
  await untilPasses(() => expect(out.stdout.includes('Gateway at') || code !== undefined).toBe(true));
  const urlOf = (name: string) =>
    new RegExp(`^${name} at (http://127\\.0\\.0\\.1:\\d+)`, 'm').exec(out.stdout)?.[1] ?? '';
  const signIn = (password: string) =>
    fetch(`${urlOf('Gateway')}/sso/login/start`, {
      method: 'POST',
      headers: { 'X-SSO-Request': '1', Origin: 'http://localhost:8080', 'Content-Type': 'application/json' },
      body: JSON.stringify({ identifier: 'reader@example.org', password }),
    });
  return { out, stop, urlOf, signIn, code: () => code };
}

test('a port turns metrics and probes on, and they end with it', async () => {
  const { out, urlOf, signIn, stop } = await run({ SSO_METRICS_PORT: '0' });
  expect(out.stdout).toMatch(
    /^Metrics at http:\/\/127\.0\.0\.1:\d+\/metrics\nGateway at http:\/\/127\.0\.0\.1:\d+\/sso\n$/,
  );
  await signIn('wrong');
  const metrics = urlOf('Metrics');
  const text = await (await fetch(`${metrics}/metrics`)).text();
  const failed = samplesOf(text).filter(
    ({ name, value }) => name === 'sso_gateway_sign_in_failures_total' && value > 0,
  );
  expect(failed).toMatchObject([{ labels: { outcome: 'wrong-credentials' }, value: 1 }]);
  expect(await (await fetch(`${metrics}/readyz`)).json()).toMatchObject({ ready: true, api: { apiToken: 'accepted' } });
  await stop();
  await expect(fetch(`${metrics}/healthz`)).rejects.toThrow('fetch failed');
});

test('without a port there are none', async () => {
  const { out } = await run({});
  expect(out.stdout).not.toContain('Metrics');
});

test('a port that is taken ends the start with 1, and says which', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  ends.push(() => void other.close());
  await untilPasses(() => expect(other.address()).not.toBeNull());
  const { port } = other.address() as AddressInfo;
  const { out, code } = await run({ SSO_METRICS_PORT: String(port) });
  expect([code(), out.stdout]).toEqual([1, '']);
  expect(out.stderr).toContain(`metricsPort: nobody can listen on 127.0.0.1:${port} (EADDRINUSE)`);
});

test('the audit goes to a file, a line for each event', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sso-audit-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'audit.jsonl');
  const { signIn, stop } = await run({ SSO_AUDIT_LOG: file });
  await signIn('wrong');
  await signIn('correct horse battery');
  await stop();
  const events = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(events).toMatchObject([
    { type: 'sign-in-failed', route: 'login/start', outcome: 'wrong-credentials' },
    { type: 'sign-in', route: 'login/start', customerId: expect.any(String) },
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('example.org');
});

test('variables and flags are options', () => {
  const { settings } = readSettings(['--metrics-host', '::1', '--audit-log', '/a'], { SSO_METRICS_PORT: '9464' });
  expect(settings).toMatchObject({ serve: { metricsPort: 9464, metricsHost: '::1' }, auditLog: '/a' });
  const faults = (env: Record<string, string>) => readSettings([], env).faults.join('\n');
  expect(faults({ SSO_METRICS_PORT: 'x' })).toContain('SSO_METRICS_PORT: must be');
  expect(faults({ SSO_AUDIT_LOG: '/a', SSO_CONSENT_LOG: '/a' })).toContain('SSO_AUDIT_LOG: must not be the file');
});
