/** Settings from flags and variables: which wins, and what is wrong with them, all at once. */
import { expect, test } from 'vitest';
import { root } from '../../../../scripts/run/paths.js';
import { readSettings } from '../../../../src/gateway/node/command/read-settings.js';

const secrets = ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a', 'q8WnE3zXc6VbT1rYp5LkJ0hGf9DsA2mU'];
const env = {
  SSO_API_URL: 'https://api.example.net/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: 'https://news.example.org, https://www.example.org',
  SSO_SECRETS: `${secrets[0]},${secrets[1]}`,
};
const good = {
  apiUrl: env.SSO_API_URL,
  apiToken: 'token',
  origins: ['https://news.example.org', 'https://www.example.org'],
  secrets,
};
const faultsOf = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  readSettings(args, { ...env, ...more }).faults;

test('settings come from the environment; an empty variable counts as absent', () => {
  const { mode, settings, faults, warnings } = readSettings([], {
    ...env,
    SSO_TIMEOUT: '500',
    SSO_DEV_COOKIES: '0',
    SSO_CONTACT: '',
    SSO_TRUSTED_PROXIES: '2',
    PORT: '0',
  });
  expect([mode, faults, warnings]).toEqual(['serve', [], []]);
  expect(settings).toEqual({
    gateway: { ...good, timeout: 500, devCookies: false },
    serve: { port: 0, trustedProxies: 2 },
    logLevel: 'info',
    detached: false,
  });
});

test('a flag wins over its variable; of a flag that comes twice the last one counts', () => {
  const args = ['--language', 'de', '--port=99', '--port', '98', '--offer-stay-signed-in', '--return-paths', '/a,/b'];
  const { settings, faults } = readSettings(args, {
    ...env,
    SSO_LANGUAGE: 'en',
    SSO_OFFER_STAY_SIGNED_IN: 'false',
    PORT: '1',
  });
  expect(faults).toEqual([]);
  expect(settings.gateway).toEqual({ ...good, language: 'de', offerStaySignedIn: true, returnPaths: ['/a', '/b'] });
  expect(settings.serve).toEqual({ port: 98 });
});

test.each([
  [['--detached'], true],
  [['--detached', '1'], true],
  [['--detached=true'], true],
  [['--detached', '0'], false],
  [['--detached=false'], false],
])('%j is read as %j', (args, detached) => {
  const read = readSettings([...args, '--port', '1'], env);
  expect([read.faults, read.settings.detached, read.settings.serve.port]).toEqual([[], detached, 1]);
});

test('all time limits, the log level and the languages can be set', () => {
  const { settings, faults } = readSettings([], {
    ...env,
    SSO_TIMEOUT: '1',
    SSO_BODY_TIMEOUT: '2',
    SSO_KEEP_ALIVE_TIMEOUT: '3',
    SSO_HEADERS_TIMEOUT: '4',
    SSO_REQUEST_TIMEOUT: '5',
    SSO_PATIENCE: '6',
    SSO_LOG_LEVEL: 'info',
    SSO_LANGUAGES: 'de\nfr',
  });
  expect(faults).toEqual([]);
  expect(settings.gateway).toMatchObject({ timeout: 1, bodyTimeout: 2, languages: ['de', 'fr'] });
  expect(settings.serve).toEqual({ keepAliveTimeout: 3, headersTimeout: 4, requestTimeout: 5, patience: 6 });
  expect(settings.logLevel).toBe('info');
});

test('how an opt-in is stored, where consents are logged, and Redis come from variables or flags', () => {
  const variables = {
    SSO_OPT_IN_CHANNELS: 'EMAIL, PHONE',
    SSO_OPT_IN_STATUS: 'DOUBLE_OPT_IN',
    SSO_MAIL_NAMES_CONSENT: '1',
    SSO_CONSENT_LOG: `${root}/consents.jsonl`,
    SSO_LINK_PARAMETERS: 'step, token',
    SSO_REDIS_URL: 'redis://redis.example.net',
    SSO_REDIS_PREFIX: 'news:',
  };
  const optIn = { channels: ['EMAIL', 'PHONE'], status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true };
  const { settings, faults } = readSettings([], { ...env, ...variables });
  expect(faults).toEqual([]);
  expect(settings).toMatchObject({
    gateway: { optIn, linkParameters: { token: 'step', code: 'token' } },
    consentLog: `${root}/consents.jsonl`,
    redis: { url: 'redis://redis.example.net', prefix: 'news:' },
  });
  const flags = ['--opt-in-channels=EMAIL,PHONE', '--opt-in-status=DOUBLE_OPT_IN', '--mail-names-consent'];
  expect(readSettings(flags, env).settings.gateway.optIn).toEqual(optIn);
  expect(readSettings([], { ...env, SSO_OPT_IN_CHANNELS: 'POST' }).settings.gateway.optIn).toEqual({
    channels: ['POST'],
  });
});

