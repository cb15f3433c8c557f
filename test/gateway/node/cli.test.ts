import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createServerOf } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, test, vi } from 'vitest';
import { runGatewayCommand } from '../../../src/gateway/node/cli-run.js';
import { readSettings } from '../../../src/gateway/node/command/read-settings.js';
import { isSecret } from '../../../src/gateway/options/rules.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { root } from '../../../scripts/run/paths.js';
import { plainEnvironment } from '../../../scripts/run/plain-environment.js';
import { untilPasses } from '../../support/until.js';

const secrets = ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a', 'q8WnE3zXc6VbT1rYp5LkJ0hGf9DsA2mU'];
const env = {
  SSO_API_URL: 'https://api.example.net/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: 'https://news.example.org, https://www.example.org',
  SSO_SECRETS: `${secrets[0]},${secrets[1]}`,
  PORT: '0',
};

function fakeProcess() {
  const emitter = new EventEmitter();
  const out = { stdout: '', stderr: '' };
  let heard: (() => void) | undefined;
  const said = new Promise<void>((resolve) => (heard = resolve));
  const process = {
    once: (signal: string, listener: () => void) => emitter.once(signal, listener),
    stdout: {
      write: (text: string) => {
        out.stdout += text;
        heard?.();
      },
    },
    stderr: {
      write: (text: string) => {
        out.stderr += text;
      },
    },
  };
  return {
    process: process as typeof process & { ppid?: number },
    out,
    said,
    signal: (name: string) => emitter.emit(name),
  };
}

test.each([
  [{ SSO_LINK_PARAMETERS: 'token' }, 'SSO_LINK_PARAMETERS: must be two different names'],
  [{ SSO_LINK_PARAMETERS: 'a,b,c' }, 'SSO_LINK_PARAMETERS: must be two different names'],
  [{ SSO_LINK_PARAMETERS: 'a,a' }, 'SSO_LINK_PARAMETERS: must be two different names'],
  [{ SSO_OPT_IN_STATUS: 'DOUBLE_OPT_IN' }, 'by which you declare that the confirmation mail names'],
  [{ SSO_OPT_IN_STATUS: 'YES' }, 'SSO_OPT_IN_STATUS: must be SINGLE_OPT_IN or DOUBLE_OPT_IN'],
  [{ SSO_FORWARDED_HEADER: 'x-client' }, 'SSO_FORWARDED_HEADER: must be x-forwarded-for, forwarded or x-real-ip'],
  [{ SSO_OPT_IN_CHANNELS: 'FAX' }, 'SSO_OPT_IN_CHANNELS: must list one or more of'],
  [{ SSO_CONSENT_LOG: '/nowhere/at/all/consents.jsonl' }, 'SSO_CONSENT_LOG: consents cannot be written there (ENOENT)'],
])('%j stops it with 2, and is said', async (wrong, said) => {
  const { process, out } = fakeProcess();
  expect(await runGatewayCommand({ args: [], env: { ...env, ...wrong }, process })).toBe(2);
  expect(out.stderr).toContain(said);
});

test('it says where it answers, and a signal stops it with 0', async () => {
  for (const name of ['SIGINT', 'SIGTERM']) {
    const { process, out, said, signal } = fakeProcess();
    const code = runGatewayCommand({ args: ['--base-path', '/konto'], env, process });
    await said;
    const url = /^Gateway at (http:\/\/127\.0\.0\.1:\d+\/konto)\n$/.exec(out.stdout)?.[1] ?? '';
    expect(await (await fetch(`${url}/session`, { headers: { 'Sec-Fetch-Site': 'same-origin' } })).json()).toEqual({
      kind: 'signedOut',
    });
    signal(name);
    expect(await code).toBe(0);
    await expect(fetch(`${url}/session`)).rejects.toThrow();
  }
});

