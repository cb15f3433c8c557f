/** What the command makes beside its gateway logs as the gateway does: by level, with the time, and counted. */
import { EventEmitter } from 'node:events';
import { appendFileSync, chmodSync, readFileSync, truncateSync } from 'node:fs';
import { createServer, Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { AuditEvent } from '../../../../src/gateway/index.js';
import type { LogEvent } from '../../../../src/gateway/base/log.js';
import { runGatewayCommand } from '../../../../src/gateway/node/cli-run.js';
import { openParts } from '../../../../src/gateway/node/command/command-parts.js';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';
import { samplesOf } from '../../../../scripts/day/samples.js';
import { untilPasses } from '../../../support/until.js';
import { askedOf, logFolder } from '../consents/support/log-folder.js';
import { selectorsOf } from '../metrics/support/promql.js';

afterEach(() => vi.restoreAllMocks());

const env = {
  SSO_API_URL: 'http://127.0.0.1:9/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: 'https://news.example.org',
  SSO_SECRETS: 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a',
  SSO_METRICS_PORT: '0',
  PORT: '0',
};
const audited: AuditEvent = { type: 'sign-in', at: '2026-05-04T10:00:00.000Z', reference: 'x', route: 'login/start' };

const countsOf = (text: string): Record<string, number> =>
  Object.fromEntries<number>(
    samplesOf(text)
      .filter(({ name, value }) => name === 'sso_gateway_log_lines_total' && value > 0)
      .map(({ labels, value }) => [labels['event'] ?? '', value]),
  );

/** The parts by these variables, with their lines, and how often each event was counted. */
async function opened(more: Readonly<Record<string, string>>) {
  const lines: LogEvent[] = [];
  const { settings, faults } = readSettings([], { ...env, ...more });
  expect(faults).toEqual([]);
  const made = await openParts(settings, {}, (line) => void lines.push(line));
  onTestFinished(() => made.close());
  return { ...made, lines, counts: async () => countsOf((await made.metrics?.text()) ?? '') };
}

/** Runs the command; resolves once it serves. */
async function run(more: Readonly<Record<string, string>>) {
  const emitter = new EventEmitter();
  const out = { stdout: '', stderr: '' };
  const process = {
    once: (signal: string, listener: () => void) => emitter.once(signal, listener),
    stdout: { write: (text: string) => (out.stdout += text) },
    stderr: { write: (text: string) => (out.stderr += text) },
  };
  const ended = runGatewayCommand({ args: [], env: { ...env, ...more }, process });
  const stop = async () => {
    emitter.emit('SIGTERM');
    return ended;
  };
  onTestFinished(async () => {
    await stop();
  });
  await untilPasses(() => expect(out.stdout).toContain('Gateway at'));
  const [metrics, gateway] = out.stdout.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
  return {
    out,
    stop,
    metrics,
    gateway,
    counts: async () => countsOf(await (await fetch(`${metrics}/metrics`)).text()),
  };
}

const files = [
  ['SSO_CONSENT_LOG', 'consent-log'],
  ['SSO_AUDIT_LOG', 'audit-log'],
] as const;

test.each(files)('%s that others can read is told with the time, and counted', async (variable, name) => {
  const { file } = logFolder();
  appendFileSync(file, '');
  chmodSync(file, 0o644);
  const { lines, counts } = await opened({ [variable]: file });
  expect(lines).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      level: 'warn',
      event: `${name}-exposed`,
      what: 'file',
      how: 'others-read',
      mode: '0644',
    },
  ]);
  expect(await counts()).toEqual({ [`${name}-exposed`]: 1 });
});

test.each(files)('%s that was cut is told with the time, and counted', async (variable, name) => {
  const { file } = logFolder();
  const { parts, lines, counts } = await opened({ [variable]: file });
  const write = async () => {
    await parts.onConsent?.(askedOf('one'));
    await parts.onAudit?.(audited);
  };
  await write();
  truncateSync(file);
  await write();
  expect(lines).toMatchObject([{ time: expect.any(String) as string, event: `${name}-truncated`, lines: 1 }]);
  expect(await counts()).toEqual({ [`${name}-truncated`]: 1 });
});

test('limits without Redis are told with the time, and counted', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  const { parts, lines, counts } = await opened({ SSO_REDIS_URL: `redis://127.0.0.1:${port}` });
  await parts.limits?.count('key', 60);
  expect(lines).toMatchObject([{ time: expect.any(String) as string, event: 'limits-away' }]);
  expect(await counts()).toEqual({ 'limits-away': 1 });
});

test('servers that take no connection, and metrics that cannot be read, are told and counted', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen');
  const { out, metrics, counts } = await run({});
  const servers = listen.mock.contexts as Server[];
  expect(servers).toHaveLength(2);
  for (const server of servers) server.emit('error', Object.assign(new Error('accept'), { code: 'EMFILE' }));
  vi.spyOn(Registry.prototype, 'metrics').mockRejectedValueOnce(new Error('LEAK'));
  expect((await fetch(`${metrics}/metrics`)).status).toBe(500);
  expect(await counts()).toEqual({ 'server-failed': 2, 'metrics-failed': 1 });
  const lines = out.stderr.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as LogEvent)).toMatchObject(
    ['server-failed', 'server-failed', 'metrics-failed'].map((event) => ({
      time: expect.any(String) as string,
      event,
    })),
  );
});

test('what the gateway logs is counted once', async () => {
  const { gateway, out, counts } = await run({});
  await fetch(`${gateway}/sso/session`);
  await fetch(`${gateway}/sso/session`);
  expect(await counts()).toEqual({ call: 2 });
  expect(out.stderr.match(/"time"/g)).toHaveLength(2);
});

test('a silent log has no line, also of a file that others can read, which is counted all the same', async () => {
  const said = vi.spyOn(console, 'warn').mockReturnValue();
  const { file } = logFolder();
  appendFileSync(file, '');
  chmodSync(file, 0o644);
  const { out, counts } = await run({ SSO_CONSENT_LOG: file, SSO_LOG_LEVEL: 'silent' });
  expect([out.stderr, said.mock.calls]).toEqual(['', []]);
  expect(await counts()).toEqual({ 'consent-log-exposed': 1 });
});

/** Those that the gateway itself makes, which counts them: see `test/gateway/observing`. */
const ofGateway = [
  'clock-skew',
  'consent-displaced',
  'consent-expired',
  'consent-notification-expired',
  'limits-failed',
  'limits-missing',
  'observe-failed',
  'on-consent-failed',
  'port-failed',
  'problem',
];

test('every event that an alert looks for is the gateway’s, or is driven above', () => {
  const { groups } = parse(readFileSync('deploy/prometheus/alerts.yml', 'utf8')) as {
    groups: { rules: { expr: string }[] }[];
  };
  const events = groups
    .flatMap(({ rules }) => rules.flatMap(({ expr }) => selectorsOf(expr)))
    .filter(({ name }) => name === 'sso_gateway_log_lines_total')
    .flatMap(({ matchers }) => matchers.find(({ label }) => label === 'event')?.values ?? []);
  const driven = ['consent-log-truncated', 'limits-away', 'metrics-failed', 'server-failed'];
  expect([...new Set(events)].sort()).toEqual([...ofGateway, ...driven].sort());
});
