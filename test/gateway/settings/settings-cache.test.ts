import { expect, test } from 'vitest';
import { hostedSettings } from '../../../src/contract/hosted-settings.js';
import { passedSettings } from '../../../src/contract/passed-settings.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import { createSettingsCache } from '../../../src/gateway/settings/settings-cache.js';
import { isDomainAllowed } from '../../../src/gateway/settings/public-settings.js';
import type { Upstream } from '../../../src/gateway/upstream/upstream.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { credentials, error, json, origin, session, site, type Site } from '../support/harness.js';

const hosted = (document: unknown, options = {}) => site({ '/processes/settings/sso': () => json(document) }, options);
const read = async (news: Site, query = '') =>
  (await (await news.get(`settings${query}`)).json()) as Record<string, unknown>;
const passed = Object.fromEntries(Object.entries(passedSettings).map(([name, each]) => [name, each.parse(undefined)]));
const least = {
  ...passed,
  availability: 'available',
  codeChannel: 'email',
  smsCountries: [],
  allowedDomains: [],
  names: { registration: 'none', login: 'none' },
  forceUsername: false,
  salutations: [],
  optIn: { ask: false, text: [] },
  terms: [],
  accountConnect: { enabled: false, identifiers: [] },
  linkParameters: { token: 'token', code: 'verificationToken' },
  passwordMinLength: 8,
};

test('an empty document asks for least', async () => {
  expect(await read(hosted({ settings: {} }))).toEqual(least);
});

test('a full document is mapped, and nothing else of it gets out', async () => {
  const news = hosted(
    {
      settings: {
        tokenType: 'SMS',
        tokenSmsCountries: ['DE', 'AT'],
        allowedDomains: ' Example.org, *.news.example ,.Sub.Example.net,, ',
        maxSessions: 3,
        ssoName: 'REGISTRATION_REQUIRED_LOGIN_OPTIONAL',
        forceUsername: true,
        ssoOptIn: true,
        allowRegistrationIdentifier: true,
        registrationIdentifiers: {
          requestCity: true,
          requestCustomerId: true,
          requestStreet: false,
          requestPostcode: true,
          requestStreetNumber: true,
          requestSubscriptionId: true,
        },
        hideSalutation: false,
        css: 'LEAK-css',
        javascript: 'LEAK-script',
      },
      emergencyMode: 'NONE',
      ssoOptInText: '<p>Mails</p>',
      ssoTermText: 'Terms<script>LEAK</script>',
      ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'client' } },
      allowedSalutations: ['DIVERSE', 'COMPANY', 'NONE'],
      merchantSecret: 'LEAK-secret',
    },
    { contact: 'https://help.example.org' },
  );
  const settings = await read(news);
  expect(settings).toEqual({
    ...passed,
    availability: 'available',
    codeChannel: 'sms',
    smsCountries: ['DE', 'AT'],
    allowedDomains: ['example.org', 'news.example', 'sub.example.net'],
    names: { registration: 'required', login: 'optional' },
    forceUsername: true,
    salutations: ['none', 'diverse'],
    // The SHA-256 of `Mails`, base64url.
    optIn: {
      ask: true,
      text: [{ tag: 'p', children: ['Mails'] }],
      hash: '4d1_7xF5xP3yNmnaj7uiV8GE3Y8USQgVAp5Rikw2GA8',
    },
    terms: ['Terms'],
    accountConnect: {
      enabled: true,
      identifiers: ['customerId', 'subscriptionId', 'streetNumber', 'postcode', 'city'],
    },
    googleClientId: 'client',
    linkParameters: { token: 'token', code: 'verificationToken' },
    passwordMinLength: 8,
    contact: 'https://help.example.org',
  });
});

/** docs/hosted-api.md, "Settings": `ssoName` → at registration, at login. */
test.each([
  ['REQUIRED', 'required', 'required'],
  ['OPTIONAL', 'optional', 'optional'],
  ['NONE', 'none', 'none'],
  ['REGISTRATION_REQUIRED', 'required', 'none'],
  ['REGISTRATION_OPTIONAL', 'optional', 'none'],
  ['REGISTRATION_OPTIONAL_LOGIN_REQUIRED', 'optional', 'required'],
  ['REGISTRATION_REQUIRED_LOGIN_OPTIONAL', 'required', 'optional'],
  ['LOGIN_REQUIRED', 'none', 'required'],
  ['LOGIN_OPTIONAL', 'none', 'optional'],
  ['WHATEVER', 'none', 'none'],
  [null, 'none', 'none'],
])('with ssoName %s names are %s at registration and %s at login', async (ssoName, registration, login) => {
  expect((await read(hosted({ settings: { ssoName } })))['names']).toEqual({ registration, login });
});