test('it stops once its parent has ended, but for one that is to run on', async () => {
  const { process, out, said } = fakeProcess();
  process.ppid = 4711;
  const code = runGatewayCommand({ args: [], env, process });
  await said;
  process.ppid = 1;
  expect(await code).toBe(0);
  expect(out.stderr).toBe('');

  // It may end before anything is served.
  const early = fakeProcess();
  early.process.ppid = 4711;
  const ending = runGatewayCommand({ args: [], env, process: early.process });
  early.process.ppid = 1;
  expect(await ending).toBe(0);
  expect(early.out.stdout).toMatch(/^Gateway at/);

  // The first process of a container outlives all.
  const first = fakeProcess();
  first.process.ppid = 1;
  const serving = runGatewayCommand({ args: [], env, process: first.process });
  await first.said;
  first.process.ppid = 2;
  first.signal('SIGTERM');
  expect(await serving).toBe(0);

  const alone = fakeProcess();
  alone.process.ppid = 4711;
  const check = vi.spyOn(globalThis, 'setInterval');
  const running = runGatewayCommand({ args: ['--detached', '1'], env, process: alone.process });
  await alone.said;
  expect(check).not.toHaveBeenCalled();
  check.mockRestore();
  alone.signal('SIGTERM');
  expect(await running).toBe(0);
});

test('a proxy of the environment is used on the way out, and one that is no address stops the command with 2', async () => {
  const asked: string[] = [];
  const proxy = createServerOf().on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const https_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const { process, out, said, signal } = fakeProcess();
  const code = runGatewayCommand({ args: [], env: { ...env, https_proxy }, process });
  await said;
  const base = /http:\/\/\S+/.exec(out.stdout)?.[0] ?? '';
  expect((await fetch(`${base}/settings`)).status).toBe(502);
  signal('SIGTERM');
  expect(await code).toBe(0);
  proxy.close();
  expect(asked[0]).toBe('api.example.net:443');
  const wrong = fakeProcess();
  const secret = 'http://user:SECRET@[proxy';
  expect(await runGatewayCommand({ args: [], env: { ...env, HTTPS_PROXY: secret }, process: wrong.process })).toBe(2);
  expect(wrong.out.stderr).not.toContain('SECRET');
});

test('the default path is named', async () => {
  const { process, out, said, signal } = fakeProcess();
  const code = runGatewayCommand({ args: [], env, process });
  await said;
  expect(out.stdout).toMatch(/\/sso\n$/);
  signal('SIGTERM');
  expect(await code).toBe(0);
});

test('wrong options stop it with 2, and every fault is said', async () => {
  const { process, out } = fakeProcess();
  expect(await runGatewayCommand({ args: ['--language', 'german'], env: {}, process })).toBe(2);
  expect(out.stderr).toContain('apiUrl: is missing');
  expect(out.stderr).toContain('--language: must be');
  expect(await runGatewayCommand({ args: ['--nonsense'], env, process })).toBe(2);
});

test('a port that is taken stops it with 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { process, out } = fakeProcess();
  expect(
    await runGatewayCommand({ args: ['--port', String((other.address() as AddressInfo).port)], env, process }),
  ).toBe(1);
  expect(out.stderr).toContain('EADDRINUSE');
  await new Promise((resolve) => other.close(resolve));
});

test('the help names every variable, and exits with 0', async () => {
  const { process, out } = fakeProcess();
  expect(await runGatewayCommand({ args: ['--help'], env: {}, process })).toBe(0);
  for (const name of Object.keys(env)) expect(out.stdout).toContain(name);
  expect(out.stdout).not.toContain('--api-token');
});

