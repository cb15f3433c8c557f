/** The log of the command: as text, by level, and where nobody takes it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { appendLeftOut } from '../../../scripts/run/left-out.js';
import { root } from '../../../scripts/run/paths.js';
import { plainEnvironment } from '../../../scripts/run/plain-environment.js';
import type { LogEvent } from '../../../src/gateway/base/log.js';
import { runGatewayCommand } from '../../../src/gateway/node/cli-run.js';
import { readSettings } from '../../../src/gateway/node/command/read-settings.js';
import { openCommandLog } from '../../../src/gateway/node/command/command-log.js';
import { untilPasses } from '../../support/until.js';
import { hashOf } from '../support/log-hash.js';
import { credentials, origin, secret, session, site } from '../support/harness.js';

const textTarget = () => {
  const out = { text: '' };
  return { out, target: { write: (text: string) => void (out.text += text) } };
};

test('a line is the event in one line of JSON, its level in words, and nothing of the process', async () => {
  const { out, target } = textTarget();
  const { log, close } = openCommandLog('info', target);
  const news = site({ '/processes/login/verify': () => session() }, { log });
  await news.post('login/start', credentials);
  await close();
  expect(out.text).toMatch(/^\{"level":"info","time":"2026-05-04T10:00:00\.000Z","event":"call",[^\n]*\}\n$/);
  expect(JSON.parse(out.text)).toMatchObject({ route: 'login/start', signedIn: true });
  for (const name of ['pid', 'hostname', 'msg']) expect(JSON.parse(out.text)).not.toHaveProperty(name);
});

test.each([
  ['info', ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
] as const)('%s writes its own lines and those above', async (level, written) => {
  const { out, target } = textTarget();
  const { log } = openCommandLog(level, target);
  const news = site({}, { log });
  for (const each of ['info', 'warn', 'error'] as const) log({ level: each, event: 'problem' });
  const lines = out.text.split('\n').filter(Boolean);
  expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(written);
  await news.get('session');
  expect(out.text.includes('"event":"call"')).toBe(level === 'info');
});

test('the level comes from the environment or from a flag, and one that does not exist is said', () => {
  expect(readSettings([], { SSO_LOG_LEVEL: 'warn' }).settings.logLevel).toBe('warn');
  expect(readSettings(['--log-level', 'silent'], { SSO_LOG_LEVEL: 'warn' }).settings.logLevel).toBe('silent');
  expect(readSettings([], { SSO_LOG_LEVEL: 'debug' }).faults.join()).toMatch(/SSO_LOG_LEVEL: must be .*info.*silent/);
});

const env = {
  SSO_API_URL: 'http://127.0.0.1:9/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: origin,
  SSO_SECRETS: 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a',
  PORT: '0',
};

test('the process writes its lines to the standard error, and all of them before it ends', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
  });
  let written = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written += text));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const base = /http:\S+/.exec(said.toString())?.[0] ?? '';
  for (let count = 0; count < 20; count += 1) await fetch(`${base}/session`);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number];
  const lines = written
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { event: string; route?: string });
  expect([code, lines.filter(({ event, route }) => event === 'call' && route === 'session').length]).toEqual([0, 20]);
});

test('calls are answered where the reader of the lines has gone, and where it takes none', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
  });
  // Nobody reads: what the pipe does not hold waits in the process.
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const base = /http:\S+/.exec(said.toString())?.[0] ?? '';
  const ask = async () => (await fetch(`${base}/session`)).status;
  for (let count = 0; count < 1000; count += 1) expect(await ask()).toBe(200);
  child.stderr.destroy();
  for (let count = 0; count < 10; count += 1) expect(await ask()).toBe(200);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

/** Serves some readers with a log that takes nothing, and resolves to the exit code after SIGTERM. */
async function stoppedWith(stderr: number | 'pipe', calls: number): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/cli.ts'], {
    cwd: root,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', stderr],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  const base = /http:\S+/.exec(said.toString())?.[0] ?? '';
  for (let count = 0; count < calls; count += 1) expect((await fetch(`${base}/session`)).status).toBe(200);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('a log on a full disk holds up neither readers nor a stop', async () => {
  if (!existsSync('/dev/full')) {
    appendLeftOut('A log on a full disk: this machine has no /dev/full.');
    return;
  }
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  expect(await stoppedWith(full, 100)).toBe(0);
});

test('whoever reads the log and stands still does not hold up a stop', async () => {
  // More than a pipe holds.
  expect(await stoppedWith('pipe', 1000)).toBe(0);
});

async function run(args: string[], variables: object, typed?: string) {
  const out = { stdout: '', stderr: '' };
  const write = (name: keyof typeof out) => ({ write: (text: string) => void (out[name] += text) });
  const process = {
    once: () => undefined,
    stdout: write('stdout'),
    stderr: write('stderr'),
    ...(typed !== undefined && {
      stdin: (async function* () {
        yield Buffer.from(typed);
      })(),
    }),
  };
  return { code: await runGatewayCommand({ args, env: { ...variables }, process }), ...out };
}

test('hash prints what the log calls a reader or an address, typed as an argument or into it', async () => {
  const variables = { SSO_SECRETS: secret };
  const [account] = await hashOf(credentials.identifier);
  const [address] = await hashOf('203.0.113.7');
  expect(account).toMatch(/^[\w-]{22}$/);
  expect(await run(['hash', 'READER@example.org', '203.0.113.7'], variables)).toEqual({
    code: 0,
    stdout: `${account}\n${address}\n`,
    stderr: '',
  });
  expect(await run(['hash'], variables, 'reader@example.org\n\n 203.0.113.7')).toMatchObject({
    code: 0,
    stdout: `${account}\n${address}\n`,
  });
});

