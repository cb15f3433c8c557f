/** Secrets from files and from systemd's credentials. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';

const token = 'TOKEN-OF-THE-API-77';
const secrets = ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a', 'q8WnE3zXc6VbT1rYp5LkJ0hGf9DsA2mU'] as const;
const env = { SSO_API_URL: 'https://api.example.net/api/v3.0', SSO_ORIGINS: 'https://news.example.org' };
const rest = { ...env, SSO_SECRETS: secrets[0] };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of the test, readable for its owner unless `mode` says otherwise. */
function file(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
/** A directory of credentials, as systemd makes it for a unit. */
function credentials(name: string, given: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [each, text] of Object.entries(given)) file(join(name, each), text, 0o400);
  return path;
}
const quiet = ({ faults, warnings }: ReturnType<typeof readSettings>) =>
  expect([...faults, ...warnings].join('\n')).not.toMatch(new RegExp([token, ...secrets].join('|')));

test('a secret is the content of the file that its variable names, without one line break at the end', () => {
  for (const end of ['', '\n', '\r\n']) {
    const read = readSettings([], { ...rest, SSO_API_TOKEN_FILE: file('token', token + end) });
    expect([read.faults, read.warnings, read.settings.gateway.apiToken]).toEqual([[], [], token]);
  }
  const twice = readSettings([], { ...rest, SSO_API_TOKEN_FILE: file('twice', `${token}\n\n`) });
  expect(twice.faults).toEqual([expect.stringMatching(/^SSO_API_TOKEN_FILE: must be the secret token, of visible/)]);
  quiet(twice);
});

test('secrets that are being rotated stand in one file, each on its line or with a comma between them', () => {
  for (const between of ['\n', ',', ' ,\r\n']) {
    const SSO_SECRETS_FILE = file('secrets', `${secrets[0]}${between}${secrets[1]}\n`);
    const read = readSettings([], { ...env, SSO_API_TOKEN: token, SSO_SECRETS_FILE });
    expect([read.faults, read.settings.gateway.secrets]).toEqual([[], secrets]);
  }
});

test('every secret has such a variable: the captcha’s, Redis’s address and the access keys', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), d: 'd'.repeat(43) };
  const { settings, faults } = readSettings([], {
    ...rest,
    SSO_API_TOKEN: token,
    SSO_CAPTCHA_PROVIDER: 'turnstile',
    SSO_CAPTCHA_SECRET_FILE: file('captcha', 'SECRET\n'),
    SSO_REDIS_URL_FILE: file('redis', 'redis://user:word@redis.example.net\n'),
    SSO_ACCESS_KEYS_FILE: file('keys', JSON.stringify([key], null, 2)),
  });
  expect(faults).toEqual([]);
  expect(settings).toMatchObject({
    gateway: { captcha: { secret: 'SECRET' }, accessToken: { keys: [key] } },
    redis: { url: 'redis://user:word@redis.example.net' },
  });
});

test('credentials of systemd are called as their variables', () => {
  const CREDENTIALS_DIRECTORY = credentials('unit', { SSO_API_TOKEN: `${token}\n`, SSO_SECRETS: secrets.join('\n') });
  const { settings, faults, warnings } = readSettings([], { ...env, CREDENTIALS_DIRECTORY });
  expect([faults, warnings]).toEqual([[], []]);
  expect(settings.gateway).toMatchObject({ apiToken: token, secrets });
});

test('a credential that nobody knows is refused; one of another program is none of our business', () => {
  const CREDENTIALS_DIRECTORY = credentials('misspelt', { SSO_API_TOKN: token, database: 'x' });
  const read = readSettings([], { ...rest, SSO_API_TOKEN: token, CREDENTIALS_DIRECTORY });
  expect(read.faults).toEqual(['credential SSO_API_TOKN: unknown; did you mean SSO_API_TOKEN?']);
  const nowhere = { ...rest, SSO_API_TOKEN: token, CREDENTIALS_DIRECTORY: join(folder, 'nowhere') };
  expect(readSettings([], nowhere).faults).toEqual(['CREDENTIALS_DIRECTORY: there is no such file']);
});

test('a secret is given in one place of the environment alone', () => {
  const SSO_API_TOKEN_FILE = file('again', token);
  const CREDENTIALS_DIRECTORY = credentials('again-unit', { SSO_API_TOKEN: token });
  const both = readSettings([], { ...rest, SSO_API_TOKEN: token, SSO_API_TOKEN_FILE });
  expect(both.faults).toEqual(['SSO_API_TOKEN, SSO_API_TOKEN_FILE: only one of them may be given']);
  const other = readSettings([], { ...rest, SSO_API_TOKEN_FILE, CREDENTIALS_DIRECTORY });
  expect(other.faults).toEqual(['SSO_API_TOKEN_FILE, credential SSO_API_TOKEN: only one of them may be given']);
  expect(readSettings([], { ...rest, SSO_API_TOKEN: '', SSO_API_TOKEN_FILE }).faults).toEqual([]);
});

function loopIn(inside: string): string {
  symlinkSync(join(inside, 'loop'), join(inside, 'loop'));
  return join(inside, 'loop');
}

test.each<[string, (folder: string) => string, string]>([
  ['is not there', (inside) => join(inside, 'nowhere'), 'there is no such file'],
  ['is a directory', (inside) => inside, 'it is no file'],
  ['is a link to itself', (inside) => loopIn(inside), 'the file cannot be read (ELOOP)'],
  ['is empty', () => file('empty', '\n'), 'the file is empty'],
  ['is too long', () => file('long', 'x'.repeat(64 * 1024 + 1)), 'the file is longer than 64 KiB'],
  // The secret in place of the path to it.
  ['is no path', () => token, 'there is no such file'],
  [
    'can be written by anybody',
    () => file('writable', token, 0o602),
    'anybody on this machine may write to the file; take that right away (chmod o-w)',
  ],
])('a file that %s is a fault, which repeats neither content nor path', (_what, make, why) => {
  const read = readSettings([], { ...rest, SSO_API_TOKEN_FILE: make(folder) });
  expect(read.faults).toEqual([`SSO_API_TOKEN_FILE: ${why}`]);
  quiet(read);
});

test('a file that anybody may read is a warning', () => {
  const read = readSettings([], { ...rest, SSO_API_TOKEN_FILE: file('open', token, 0o604) });
  expect(read.faults).toEqual([]);
  expect(read.warnings).toEqual([
    'SSO_API_TOKEN_FILE: anybody on this machine may read the file, which holds a secret; take that right away (chmod o-r)',
  ]);
  quiet(read);
});

test('a secret can come through a pipe, as of another program’s output', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', `echo ${token} > ${pipe}`]);
  const read = readSettings([], { ...rest, SSO_API_TOKEN_FILE: pipe });
  expect([read.faults, read.warnings, read.settings.gateway.apiToken]).toEqual([[], [], token]);
  // It cannot be read again.
  expect([read.settings.apiTokenFile, read.printed]).toEqual([
    undefined,
    expect.objectContaining({ apiToken: '(secret)' }),
  ]);
});