test('every fault is said at once, with the place that it comes from, and whatever is missing with all places', () => {
  const { faults } = readSettings(['--language', 'german', '--prot=1', '--captcha-when', 'sometimes'], {
    SSO_API_TOKEN: 'token',
    SSO_TRUSTED_PROXY: '1',
    SSO_CAPTCHA_TIMEOUT: '3s',
    SSO_CAPTCHA_SECRET: 'SECRET',
    PORT: '65536',
    HTTPS_PROXY: 'http://user:SECRET@[proxy',
  });
  expect(faults).toEqual([
    '--prot: unknown; did you mean --port?',
    'SSO_TRUSTED_PROXY: unknown; did you mean SSO_TRUSTED_PROXIES?',
    'apiUrl: is missing, and must be an https address (http on loopback only) without query, fragment and user; set SSO_API_URL, --api-url or apiUrl in the configuration file',
    expect.stringMatching(/^origins: is missing, .*; set SSO_ORIGINS, --origins or origins in the configuration file$/),
    expect.stringMatching(
      /^secrets: is missing, .*; set SSO_SECRETS, SSO_SECRETS_FILE, the credential SSO_SECRETS or secrets in the configuration file$/,
    ),
    '--language: must be two small letters (ISO 639-1)',
    expect.stringMatching(
      /^captcha.provider: is missing, .*; set SSO_CAPTCHA_PROVIDER, --captcha-provider or captcha.provider in/,
    ),
    '--captcha-when: must be always, risk or never',
    'SSO_CAPTCHA_TIMEOUT: must be a whole number from 100 to 10000',
    'PORT: must be a whole number from 0 to 65535',
    'HTTPS_PROXY: must be an address, as http://proxy:3128',
  ]);
});

test.each([
  [{ SSO_SECRET: 'x' }, 'SSO_SECRET: unknown; did you mean SSO_SECRETS?'],
  [{ SSO_PORT: '8787' }, 'SSO_PORT: unknown; did you mean PORT?'],
  [{ SSO_ORIGINS_FILE: '/x' }, 'SSO_ORIGINS_FILE: unknown; only secrets are read from files, so set SSO_ORIGINS'],
  [{ SSO_API_TOKEN_FLIE: '/x' }, 'SSO_API_TOKEN_FLIE: unknown; did you mean SSO_API_TOKEN_FILE?'],
  [{ sso_trusted_proxies: '1' }, 'sso_trusted_proxies: unknown; did you mean SSO_TRUSTED_PROXIES?'],
  [{ Sso_Api_Token_File: '/x' }, 'Sso_Api_Token_File: unknown; did you mean SSO_API_TOKEN_FILE?'],
  [{ sso_lane: 'first' }, 'sso_lane: unknown'],
  [{ SSO_LANE: 'first' }, 'SSO_LANE: unknown'],
  [{ SSO_SOMETHING_ELSE_ALTOGETHER: '' }, 'SSO_SOMETHING_ELSE_ALTOGETHER: unknown'],
])('%j is refused', (more, fault) => {
  expect(faultsOf([], more)).toEqual([fault]);
});

test('names of other programs can be passed over, and those that Kubernetes makes for a service called sso are', () => {
  expect(faultsOf([], { SSO_LANE: 'first', SSO_OTHER: 'x', SSO_IGNORED_VARIABLES: 'SSO_LANE, SSO_OTHER' })).toEqual([]);
  expect(faultsOf(['--ignored-variables', 'SSO_LANE'], { SSO_LANE: 'first' })).toEqual([]);
  expect(faultsOf([], { sso_lane: 'first', SSO_IGNORED_VARIABLES: 'sso_lane' })).toEqual([]);
  expect(faultsOf([], { SSO_IGNORED_VARIABLES: 'HOME' })).toEqual([
    'SSO_IGNORED_VARIABLES: must list names that begin with SSO_',
  ]);
  const links = {
    SSO_SERVICE_HOST: '10.96.0.12',
    SSO_SERVICE_PORT: '8787',
    SSO_SERVICE_PORT_HTTP: '8787',
    SSO_PORT: 'tcp://10.96.0.12:8787',
    SSO_PORT_8787_TCP: 'tcp://10.96.0.12:8787',
    SSO_PORT_8787_TCP_ADDR: '10.96.0.12',
    SSO_PORT_8787_TCP_PORT: '8787',
    SSO_PORT_8787_TCP_PROTO: 'tcp',
    SSO_GATEWAY_SERVICE_HOST: '10.96.0.13',
  };
  expect(faultsOf([], links)).toEqual([]);
});