test('the help lists the opt-in and its log', async () => {
  const { process, out } = fakeProcess();
  await runGatewayCommand({ args: ['--help'], env: {}, process });
  for (const word of [
    'SSO_LINK_PARAMETERS',
    '--link-parameters',
    'SSO_OPT_IN_CHANNELS',
    'SSO_OPT_IN_STATUS',
    'SSO_MAIL_NAMES_CONSENT',
    'SSO_CONSENT_LOG',
    '--consent-log',
  ])
    expect(out.stdout).toContain(word);
  expect(Math.max(...out.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
});

test('the running command writes consent events to the file, line by line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'consent-cli-'));
  const file = join(folder, 'consents.jsonl');
  const simulator = createSimulator({
    apiToken: 'token',
    settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'Mails' },
  });
  const api = createServerOf(getRequestListener((request) => simulator.fetch(request)));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const SSO_API_URL = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/v3.0`;
  const { process, out, said, signal } = fakeProcess();
  const code = runGatewayCommand({ args: ['--consent-log', file], env: { ...env, SSO_API_URL }, process });
  await said;
  const base = /http:\/\/\S+/.exec(out.stdout)?.[0] ?? '';
  const { optIn } = (await (await fetch(`${base}/settings`)).json()) as { optIn: { hash: string } };
  const started = await fetch(`${base}/registration/start`, {
    method: 'POST',
    headers: { Origin: 'https://news.example.org', 'X-SSO-Request': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({
      email: 'new@example.org',
      password: 'a new pass phrase',
      optIn: true,
      optInHash: optIn.hash,
    }),
  });
  expect(started.status).toBe(200);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ phase: 'asked', wording: 'Mails', choice: true });
  signal('SIGTERM');
  expect(await code).toBe(0);
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true });
});

test('the command hands its own arguments over, and its exit code back', async () => {
  const { argv, exitCode } = process;
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.argv = ['node', 'cli', '--help'];
  process.exitCode = undefined;
  await import('../../../src/gateway/node/cli.js');
  const said = write.mock.calls.flat().join('');
  const code = process.exitCode;
  write.mockRestore();
  Object.assign(process, { argv, exitCode });
  expect([said.startsWith('Usage: sso-elements-gateway'), code]).toEqual([true, 0]);
});

test('the command runs as a process of its own', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  expect(line).toMatch(/^Gateway at http:\/\/127\.0\.0\.1:\d+\/sso/);
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('the command ends with the process that started it, and frees its port', { timeout: 60_000 }, async () => {
  // As `npx` does it: something in between, which dies and hands no signal on.
  const command = `const child = require('node:child_process').spawn(process.execPath,
    ['--import', 'tsx', 'src/gateway/node/cli.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', (line) => process.stdout.write(child.pid + ' ' + line));`;
  const parent = spawn(process.execPath, ['-e', command], { cwd: root, env: { ...plainEnvironment(), ...env } });
  const line = await new Promise<string>((resolve, reject) => {
    parent.stdout.once('data', (data: Buffer) => resolve(data.toString()));
    parent.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const [, url = ''] = /Gateway at (http\S+)/.exec(line) ?? [];
  expect((await fetch(`${url}/session`)).status).toBe(200);
  parent.removeAllListeners('exit');
  parent.kill('SIGKILL');
  await untilPasses(() => expect(fetch(`${url}/session`)).rejects.toThrow('fetch failed'));
});

test('a reader of the output that goes away does not end the command', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
  });
  const line = await new Promise<string>((resolve) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
  });
  const [, url = ''] = /Gateway at (http\S+)/.exec(line) ?? [];
  child.stdout.destroy();
  child.stderr.destroy();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // The API is out of reach, so that each call writes to the log.
  for (let n = 0; n < 3; n += 1) expect((await fetch(`${url}/settings`)).status).toBeGreaterThanOrEqual(500);
  expect((await fetch(`${url}/session`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a secret that the command makes is one, is another each time, and nothing is started', async () => {
  const made: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const { process, out } = fakeProcess();
    expect(await runGatewayCommand({ args: ['secret'], env: {}, process })).toBe(0);
    expect([out.stdout.split('\n').length, out.stderr]).toEqual([2, '']);
    made.push(out.stdout.trim());
  }
  expect(new Set(made).size).toBe(2);
  expect(made.every(isSecret)).toBe(true);
  expect(made.map((each) => Buffer.from(each, 'base64').length)).toEqual([32, 32]);
  const { process, out } = fakeProcess();
  expect(await runGatewayCommand({ args: ['secret', '--port', '1'], env: {}, process })).toBe(2);
  expect([out.stdout, out.stderr]).toEqual(['', expect.stringContaining('secret: takes nothing else')]);
});

test('an address of Redis that is none stops the start, and is not repeated', async () => {
  const { process, out } = fakeProcess();
  const given = { ...env, SSO_REDIS_URL: 'redis+sentinel://ada:s3cret@host' };
  expect(await runGatewayCommand({ args: [], env: given, process })).toBe(2);
  expect(out.stderr).toContain('SSO_REDIS_URL: must be an address');
  expect(out.stderr).not.toContain('s3cret');
});

test('with Redis out of reach the gateway is there, and stops', async () => {
  const simulator = createSimulator({ apiToken: env.SSO_API_TOKEN });
  const api = createServerOf(getRequestListener((request) => simulator.fetch(request)));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const { port } = api.address() as AddressInfo;
  const { process, out, said, signal } = fakeProcess();
  const given = { ...env, SSO_API_URL: `http://127.0.0.1:${port}/api/v3.0`, SSO_REDIS_URL: 'redis://127.0.0.1:1' };
  const code = runGatewayCommand({ args: [], env: given, process });
  await said;
  const url = /http:\/\/\S+/.exec(out.stdout)?.[0];
  const headers = { 'Sec-Fetch-Site': 'same-origin', Host: 'news.example.org' };
  expect(await (await fetch(`${url}/settings`, { headers })).json()).toMatchObject({ availability: 'available' });
  signal('SIGTERM');
  expect(await code).toBe(0);
  api.close();
});

test('a new access key is one that the gateway takes, by the environment, alone or in a list', async () => {
  let text = '';
  const process = {
    once: () => undefined,
    stdout: { write: (part: string) => (text += part) },
    stderr: { write: () => 0 },
  };
  expect(await runGatewayCommand({ args: ['access-key'], env: {}, process })).toBe(0);
  const key = JSON.parse(text) as object;
  expect(Object.keys(key)).toEqual(['kty', 'crv', 'x', 'y', 'd']);
  const keysOf = (given: string) => {
    const read = readSettings([], { SSO_ACCESS_KEYS: given, SSO_ACCESS_TOKEN_RIGHTS: 'plus, epaper' });
    return read.settings.gateway.accessToken;
  };
  expect(keysOf(text)).toEqual({ keys: [key], rights: ['plus', 'epaper'] });
  expect(keysOf(`[${text}]`)).toEqual({ keys: [key], rights: ['plus', 'epaper'] });
  // The check of the options names it.
  expect(keysOf('no key')?.keys).toBe('no key');
  expect(await runGatewayCommand({ args: ['access-key', '--port', '1'], env: {}, process })).toBe(2);
});

test('what is printed in place of serving goes to stdout, warnings and faults to stderr', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'command-prints-'));
  const file = join(folder, 'gateway.json');
  writeFileSync(file, JSON.stringify({ apiToken: 'token' }));
  chmodSync(file, 0o644);
  const { SSO_API_TOKEN: _token, ...rest } = env;
  const run = async (args: string[], more: object = {}) => {
    const { process, out } = fakeProcess();
    return { code: await runGatewayCommand({ args, env: { ...rest, SSO_CONFIG: file, ...more }, process }), ...out };
  };
  const warning = `Warning: ${file}: anybody on this machine may read the file, which holds a secret; take that right away (chmod o-r)\n`;
  expect(await run(['--check'])).toEqual({ code: 0, stdout: 'The gateway’s settings are right.\n', stderr: warning });
  const config = await run(['--print-config']);
  expect([config.code, config.stderr]).toEqual([0, warning]);
  expect(JSON.parse(config.stdout)).toMatchObject({ apiToken: '(secret)', port: 0 });
  expect(await run(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  });
  expect(await run(['--check'], { PORT: 'x' })).toMatchObject({ code: 2, stdout: '' });
  expect(await run([], { SSO_CONSENT_LOG: folder })).toMatchObject({ code: 2, stdout: '' });
  rmSync(folder, { recursive: true });
});

