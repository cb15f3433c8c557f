/** The command as a process of its own, from source. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../../scripts/run/paths.js';
import { plainEnvironment } from '../../../../scripts/run/plain-environment.js';

const secret = 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a';
const token = 'TOKEN-OF-THE-API-77';
const env = { SSO_API_URL: 'https://api.example.net/api/v3.0', SSO_ORIGINS: 'https://news.example.org' };
const whole = { ...env, SSO_API_TOKEN: token, SSO_SECRETS: secret };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-process-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(args: readonly string[], more: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts', ...args], {
    cwd: root,
    env: { ...plainEnvironment(), ...more },
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (out.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (out.stderr += data.toString()));
  return { child, out, closed: once(child, 'close') as Promise<[number | null]> };
}
async function run(args: readonly string[], more: Readonly<Record<string, string>>) {
  const { out, closed } = start(args, more);
  const [code] = await closed;
  return { code, ...out };
}
/** Starts the command, stops it once it serves, and resolves with its exit code. */
async function serves(args: readonly string[], more: Readonly<Record<string, string>>) {
  const { child, out, closed } = start(args, { PORT: '0', ...more });
  await Promise.race([once(child.stdout, 'data'), closed]);
  child.kill('SIGTERM');
  return { code: (await closed)[0], ...out };
}
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  return path;
}

test('--version prints the package’s version, whatever else is wrong', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(await run(['--version'], { SSO_NONSENSE: 'x' })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('--check opens no port, and ends with 0', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const checked = await run(['--check', '--port', String(port)], whole);
  expect(checked).toEqual({ code: 0, stdout: 'The gateway’s settings are right.\n', stderr: '' });
  await new Promise((resolve) => other.close(resolve));
});

test.each(['--check', '--print-config', '--port=0'])(
  'with %s, faults are listed all at once, and end it with 2',
  async (arg) => {
    const { SSO_ORIGINS: _origins, ...rest } = whole;
    const more = { ...rest, SSO_TRUSTED_PROXY: '1', SSO_SECRETS_FILE: '/nowhere', PORT: 'http', SSO_LOG_LEVEL: 'loud' };
    const { code, stdout, stderr } = await run([arg, '--api-tokn', token], more);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([
      'The gateway’s settings are wrong:',
      '- --api-tokn: unknown',
      '- SSO_TRUSTED_PROXY: unknown; did you mean SSO_TRUSTED_PROXIES?',
      '- SSO_SECRETS, SSO_SECRETS_FILE: only one of them may be given',
      expect.stringMatching(
        /^- origins: is missing, .*; set SSO_ORIGINS, --origins or origins in the configuration file$/,
      ),
      ...(arg === '--port=0' ? [] : ['- PORT: must be a whole number from 0 to 65535']),
      '- SSO_LOG_LEVEL: must be info, warn, error or silent',
      '',
    ]);
    expect(stderr).not.toContain(token);
  },
);

test('--print-config prints the settings in effect without secrets; the file that it makes starts the gateway', async () => {
  const { code, stdout, stderr } = await run(['--print-config', '--language', 'de', '--port', '0'], {
    ...env,
    SSO_API_TOKEN: token,
    SSO_SECRETS_FILE: file('secrets', secret),
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toMatch(new RegExp(`${token}|${secret}`));
  expect(JSON.parse(stdout)).toMatchObject({
    apiUrl: env.SSO_API_URL,
    apiToken: '(secret)',
    secrets: { file: join(folder, 'secrets') },
    language: 'de',
    port: 0,
    timeout: 8000,
  });
  const served = await serves(['--config', file('printed.json', stdout)], { SSO_API_TOKEN: token });
  expect([served.code, served.stdout]).toEqual([0, expect.stringMatching(/^Gateway at http/)]);
});

test('it starts with secrets from files and from credentials', async () => {
  const CREDENTIALS_DIRECTORY = join(folder, 'credentials');
  mkdirSync(CREDENTIALS_DIRECTORY);
  file('credentials/SSO_SECRETS', `${secret}\n`);
  const served = await serves([], { ...env, SSO_API_TOKEN_FILE: file('token', `${token}\n`), CREDENTIALS_DIRECTORY });
  expect(served).toEqual({ code: 0, stdout: expect.stringMatching(/^Gateway at http/) as string, stderr: '' });
});

test('what the log writes goes up to its level', async () => {
  const lines = async (SSO_LOG_LEVEL: string) => {
    const { child, out, closed } = start([], { ...whole, SSO_API_URL: 'http://127.0.0.1:1', PORT: '0', SSO_LOG_LEVEL });
    await once(child.stdout, 'data');
    const url = /http:\S+/.exec(out.stdout)?.[0];
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/settings`)).status).toBe(502);
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(0);
    const logged = `${out.stdout}${out.stderr}`.split('\n').filter((line) => line.startsWith('{'));
    const levels = new Set(logged.map((line) => (JSON.parse(line) as { level: string }).level));
    return ['warn', 'info'].filter((level) => levels.has(level));
  };
  expect(await lines('error')).toEqual([]);
  expect(await lines('warn')).toEqual(['warn']);
  expect(await lines('info')).toEqual(['warn', 'info']);
});