test.each([
  [['--apiUrl=x'], '--apiUrl: unknown; did you mean --api-url?'],
  [['--chekc'], '--chekc: unknown; did you mean --check?'],
  [
    ['--api-token', 'SECRET'],
    /^--api-token: a secret has no flag, .* SSO_API_TOKEN_FILE, the credential SSO_API_TOKEN or/,
  ],
  [['--secrets=SECRET'], /^--secrets: a secret has no flag/],
  [['--secrets', 'SECRET'], /^--secrets: a secret has no flag/],
  [['--port'], '--port: a value is missing'],
  [['--contact', '--port=1'], '--contact: a value is missing'],
  [['--check=yes'], '--check: takes no value'],
  [['SECRET'], 'argument 1: belongs to no flag'],
  [['--', 'SECRET'], 'argument 2: belongs to no flag'],
  [['secrte'], 'argument 1: belongs to no flag; did you mean secret?'],
  [['--port', '1', '-SECRET'], 'argument 3: no flag of this command'],
  [['--SECRET/SECRET'], 'argument 1: no flag of this command'],
])('the arguments %j are one fault, which repeats no value', (args, fault) => {
  const [found, ...more] = faultsOf(args);
  expect(found).toMatch(fault);
  expect(more).toEqual([]);
  expect(found).not.toContain('SECRET/');
  expect(found).not.toMatch(/[ =]SECRET\b/);
});

test.each([
  [{ PORT: 'http' }, 'PORT: must be a whole number from 0 to 65535'],
  [{ SSO_TRUSTED_PROXIES: '-1' }, 'SSO_TRUSTED_PROXIES: must be a whole number from 0 to 100'],
  [{ HOST: 'a b' }, 'HOST: must be an address or a host name'],
  [{ SSO_OFFER_STAY_SIGNED_IN: 'yes' }, 'SSO_OFFER_STAY_SIGNED_IN: must be true or false'],
  [{ SSO_DETACHED: 'no' }, 'SSO_DETACHED: must be true or false'],
  [{ SSO_LOG_LEVEL: 'loud' }, 'SSO_LOG_LEVEL: must be info, warn, error or silent'],
  [{ SSO_HEADERS_TIMEOUT: '20001' }, 'SSO_HEADERS_TIMEOUT: must not be longer than requestTimeout'],
  [
    { SSO_REQUEST_TIMEOUT: '9999' },
    'SSO_REQUEST_TIMEOUT: must not be shorter than headersTimeout, which is 10000 unless you set it',
  ],
  [{ SSO_CONSENT_LOG: '/nowhere/at/all.jsonl' }, 'SSO_CONSENT_LOG: consents cannot be written there (ENOENT)'],
  [{ SSO_AUDIT_LOG: '/nowhere/at/all.jsonl' }, 'SSO_AUDIT_LOG: events cannot be written there (ENOENT)'],
  [{ SSO_METRICS_HOST: 'a b' }, 'SSO_METRICS_HOST: must be an address or a host name'],
  [{ SSO_METRICS_PORT: '8787' }, 'SSO_METRICS_PORT: must be another one than port'],
  [{ SSO_METRICS_PORT: '8787', HOST: '0.0.0.0' }, 'SSO_METRICS_PORT: must be another one than port'],
  [{ SSO_METRICS_PORT: '99', PORT: '99', SSO_METRICS_HOST: '::' }, 'SSO_METRICS_PORT: must be another one than port'],
  [{ SSO_METRICS_PORT: '8787', SSO_METRICS_HOST: 'localhost' }, 'SSO_METRICS_PORT: must be another one than port'],
  [{ http_proxy: 'ftp://x' }, 'http_proxy: must be an address, as http://proxy:3128'],
])('%j is a fault', (more, fault) => {
  expect(faultsOf([], more)).toEqual([fault]);
});

test('help and version are there whatever else is wrong; printing comes before checking', () => {
  expect(readSettings(['--check', '--help', '--nonsense'], {}).mode).toBe('help');
  expect(readSettings(['--print-config', '--version'], {}).mode).toBe('version');
  expect(readSettings(['--check', '--print-config'], {}).mode).toBe('print-config');
  expect(readSettings(['--check'], {}).mode).toBe('check');
});

test.each([
  { SSO_METRICS_PORT: '0', PORT: '0' },
  { SSO_METRICS_PORT: '8788' },
  { SSO_METRICS_PORT: '8787', SSO_METRICS_HOST: '10.0.0.1' },
  { SSO_METRICS_PORT: '8787', HOST: '0.0.0.0', SSO_METRICS_HOST: '::1' },
])('%j is right', (more) => {
  expect(faultsOf([], more)).toEqual([]);
});
