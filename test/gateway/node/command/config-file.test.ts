/** The configuration file, and what `--print-config` makes of the settings. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';

const secrets = ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a', 'q8WnE3zXc6VbT1rYp5LkJ0hGf9DsA2mU'] as const;
const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), d: 'd'.repeat(43) };
const good = {
  apiUrl: 'https://api.example.net/api/v3.0',
  apiToken: 'TOKEN-77',
  origins: ['https://news.example.org'],
  secrets: [secrets[0]],
};
/** All that a file can say. */
const full = {
  ...good,
  sites: [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/konto/sso' }],
  linkParameters: { token: 'step', code: 'token' },
  limitChanges: { 'start-pair': { times: 8 } },
  optIn: { channels: ['EMAIL'], status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true },
  accessToken: { keys: [key], audience: 'edge', maxAge: 60, rights: ['plus'] },
  captcha: { provider: 'turnstile', secret: 'SECRET-77', when: 'always', hostnames: ['news.example.org'] },
  offerStaySignedIn: true,
  redisUrl: 'redis://ada:WORD-77@redis.example.net',
  port: 0,
  patience: 100,
  logLevel: 'error',
};
const all = /mJ2v9sQx|q8WnE3z|TOKEN-77|SECRET-77|WORD-77|ddddd/;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}
const read = (content: unknown, env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) => {
  const path = file('gateway.json', content);
  const found = readSettings(['--config', path, ...args], env);
  const short = (line: string) => line.replaceAll(path, 'gateway.json');
  return { ...found, faults: found.faults.map(short), warnings: found.warnings.map(short) };
};

test('a file has the options as `createGateway` takes them, and what the command alone takes', () => {
  const { settings, faults, warnings } = read({ $schema: './gateway-config.schema.json', ...full });
  expect([faults, warnings]).toEqual([[], []]);
  const { redisUrl: _redis, port: _port, patience: _patience, logLevel: _level, ...gateway } = full;
  expect(settings).toEqual({
    gateway,
    serve: { port: 0, patience: 100 },
    logLevel: 'error',
    detached: false,
    redis: { url: full.redisUrl },
  });
});

test('variables win over the file, and flags over both, part by part', () => {
  const env = { SSO_LOG_LEVEL: 'info', PORT: '5', SSO_CAPTCHA_WHEN: 'risk', SSO_API_TOKEN: 'another' };
  const { settings, faults } = read(full, env, ['--port', '6']);
  expect(faults).toEqual([]);
  expect(settings).toMatchObject({ logLevel: 'info', serve: { port: 6 } });
  expect(settings.gateway.apiToken).toBe('another');
  expect(settings.gateway.captcha).toEqual({ ...full.captcha, when: 'risk' });
});

test('the flag names another file than the variable', () => {
  const SSO_CONFIG = file('variable.json', { ...good, port: 1 });
  expect(readSettings([], { SSO_CONFIG }).settings.serve.port).toBe(1);
  const flagged = file('flag.json', { ...good, port: 2 });
  expect(readSettings(['--config', flagged], { SSO_CONFIG }).settings.serve.port).toBe(2);
});

test('a secret of the file may stand in files of its own, which are looked for from there', () => {
  file('token', 'TOKEN-77\n');
  file('old', secrets[0]);
  file('new', `${secrets[1]}\n`);
  const { settings, faults } = read({
    ...good,
    apiToken: { file: 'token' },
    secrets: [{ file: 'old' }, { file: 'new' }],
  });
  expect(faults).toEqual([]);
  expect(settings.gateway).toMatchObject({ apiToken: 'TOKEN-77', secrets });
  const missing = { ...good, apiToken: { file: 'TOKEN-77' }, secrets: [{ file: 'old' }, { file: 'nowhere' }] };
  expect(read(missing).faults).toEqual([
    'gateway.json: apiToken.file: there is no such file',
    'gateway.json: secrets[1].file: there is no such file',
  ]);
  // What wins is good.
  expect(read(missing, { SSO_API_TOKEN: 'a', SSO_SECRETS: secrets[0] }).faults).toEqual([]);
});

test('every fault is named by its place, and no value is repeated', () => {
  const { faults } = read(
    {
      ...good,
      apiToken: 'TOKEN-77 ',
      trustedProxy: 1,
      port: '8787',
      offerStaySignedIn: 'true',
      languages: 'de',
      captcha: { provider: 'turnstile', secret: '', whn: 'risk' },
      optIn: [],
      onConsent: 'x',
      limitChanges: { start: {} },
      logLevel: null,
    },
    { SSO_TIMEOUT: 'x' },
  );
  expect(faults).toEqual([
    'gateway.json: trustedProxy: unknown; did you mean trustedProxies?',
    'gateway.json: captcha.whn: unknown; did you mean when?',
    'gateway.json: optIn: must be an object',
    'gateway.json: onConsent: unknown',
    expect.stringMatching(/^gateway.json: apiToken: must be the secret token/),
    'gateway.json: languages: must list 1 to 20 languages of two small letters (ISO 639-1)',
    'gateway.json: offerStaySignedIn: must be true or false',
    'gateway.json: captcha.secret: must be the secret key, of at most 200 visible ASCII characters',
    'SSO_TIMEOUT: must be a whole number from 1 to 60000',
    expect.stringMatching(/^gateway.json: limitChanges: must have no names but/),
    'gateway.json: port: must be a whole number from 0 to 65535',
    'gateway.json: logLevel: must be info, warn, error or silent',
  ]);
  expect(faults.join('\n')).not.toMatch(all);
});

