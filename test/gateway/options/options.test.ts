import { afterEach, expect, test, vi } from 'vitest';
import { createGateway, type GatewayOptions } from '../../../src/gateway/index.js';
import { json, origin, session, site } from '../support/harness.js';

const random = 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a';
const good = {
  apiUrl: 'https://api.example.net/api/v3.0/',
  apiToken: 'token',
  origins: [origin],
  secrets: [random],
};
const create = (change: object) => () => createGateway({ ...good, ...change });
afterEach(() => vi.restoreAllMocks());

test('the four options that are needed are enough', () => {
  expect(create({})).not.toThrow();
});

test('without options every one that is missing is named', () => {
  expect(() => createGateway({} as GatewayOptions)).toThrow(
    /^The gateway's options are wrong:\n- apiUrl: is missing, .*\n- apiToken: is missing, .*\n- origins: is missing, .*\n- secrets: is missing, .*$/,
  );
  expect(() => createGateway(undefined as unknown as GatewayOptions)).toThrow('apiUrl: is missing');
});

test.each([
  ['apiUrl', 'http://api.example.net'],
  ['apiUrl', 'api.example.net'],
  ['apiUrl', 'ftp://api.example.net'],
  ['apiUrl', 'https://api.example.net/?x=1'],
  ['apiUrl', 'https://api.example.net/#x'],
  ['apiUrl', 'https://user@api.example.net/'],
  ['apiUrl', 'https://:secret@api.example.net/'],
  ['apiUrl', 'http://127.0.0.1.example.net'],
  ['apiUrl', 5],
  ['apiToken', ''],
  ['apiToken', 'two words'],
  ['apiToken', 'line\nbreak'],
  ['origins', []],
  ['origins', origin],
  ['origins', [`${origin}/`]],
  ['origins', ['http://news.example.org']],
  ['origins', ['*']],
  ['origins', ['null']],
  ['origins', ['https://News.example.org']],
  ['origins', [5]],
  ['secrets', []],
  ['secrets', ['x'.repeat(31)]],
  ['secrets', [random, 'short']],
  ['secrets', [random, random]],
  ['secrets', random],
  ['secrets', ['x'.repeat(32)]],
  ['secrets', ['secret'.repeat(6)]],
  ['secrets', ['change-me '.repeat(4)]],
  ['secrets', ['0123456789abcdef0123456789abcdef']],
  ['secrets', ['abcdefghijklmnopqrstuvwxyz0123456789']],
  ['secrets', ['1111222233334444555566667777888899990000']],
  ['hideAccounts', 'on'],
  ['hideAccounts', true],
  ['hideTakenEmail', 'yes'],
  ['hideTakenEmail', true],
  ['onExistingAccount', 'mail'],
  ['answerSlot', -1],
  ['answerSlot', 5001],
  ['codeTries', 0],
  ['codeTries', 21],
  ['codeLifetime', 59],
  ['codeLifetime', 901],
  ['adoptUntil', 'soon'],
  ['adoptUntil', '2027-02-30'],
  ['adoptUntil', '2027-3-1'],
  ['adoptUntil', '2027-03-01T00:00:00Z'],
  ['adoptUntil', true],
  ['timer', { now: Date.now }],
  ['basePath', 'sso'],
  ['basePath', '/sso/'],
  ['basePath', '/s so'],
  ['basePath', '//sso'],
  ['basePath', '/:sso'],
  ['basePath', '/*'],
  ['returnPaths', '/'],
  ['returnPaths', ['konto']],
  ['returnPaths', ['//evil.example']],
  ['returnPaths', ['/a?b']],
  ['returnPaths', ['/a\\b']],
  ['sources', ['']],
  ['sources', ['x'.repeat(201)]],
  ['contact', 'help@example.org'],
  ['contact', 'javascript:alert(1)'],
  ['language', 'deu'],
  ['languages', []],
  ['languages', 'de'],
  ['languages', ['de', 'deu']],
  ['languages', Array(21).fill('de')],
  ['language', 'DE'],
  ['sessionMaxAge', 0],
  ['sessionMaxAge', 1.5],
  ['sessionMaxAge', 34_560_001],
  ['sessionMaxAge', '3600'],
  ['settingsMaxAge', -1],
  ['settingsMaxAge', 86_401],
  ['timeout', 0],
  ['timeout', Infinity],
  ['timeout', NaN],
  ['fetch', 'x'],
  ['now', 5],
  ['random', {}],
  ['facts', {}],
  ['log', console],
  ['store', { get: () => undefined }],
  ['store', null],
  ['store', { get: String, set: String, delete: String }],
  ['cookies', { read: () => undefined }],
  ['devCookies', true],
  ['devCookies', 'yes'],
  ['verificationPaths', '/register'],
  ['verificationPaths', ['register']],
  ['verificationPaths', ['//evil.example']],
  ['linkParameters', null],
  ['linkParameters', ['token', 'code']],
  ['linkParameters', { token: 'token' }],
  ['linkParameters', { token: 'same', code: 'same' }],
  ['linkParameters', { token: 'token', code: 'sso_seal' }],
  ['linkParameters', { token: 'token', code: 'a=b' }],
  ['linkParameters', { token: 'token', code: 'step', more: 'x' }],
  ['resendAfter', 0],
  ['resendAfter', 301],
  ['optIn', true],
  ['optIn', { channel: 'EMAIL' }],
  ['optIn', { channels: [] }],
  ['optIn', { channels: ['FAX'] }],
  ['optIn', { channels: 'EMAIL' }],
  ['optIn', { status: 'TRIPLE_OPT_IN' }],
  ['optIn', { status: 'DOUBLE_OPT_IN' }],
  ['optIn', { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: false }],
  ['optIn', { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: 'yes' }],
  ['onConsent', {}],
  ['sites', 'https://shop.example.org'],
  ['sites', ['https://shop.example.org/']],
  ['sites', ['http://shop.example.org']],
  ['sites', ['*']],
  ['sites', ['null']],
  ['sites', [{ origin: 'https://shop.example.org' }]],
  ['sites', [{ origin: 'https://shop.example.org/', endpoint: 'https://shop.example.org/sso' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://evil.example/sso' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org.evil.example/sso' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org@evil.example/sso' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/sso/' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/a/../b' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/sso?x=1' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/sso', x: 1 }]],
  ['sites', ['https://shop.example.org', 'https://shop.example.org']],
  ['transferOrigins', ['https://shop.example.org']],
  ['redeemFrom', ['https://shop.example.org']],
  ['apiUrI', 'https://api.example.net'],
])('a wrong %s (%j) is named, its value is not', (name, value) => {
  let message = '';
  try {
    create({ [name]: value })();
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  expect(message).toMatch(new RegExp(`^The gateway's options are wrong:\\n- ${name}: .+$`));
  if (name === 'secrets' || name === 'apiToken')
    for (const given of [value].flat()) if (given) expect(message).not.toContain(given);
});

test.each([
  ['apiUrl', 'http://localhost:3000/api'],
  ['apiUrl', 'http://127.0.0.1:3000'],
  ['apiUrl', 'http://[::1]:3000'],
  ['origins', ['http://localhost:8080', 'https://news.example.org:8443']],
  ['secrets', [random, 'a long sentence that nobody else has thought of, and 4 digits']],
  ['secrets', ['9f86d081884c7d659a2feaa0c55ad015']],
  ['secrets', ['48201937465019283746501938275610']],
  ['basePath', ''],
  ['basePath', '/'],
  ['basePath', '/a/b-c.d_e~f'],
  ['returnPaths', []],
  ['contact', 'mailto:help@example.org'],
  ['settingsMaxAge', 0],
  ['sessionMaxAge', 34_560_000],
  ['timeout', 60_000],
  ['devCookies', false],
  ['verificationPaths', ['/register', '/konto/passwort']],
  ['linkParameters', { token: 'token', code: 'step' }],
  ['resendAfter', 1],
  ['resendAfter', 300],
  ['optIn', {}],
  ['optIn', { channels: ['EMAIL', 'PHONE', 'MESSENGER', 'POST'], status: 'SINGLE_OPT_IN' }],
  ['optIn', { status: 'DOUBLE_OPT_IN', confirmationMailNamesConsent: true }],
  ['onConsent', () => undefined],
  ['sites', ['https://shop.example.org', 'http://localhost:8080']],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org/konto/sso' }]],
  ['sites', [{ origin: 'https://shop.example.org', endpoint: 'https://shop.example.org' }]],
])('%s may be %j', (name, value) => {
  expect(create({ [name]: value })).not.toThrow();
});

test.each([
  [['http://localhost:8080'], true],
  [['http://127.0.0.1:8080', 'http://[::1]:1', 'http://127.9.9.9'], true],
  [['http://localhost:8080', 'https://news.example.org'], false],
  [['https://localhost:8080'], false],
])('development cookies with the origins %j: %s', (origins, allowed) => {
  const made = create({ origins, devCookies: true });
  if (allowed) expect(made).not.toThrow();
  else expect(made).toThrow('devCookies: can only be used where every origin is http on localhost or loopback');
});

test('taken addresses are hidden only where their owners can be told, and accounts are hidden at all', () => {
  const onExistingAccount = () => undefined;
  expect(create({ hideTakenEmail: true })).toThrow(
    /hideTakenEmail: can only be used with onExistingAccount: the owner/,
  );
  expect(create({ hideTakenEmail: true, onExistingAccount, hideAccounts: 'off' })).toThrow(
    'hideTakenEmail: can only be used where hideAccounts is not off',
  );
  for (const hideAccounts of [undefined, 'strict', 'existence'])
    expect(create({ hideTakenEmail: true, onExistingAccount, hideAccounts })).not.toThrow();
  expect(create({ hideTakenEmail: false })).not.toThrow();
});

test('the double opt-in without its declaration is refused with what to declare', () => {
  expect(create({ optIn: { status: 'DOUBLE_OPT_IN' } })).toThrow(
    'by which you declare that the confirmation mail names the advertising consent',
  );
});

test('the global fetch, clock, random source and console are the defaults', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => json({ errorCode: 99401 }, 401));
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const gateway = createGateway({ ...good, limitMode: 'off' });
  expect((await gateway.fetch(new Request(`${origin}/sso/settings`))).status).toBe(502);
  expect(fetch).toHaveBeenCalledOnce();
  expect(fetch.mock.calls[0]?.[0]).toBe('https://api.example.net/api/v3.0/processes/settings/sso?language=en');
  expect(JSON.parse(String(error.mock.calls[0]?.[0]))).toMatchObject({ level: 'error', event: 'api-token-refused' });
  expect(JSON.parse(String(warn.mock.calls[0]?.[0]))).toMatchObject({
    level: 'warn',
    event: 'problem',
    code: 'misconfigured',
  });
  expect((await gateway.fetch(new Request(`${origin}/sso/nothing`))).status).toBe(404);
  expect(warn).toHaveBeenCalledOnce();
});

test('ports can be replaced: cookies and facts from elsewhere', async () => {
  const cookies = new Map<string, string>();
  const news = site(
    { '/processes/login/verify': () => session() },
    {
      cookies: {
        read: () => cookies,
        write: (_headers, changes) => changes.forEach(({ name, value = '' }) => cookies.set(name, value)),
      },
      facts: () => ({ origin }),
    },
  );
  const response = await news.request('POST', 'login/start', {
    body: { identifier: 'r', password: 'p' },
    headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
  });
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
  expect([...cookies.keys()]).toEqual(['__Host-sso_session', 'sso_session']);
});

test('a port that fails is a failure of the gateway, and its message stays inside', async () => {
  const news = site(
    {},
    {
      facts: () => {
        throw new RangeError('LEAK');
      },
    },
  );
  const response = await news.get('session');
  const text = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
  expect(JSON.parse(text)).toMatchObject({ code: 'gateway-failed', status: 500 });
  expect(news.log).toEqual([expect.objectContaining({ level: 'error', event: 'port-failed', name: 'RangeError' })]);
  expect(text + JSON.stringify(news.log)).not.toContain('LEAK');
});