test.each([
  [{}, 'available'],
  [{ emergencyMode: 'CONTRACT_COMPANY_MODE' }, 'emergency'],
  [{ emergencyMode: 'PLENIGO_MODE' }, 'emergency'],
  [{ emergencyMode: 'NEW_MODE' }, 'available'],
  [{ disableSsoFunctionality: true }, 'off'],
  [{ disableSsoFunctionality: true, emergencyMode: 'PLENIGO_MODE' }, 'off'],
  [{ disableSsoFunctionality: null }, 'available'],
])('with %j login is %s', async (document, availability) => {
  expect((await read(hosted(document)))['availability']).toBe(availability);
});

test.each([
  [{ active: true, googleSettings: { active: true, googleClientId: 'c' } }, 'c'],
  [{ active: false, googleSettings: { active: true, googleClientId: 'c' } }, undefined],
  [{ active: true, googleSettings: { active: false, googleClientId: 'c' } }, undefined],
  [{ active: true, googleSettings: { active: true } }, undefined],
  [{ active: true, googleSettings: null }, undefined],
  [null, undefined],
])('with the providers %j the Google client ID is %s', async (ssoProviders, id) => {
  expect((await read(hosted({ ssoProviders })))['googleClientId']).toBe(id);
});

test('the language goes to the hosted API; without one it is the configured', async () => {
  const news = hosted({});
  await read(news, '?language=de');
  await read(news);
  await read(hosted({}, { language: 'fr' }));
  expect(news.sent.map(({ url }) => url.searchParams.get('language'))).toEqual(['de', 'en']);
});

test.each([
  [
    { settings: { ssoOptIn: false }, ssoOptInText: 'Mails' },
    { ask: false, text: ['Mails'] },
  ],
  [
    { settings: { ssoOptIn: true }, ssoOptInText: ' <p></p> ' },
    { ask: false, text: [] },
  ],
])('with %j there is no wording to prove', async (document, optIn) => {
  expect((await read(hosted(document)))['optIn']).toEqual(optIn);
});

test('the hash is that of the wording in the asked language, however its markup changes', async () => {
  const texts: Record<string, string> = { de: 'Rabatte', en: 'Mails' };
  const news = site({
    '/processes/settings/sso': ({ url }) =>
      json({ settings: { ssoOptIn: true }, ssoOptInText: texts[new URL(url).searchParams.get('language') ?? ''] }),
  });
  const hash = async (language: string) =>
    ((await read(news, `?language=${language}`))['optIn'] as { hash: string }).hash;
  const [english, german] = [await hash('en'), await hash('de')];
  expect(english).toBe('4d1_7xF5xP3yNmnaj7uiV8GE3Y8USQgVAp5Rikw2GA8');
  expect(german).not.toBe(english);
  texts['en'] = ' <p><b>Mails</b></p> ';
  news.clock.now += 60_000;
  expect(await hash('en')).toBe(english);
});

test('settings are kept for a minute in each language', async () => {
  const news = hosted({});
  await read(news);
  news.clock.now += 59_999;
  await read(news);
  expect(news.sent).toHaveLength(1);
  await read(news, '?language=de');
  expect(news.sent).toHaveLength(2);
  news.clock.now += 1;
  await read(news);
  expect(news.sent).toHaveLength(3);
});

test('old settings stand in for up to an hour while the hosted API fails, tried again every ten seconds', async () => {
  const news = hosted({ settings: { forceUsername: true } });
  await read(news);
  news.script['/processes/settings/sso'] = () => error(500);
  news.clock.now += 60_000;
  expect(await read(news)).toMatchObject({ forceUsername: true });
  expect(await read(news)).toMatchObject({ forceUsername: true });
  expect(news.sent).toHaveLength(2);
  news.clock.now += 10_000;
  await read(news);
  expect(news.sent).toHaveLength(3);
  expect(news.log.map(({ event }) => event)).toContain('settings-stale');
  news.clock.now += 3_590_000 - 1;
  expect((await news.get('settings')).status).toBe(200);
  news.clock.now += 1;
  const failed = await news.get('settings');
  expect([failed.status, ((await failed.json()) as { code: string }).code]).toEqual([502, 'upstream-failed']);
});

