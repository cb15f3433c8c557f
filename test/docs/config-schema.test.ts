/** The schema of the command's configuration file says what the command says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { configSchema, configSchemaPath, configSchemaText } from '../../scripts/docs/config-schema.js';
import { root } from '../../scripts/run/paths.js';
import { members } from '../../src/gateway/node/command/command-table.js';
import { printConfig } from '../../src/gateway/node/command/print-config.js';
import { readSettings } from '../../src/gateway/node/command/read-settings.js';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(configSchema());
const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), d: 'd'.repeat(43) };
const full = {
  $schema: './gateway-config.schema.json',
  apiUrl: 'https://api.example.net',
  apiToken: { file: 'token' },
  origins: ['https://news.example.org'],
  secrets: ['a sealing secret of more than 32 characters', { file: 'secret' }],
  sites: ['https://a.example.org', { origin: 'https://b.example.org', endpoint: 'https://b.example.org/x' }],
  linkParameters: { token: 'a', code: 'b' },
  limitChanges: { 'start-pair': { times: 8 } },
  optIn: { channels: ['EMAIL'], status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true },
  accessToken: { keys: [key, { file: 'key' }], audience: 'edge', maxAge: 60, rights: ['plus'] },
  captcha: { provider: 'recaptcha', secret: { file: 'captcha' }, minimumScore: 0.5, when: 'always' },
  redisUrl: { file: 'redis' },
  port: 0,
  logLevel: 'info',
};

test('the committed schema is what the tables say now', async () => {
  expect(readFileSync(root + configSchemaPath, 'utf8'), 'stale: run `npm run docs`').toBe(await configSchemaText());
});

test('it has every member of the file', () => {
  const { properties } = configSchema() as { properties: Record<string, { properties?: object }> };
  const found = Object.entries(properties).flatMap(([name, { properties: parts }]) =>
    parts && members.some((member) => member.startsWith(`${name}.`))
      ? Object.keys(parts).map((part) => `${name}.${part}`)
      : [name],
  );
  expect(found.sort()).toEqual([...members, '$schema'].sort());
});

test('it takes a whole file, and the defaults that are printed', () => {
  expect([validate(full), validate.errors]).toEqual([true, null]);
  expect([validate(printConfig(new Map())), validate.errors]).toEqual([true, null]);
});

test('it takes the file that the page shows', () => {
  const page = readFileSync(`${root}docs/gateway.md`, 'utf8');
  const shown = /### The configuration file[^]*?```json\n([^]*?)```/.exec(page)?.[1] ?? '';
  expect([validate(JSON.parse(shown)), validate.errors]).toEqual([true, null]);
});

test.each([
  [{ trustedProxy: 1 }],
  [{ captcha: { whn: 'risk' } }],
  [{ captcha: { when: 'sometimes' } }],
  [{ port: '8787' }],
  [{ port: 65_536 }],
  [{ patience: -1 }],
  [{ logLevel: 'loud' }],
  [{ forwardedHeader: 'x-client' }],
  [{ hideAccounts: 'on' }],
  [{ limitMode: 'on' }],
  [{ offerStaySignedIn: 'yes' }],
  [{ languages: 'de' }],
  [{ optIn: { channels: ['FAX'] } }],
  [{ limitChanges: { start: {} } }],
  [{ accessToken: { maxAge: 5 } }],
  [{ apiToken: { path: 'x' } }],
])('both the schema and the command refuse %j', (wrong) => {
  expect(validate(wrong)).toBe(false);
  const folder = mkdtempSync(join(tmpdir(), 'config-schema-'));
  const path = join(folder, 'gateway.json');
  writeFileSync(path, JSON.stringify(wrong), { mode: 0o600 });
  const { faults } = readSettings(['--config', path], {});
  rmSync(folder, { recursive: true });
  expect(faults.filter((fault) => fault.startsWith(`${path}: ${Object.keys(wrong)[0]}`))).toHaveLength(1);
});