test.each([
  ['{ "apiToken": TOKEN-77 }', 'gateway.json, line 1, column 15: this is not JSON'],
  ['{\n  "apiToken": "TOKEN-77",\n}', 'gateway.json, line 3, column 1: this is not JSON'],
  ['{\n  "apiToken": "TOKEN-77', 'gateway.json, line 2, column 24: this is not JSON'],
  ['{ "port": 1,\n  "port": 2 }', 'gateway.json, line 2, column 4: a name is there twice'],
  ['', 'gateway.json, line 1, column 1: this is not JSON'],
  ['["TOKEN-77"]', 'gateway.json: must be a JSON object'],
])('a file that cannot be read, %j, hides no other fault, and what may stand in it is not missed', (text, fault) => {
  const { faults } = read(text, { PORT: 'x' });
  expect(faults).toEqual([fault, 'PORT: must be a whole number from 0 to 65535']);
});

test('a file that is not there is a fault of what names it', () => {
  expect(readSettings(['--config', '/nowhere.json'], {}).faults).toEqual(['--config: there is no such file']);
  expect(readSettings([], { SSO_CONFIG: folder }).faults).toEqual(['SSO_CONFIG: it is no file']);
});

test('nobody else may write to the file; if it holds a secret, others should not read it', () => {
  const writable = file('writable.json', good, 0o602);
  expect(readSettings(['--config', writable], {}).faults).toEqual([
    '--config: anybody on this machine may write to the file; take that right away (chmod o-w)',
  ]);
  const open = file('open.json', good, 0o644);
  expect(readSettings(['--config', open], {}).warnings).toEqual([
    expect.stringMatching(/open\.json: anybody on this machine may read the file, which holds a secret/),
  ]);
  const { apiToken: _token, secrets: _secrets, ...plain } = good;
  expect(readSettings(['--config', file('plain.json', plain, 0o644)], {}).warnings).toEqual([]);
});

const withoutSecrets = {
  SSO_API_TOKEN: 'TOKEN-77',
  SSO_SECRETS: secrets[0],
  SSO_CAPTCHA_SECRET: 'SECRET-77',
  SSO_REDIS_URL: full.redisUrl,
  SSO_ACCESS_KEYS: JSON.stringify(key),
};

test('what is printed holds no secret, and is the file of the same settings once the secrets are there', () => {
  const { printed, settings } = read(full);
  expect(JSON.stringify(printed)).not.toMatch(all);
  expect(printed).toMatchObject({
    apiToken: '(secret)',
    secrets: ['(secret)'],
    redisUrl: '(secret)',
    captcha: { secret: '(secret)', timeout: 3000 },
    accessToken: { keys: ['(secret)'], audience: 'edge' },
    timeout: 8000,
    detached: false,
    host: '127.0.0.1',
  });
  const again = read(printed, withoutSecrets);
  expect(again.faults).toEqual([]);
  expect(again.printed).toEqual(printed);
  expect(again.settings.gateway).toMatchObject(settings.gateway);
});

test('a file that consents are in already can be written to', () => {
  const consentLog = file('consents.jsonl', '');
  expect([read({ ...good, consentLog }).faults, read({ ...good, consentLog }).settings.consentLog]).toEqual([
    [],
    consentLog,
  ]);
});

test('a mask is no secret', () => {
  const { faults } = read(read(full).printed);
  expect(faults).toEqual(
    ['apiToken', 'secrets[0]', 'accessToken.keys[0]', 'captcha.secret', 'redisUrl'].map(
      (member) => `gateway.json: ${member}: is what --print-config shows in place of a secret`,
    ),
  );
});

test('of what is off by default, nothing is printed; of a secret in a file, its place is', () => {
  const token = file('token-file', 'TOKEN-77');
  const { apiToken: _token, ...rest } = good;
  const { printed } = read(rest, { SSO_API_TOKEN_FILE: token });
  expect(printed).toMatchObject({ apiToken: { file: token }, optIn: { status: 'SINGLE_OPT_IN' } });
  expect(Object.keys(printed)).not.toContain('captcha');
  expect(Object.keys(printed)).not.toContain('accessToken');
  expect(read(printed, { SSO_SECRETS: secrets[0] }).printed).toEqual(printed);
});