test('a store that does not forget in time serves nothing older than an hour', async () => {
  const forever = memoryStore(() => 0);
  const news = hosted({}, { store: forever });
  await read(news);
  news.script['/processes/settings/sso'] = () => error(500);
  news.clock.now += 3_660_000;
  expect((await news.get('settings')).status).toBe(502);
});

test('concurrent requests share one question', async () => {
  const news = hosted({});
  await Promise.all(Array.from({ length: 8 }, () => read(news)));
  expect(news.sent).toHaveLength(1);
});

test('who gives up soon does not make those give up who wait longer', async () => {
  const log: string[] = [];
  const settle: Record<string, () => void> = {};
  const slow = (_: unknown, { timeout }: { timeout?: number }) =>
    new Promise((resolve, reject) => {
      log.push(String(timeout));
      settle[String(timeout)] = () =>
        timeout === undefined ? resolve(hostedSettings.parse({})) : reject(new Failure('upstream-timeout'));
    });
  const upstream = { call: slow } as unknown as Upstream;
  const own = { contact: undefined, linkParameters: { token: 'token', code: 'verificationToken' } };
  const store = memoryStore(Date.now);
  const settings = createSettingsCache({ ...own, upstream, store, now: Date.now, maxAge: 60, log: () => undefined });
  const reads = [settings.read('en', 1), settings.read('en'), settings.read('en')];
  const answered = Promise.allSettled(reads);
  await expect.poll(() => log.length).toBe(2);
  settle['1']?.();
  settle['undefined']?.();
  const answers = await answered;
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['1', 'undefined']);
});

test('with settingsMaxAge 0 nothing is kept, and browsers ask each time', async () => {
  const news = hosted({}, { settingsMaxAge: 0 });
  const { headers } = await news.get('settings');
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('etag')).toMatch(/^"[\w-]{22}"$/);
  news.script['/processes/settings/sso'] = () => json({ settings: { forceUsername: true } });
  expect(await read(news)).toMatchObject({ forceUsername: true });
  news.script['/processes/settings/sso'] = () => error(500);
  expect((await news.get('settings')).status).toBe(502);
});