test('an API token in a file is read again when it has changed, and so is what the hosted API is asked with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'command-token-'));
  const SSO_API_TOKEN_FILE = join(folder, 'token');
  writeFileSync(SSO_API_TOKEN_FILE, 'old', { mode: 0o600 });
  const simulator = createSimulator({ apiToken: 'a-new-token' });
  const api = createServerOf(getRequestListener((request) => simulator.fetch(request)));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const SSO_API_URL = `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/v3.0`;
  const { SSO_API_TOKEN: _token, ...rest } = env;
  const { process, out, said, signal } = fakeProcess();
  const code = runGatewayCommand({ args: [], env: { ...rest, SSO_API_URL, SSO_API_TOKEN_FILE }, process });
  await said;
  const base = /http:\/\/\S+/.exec(out.stdout)?.[0] ?? '';
  const start = async () =>
    (
      await fetch(`${base}/login/start`, {
        method: 'POST',
        headers: { Origin: 'https://news.example.org', 'X-SSO-Request': '1', 'Content-Type': 'application/json' },
        body: JSON.stringify({ identifier: 'nobody@example.org', password: 'a pass phrase' }),
      })
    ).json() as Promise<{ code: string }>;
  expect((await start()).code).toBe('misconfigured');
  writeFileSync(SSO_API_TOKEN_FILE, 'a-new-token\n');
  expect((await start()).code).toBe('wrong-credentials');
  signal('SIGTERM');
  expect(await code).toBe(0);
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true });
});