test('hash prints one for each secret', async () => {
  const { stdout } = await run(['hash', 'reader'], { SSO_SECRETS: `${secret}, ${env.SSO_SECRETS}` });
  const both = [await hashOf('reader'), await hashOf('reader', env.SSO_SECRETS)].flat();
  expect(stdout).toBe(`${both.join('\n')}\n`);
});

test.each([
  ['without secrets', ['hash', 'reader'], {}, 'SSO_SECRETS'],
  ['of nothing', ['hash'], { SSO_SECRETS: secret }, 'needs an e-mail address'],
  ['of a private network', ['hash', '192.168.0.1'], { SSO_SECRETS: secret }, 'private network'],
])('hash %s stops with 2, and says so', async (_name, args, variables, said) => {
  const { code, stderr, stdout } = await run(args, variables);
  expect([code, stdout, stderr.includes(said)]).toEqual([2, '', true]);
});

test('hash has the secrets of the configuration file, and says why it cannot read them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hash-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = join(folder, 'gateway.json');
  writeFileSync(config, JSON.stringify({ secrets: [secret], port: 'wrong' }), { mode: 0o600 });
  const found = { code: 0, stdout: `${(await hashOf('reader')).join('\n')}\n`, stderr: '' };
  expect(await run(['hash', '--config', config, 'reader'], {})).toEqual(found);
  expect(await run(['hash', 'reader', `--config=${config}`], {})).toEqual(found);
  expect(await run(['hash', 'reader'], { SSO_CONFIG: config })).toEqual(found);
  expect(await run(['hash', '--', 'reader'], { SSO_CONFIG: config })).toEqual(found);
  const said = async (args: string[], variables: object = {}) => {
    const { code, stdout, stderr } = await run(['hash', ...args], variables);
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await said(['reader'], { SSO_SECRETS_FILE: '/nowhere' })).toBe(
    'Error: SSO_SECRETS_FILE: there is no such file\n',
  );
  expect(await said(['reader', '--config', '/nowhere'])).toBe('Error: --config: there is no such file\n');
  for (const wrong of [['--confg', config], ['--port=1'], ['--config'], ['-x@example.org']])
    expect(await said([...wrong, 'reader'].slice(0, wrong[0] === '--config' ? 1 : 9), { SSO_SECRETS: secret })).toBe(
      'Error: hash: takes no flag but --config FILE; what begins with a hyphen comes after --\n',
    );
});

test('lines that wait to be made come in their order, and at the end of the process', () => {
  const made = `
    import { openCommandLog } from './src/gateway/node/command/command-log.ts';
    const { log } = openCommandLog('info', process.stderr);
    for (const event of ['call', 'session-ended']) log({ level: 'info', event });
    log({ level: 'warn', event: 'store-failed' });
    log({ level: 'info', event: 'call', after: true });
    throw new Error('a crash');`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', made];
  const { stderr } = spawnSync(process.execPath, args, { cwd: root, env: plainEnvironment() });
  const lines = stderr
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'));
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
    'call',
    'session-ended',
    'store-failed',
    'call',
  ]);
});

test('lines for which there is no room are told once there is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lost-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(fd));
  const { log, tellLosses, close } = openCommandLog('info', { fd, write: () => undefined }, 100_000);
  const told: LogEvent[] = [];
  tellLosses((line) => {
    told.push(line);
    log(line);
  });
  const count = 400;
  for (let at = 0; at < count; at += 1) log({ level: 'info', event: 'call', path: 'x'.repeat(1000) });
  let text = '';
  const some = Buffer.alloc(100_000);
  await untilPasses(() => {
    text += some.toString('utf8', 0, readSync(fd, some));
    expect(text).toContain('log-lines-lost');
  });
  await close();
  const lines = text.trim().split('\n');
  expect(told).toEqual([
    {
      time: expect.any(String) as string,
      level: 'warn',
      event: 'log-lines-lost',
      // All others were written, and this one.
      lines: count - (lines.length - 1),
    },
  ]);
  expect(lines.length).toBeLessThan(count);
});

/** A log to a file, what its process would do at its end, and what is in the file. */
function logTo(path: string) {
  const fd = openSync(path, 'a+');
  const leaving = vi.spyOn(process, 'prependListener');
  const opened = openCommandLog('info', { fd, write: () => undefined });
  const [, leave] = leaving.mock.lastCall as unknown as [string, () => void];
  leaving.mockRestore();
  return { ...opened, fd, leave };
}

test('at the end of the process nothing waits to be made any more, and what comes after a stop is made at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leaving-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'log');
  const { log, close, leave, fd } = logTo(path);
  onTestFinished(() => closeSync(fd));
  log({ level: 'info', event: 'call' });
  leave();
  log({ level: 'info', event: 'session-ended' });
  await close();
  const events = () => readFileSync(path, 'utf8').match(/(?<="event":")[^"]+/g);
  expect(events()).toEqual(['call', 'session-ended']);
  log({ level: 'info', event: 'call' });
  await untilPasses(() => expect(events()).toHaveLength(3));
});

test('at the end of the process a disk that is full is not written to once more', async () => {
  if (!existsSync('/dev/full')) {
    appendLeftOut('A log on a full disk at the end: this machine has none.');
    return;
  }
  const { log, close, leave } = logTo('/dev/full');
  for (let count = 0; count < 100; count += 1) log({ level: 'info', event: 'call', path: 'x'.repeat(1000) });
  await close();
  leave();
  expect(() => log({ level: 'error', event: 'problem' })).toThrow();
});