test('an ETag saves the body', async () => {
  const news = hosted({}, { settingsMaxAge: 0 });
  const tag = (await news.get('settings')).headers.get('etag') ?? '';
  for (const value of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
    const response = await news.get('settings', { 'If-None-Match': value });
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', tag]);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
  expect((await news.get('settings', { 'If-None-Match': '"x"' })).status).toBe(200);
  news.script['/processes/settings/sso'] = () => json({ settings: { forceUsername: true } });
  expect((await news.get('settings', { 'If-None-Match': tag })).status).toBe(200);
});

test.each([
  [
    'a store that fails',
    {
      get: () => Promise.reject(new Error('down')),
      set: () => Promise.reject(new Error('down')),
      add: () => Promise.reject(new Error('down')),
      delete: () => Promise.resolve(),
    },
  ],
  [
    'a store with nonsense',
    {
      get: () => Promise.resolve('{'),
      set: () => Promise.resolve(),
      add: () => Promise.resolve(true),
      delete: () => Promise.resolve(),
    },
  ],
  [
    'a store of another version',
    {
      get: () => Promise.resolve('{"v":2}'),
      set: () => Promise.resolve(),
      add: () => Promise.resolve(true),
      delete: () => Promise.resolve(),
    },
  ],
])('%s costs a question, not an answer', async (_name, store) => {
  const news = hosted({ settings: { forceUsername: true } }, { store });
  expect(await read(news)).toMatchObject({ forceUsername: true });
  expect(await read(news)).toMatchObject({ forceUsername: true });
  expect(news.sent).toHaveLength(2);
});

test('the memory store forgets', async () => {
  let now = 0;
  const store = memoryStore(() => now);
  await store.set('a', '1', 10);
  await store.set('b', '2', 10);
  await store.delete('b');
  expect([await store.get('a'), await store.get('b'), await store.get('c')]).toEqual(['1', undefined, undefined]);
  now = 10_000;
  expect(await store.get('a')).toBeUndefined();
  expect(await store.get('a')).toBeUndefined();
});

test.each([
  [[], 'anything.example', true],
  [['example.org'], 'example.org', true],
  [['example.org'], 'www.example.org', true],
  [['example.org'], 'a.b.example.org', true],
  [['example.org'], 'badexample.org', false],
  [['example.org'], 'example.org.evil', false],
  [['www.example.org'], 'example.org', false],
  [['a.example', 'b.example'], 'b.example', true],
  [['example.org'], '', false],
])('with the domains %j, %s may log in: %s', (allowed, host, expected) => {
  expect(isDomainAllowed(host, allowed)).toBe(expected);
});

test.each([
  ['müller.example', ['xn--mller-kva.example']],
  ['Bücher.example, example.org', ['xn--bcher-kva.example', 'example.org']],
  ['https://www.example.org/login', ['www.example.org']],
  ['*.example.org; shop.example:443', ['example.org', 'shop.example']],
  ['no host, example.org', ['no host', 'example.org']],
])('domains written as %j are the hosts %j', async (allowedDomains, expected) => {
  expect(await read(hosted({ settings: { allowedDomains } }))).toMatchObject({ allowedDomains: expected });
});

test('a list in which nothing is a host lets nobody in, rather than everybody', async () => {
  const news = login({ settings: { allowedDomains: '// ?' } });
  expect(await posted(news)).toEqual([403, 'domain-not-allowed']);
});

const login = (document: object, options = {}) =>
  site({ '/processes/login/verify': () => session(), '/processes/settings/sso': () => json(document) }, options);
const posted = async (news: Site, headers: Record<string, string> = {}) => {
  const response = await news.post('login/start', credentials, headers);
  return [response.status, ((await response.json()) as { code?: string }).code];
};

test.each([
  [{ disableSsoFunctionality: true }, [503, 'login-unavailable']],
  [{ emergencyMode: 'PLENIGO_MODE' }, [503, 'login-emergency']],
  [{ disableSsoFunctionality: true, emergencyMode: 'PLENIGO_MODE' }, [503, 'login-unavailable']],
  [{ settings: { allowedDomains: 'other.example' } }, [403, 'domain-not-allowed']],
  [{ settings: { allowedDomains: 'example.org' } }, [200, undefined]],
  [{ settings: { allowedDomains: 'news.example.org' } }, [200, undefined]],
])('with the settings %j a login is answered %j', async (document, expected) => {
  const news = login(document);
  expect(await posted(news)).toEqual(expected);
  expect(news.to('/processes/login/verify')).toHaveLength(expected[0] === 200 ? 1 : 0);
});

test('every call of a login heeds the settings', async () => {
  const news = login({ disableSsoFunctionality: true });
  const flow = 'aaaaaaaaaaaaaaaaaaaaaa';
  for (const [path, body] of [
    ['login/google', { idToken: 'x' }],
    ['login/two-factor', { flow, code: '1' }],
    ['login/reset-password', { flow, password: 'a new pass phrase' }],
    ['login/additional-data', { flow }],
    ['login/end-sessions', { flow }],
  ] as const) {
    expect((await news.post(path, body)).status).toBe(503);
  }
  expect(news.sent.filter(({ path }) => path !== '/processes/settings/sso')).toEqual([]);
});

test('the domain is that of the page; without one the first origin counts', async () => {
  const news = login({ settings: { allowedDomains: 'example.org' } }, { origins: [origin, 'https://partner.example'] });
  expect(await posted(news, { Origin: 'https://partner.example' })).toEqual([403, 'domain-not-allowed']);
  expect(await posted(news, { Origin: '' })).toEqual([403, 'domain-not-allowed']);
  const unknown = login(
    { settings: { allowedDomains: 'example.org' } },
    { facts: () => ({ fetchSite: 'same-origin' }) },
  );
  expect(await posted(unknown)).toEqual([200, undefined]);
});

test('settings that cannot be read stop no login', async () => {
  const news = login({});
  news.script['/processes/settings/sso'] = () => error(500);
  expect(await posted(news)).toEqual([200, undefined]);
});
