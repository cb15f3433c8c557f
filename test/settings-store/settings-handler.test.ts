import { expect, test } from 'vitest';
import { settingsProblem } from '../../src/contract/settings-protocol.js';
import {
  createSettingsHandler,
  createSettingsStore,
  type SettingsHandlerOptions,
  type StoredSettings,
} from '../../src/settings-store/index.js';
import { endpoint, office, origin, type OfficeResponse } from './shared.js';

const isProblem = ({ status, headers, body }: OfficeResponse, expected: number, code: string) => {
  expect([status, body.code]).toEqual([expected, code]);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(settingsProblem.safeParse(body).success).toBe(true);
};
const capabilities = { smsProvider: false };
/** An office over a new store, and the document that it begins with. */
async function begun(initial?: Record<string, unknown>, options: Partial<SettingsHandlerOptions> = {}) {
  const store = await createSettingsStore(initial ? { initial } : {});
  const ask = office({ store, ...options });
  const { body } = await ask('GET');
  const save = (change: object, etag = body.etag) =>
    ask('PUT', '', { body: { settings: { ...body.settings, ...change } }, headers: { 'If-Match': etag } });
  return { store, ask, save, first: body };
}

test('settings are read with version, capabilities and ETag, and kept by no cache', async () => {
  const { ask } = await begun();
  const { status, headers, body } = await ask('GET');
  expect(status).toBe(200);
  expect(body).toMatchObject({ writable: true, capabilities, version: { number: 1, by: 'initial' } });
  expect(headers.get('etag')).toBe(body.etag);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('what is saved is answered with who saved it and another ETag', async () => {
  const { ask, save, first } = await begun();
  const { status, headers, body } = await save({ maxSessions: 3 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 2, by: 'ada@publisher.test' } });
  expect(body.etag).not.toBe(first.etag);
  expect(headers.get('etag')).toBe(body.etag);
  expect((await ask('GET')).body).toEqual(body);
});

test('a conflicting change saves nothing, and gets the present document', async () => {
  const { ask, save, first } = await begun();
  const saved = await save({ maxSessions: 3 });
  const late = await save({ maxSessions: 4 }, first.etag);
  isProblem(late, 412, 'conflict');
  expect(late.body['current']).toEqual(saved.body);
  expect(late.headers.get('etag')).toBe(saved.body.etag);
  expect((await ask('GET')).body.settings['maxSessions']).toBe(3);
});

test.each([
  ['weakened by a proxy', (etag: string) => `W/${etag}`],
  ['one of a list', (etag: string) => `"other", W/${etag}`],
  ['whatever stands there', () => '*'],
])('an ETag that is %s is the one of the document', async (_what, sent) => {
  const { save, first } = await begun();
  expect((await save({ maxSessions: 3 }, sent(first.etag))).status).toBe(200);
});

test.each(['W/"other"', '"other", "more"', '', '"*"', 'other'])('%j is the ETag of another one', async (sent) => {
  const { save } = await begun();
  isProblem(await save({ maxSessions: 3 }, sent), 412, 'conflict');
});

test('a save is answered as it was made, and an undo, whatever somebody else saves right after', async () => {
  const store = await createSettingsStore();
  const overtaken = async (made: StoredSettings) => {
    await store.save({ maxSessions: 50 }, { who: 'bob' });
    return made;
  };
  const ask = office({
    store: {
      read: store.read,
      save: async (settings, change) => overtaken(await store.save(settings, change)),
      undo: async (change) => overtaken(await store.undo(change)),
    },
  });
  const { body } = await ask('GET');
  const headers = { 'If-Match': body.etag };
  const saved = await ask('PUT', '', { body: { settings: { ...body.settings, maxSessions: 3 } }, headers });
  expect(saved.body).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 2 } });
  isProblem(await ask('POST', '/undo', { body: {}, headers: { 'If-Match': saved.body.etag } }), 412, 'conflict');
  const now = await ask('GET');
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': now.body.etag } });
  expect(undone.body).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 4 } });
});

test('who saves between the look and the save makes it a conflict as well', async () => {
  const store = await createSettingsStore();
  const ask = office({
    store: {
      read: store.read,
      save: async (settings, change) => {
        await store.save({ maxSessions: 50 }, { who: 'bob' });
        return store.save(settings, change);
      },
    },
  });
  const { body } = await ask('GET');
  const late = await ask('PUT', '', { body: { settings: body.settings }, headers: { 'If-Match': body.etag } });
  isProblem(late, 412, 'conflict');
  expect(late.body['current']).toMatchObject({ settings: { maxSessions: 50 } });
});

test.each(['PUT', 'POST'])('a change by %s that names no version is refused', async (method) => {
  const { ask } = await begun();
  isProblem(await ask(method, method === 'PUT' ? '' : '/undo', { body: {} }), 428, 'version-needed');
});

test('settings that break a rule are refused with what is wrong, and nothing is saved', async () => {
  const { save, ask, first } = await begun();
  const refused = await save({ tokenType: 'SMS', allowedDomains: 'https://example.org/' });
  isProblem(refused, 422, 'invalid-settings');
  expect(refused.body['findings']).toEqual([
    {
      key: 'allowedDomains',
      code: 'not-a-domain',
      severity: 'error',
      part: 'https://example.org/',
      suggestion: 'example.org',
    },
    { key: 'tokenType', code: 'sms-without-provider', severity: 'error' },
  ]);
  expect((await ask('GET')).body).toEqual(first);
});

test.each([
  [
    'account connect without either ID',
    'registrationIdentifiers',
    'no-identifier',
    { allowRegistrationIdentifier: true },
  ],
  ['Google without a client ID', 'googleClientId', 'google-without-id', { googleActive: true }],
  ['a text of 2,001 characters', 'ssoTermText', 'too-long', { ssoTermText: { de: 'x'.repeat(2001) } }],
  ['no parallel login', 'maxSessions', 'out-of-range', { maxSessions: 0 }],
  ['101 parallel logins', 'maxSessions', 'out-of-range', { maxSessions: 101 }],
])('%s is refused at %s', async (_what, key, code, change) => {
  const { save, ask, first } = await begun();
  const refused = await save(change);
  isProblem(refused, 422, 'invalid-settings');
  expect(refused.body['findings']).toContainEqual(expect.objectContaining({ key, code, severity: 'error' }));
  expect((await ask('GET')).body).toEqual(first);
});

test('a text that is empty in one language is saved as none, so that its readers are shown the other one’s', async () => {
  const { save } = await begun();
  const { body } = await save({ ssoTermText: { de: '', en: 'Terms' }, ssoOptInText: { de: ' \n' } });
  expect(body.settings).toMatchObject({ ssoTermText: { en: 'Terms' }, ssoOptInText: {} });
});

test('a warning does not hinder a save', async () => {
  const { save } = await begun();
  expect((await save({ allowedSalutations: ['COMPANY'] })).status).toBe(200);
});

test('with a provider SMS can be saved', async () => {
  const { save } = await begun(undefined, { capabilities: () => ({ smsProvider: true }) });
  expect((await save({ tokenType: 'SMS' })).status).toBe(200);
});

test('an absent number of logins is saved as 1, and domains as ASCII', async () => {
  const { save } = await begun();
  const { body } = await save({ maxSessions: undefined, allowedDomains: 'müller.example, Example.org' });
  expect(body.settings).toMatchObject({ maxSessions: 1, allowedDomains: 'xn--mller-kva.example,example.org' });
});

test('script, style sheet and settings without description stay as they were, and cannot be changed', async () => {
  const initial = { tokenType: 'EMAIL', ssoName: 'NONE', emergencyMode: 'NONE', javascript: 'a()', later: [1] };
  const { save } = await begun(initial);
  isProblem(await save({ javascript: 'b()' }), 400, 'invalid-request');
  isProblem(await save({ stranger: 1 }), 400, 'invalid-request');
  const { body } = await save({ javascript: undefined, maxSessions: 2 });
  expect(body.settings).toMatchObject({ javascript: 'a()', later: [1], maxSessions: 2 });
});

test('the history tells who changed what', async () => {
  const { save, ask } = await begun();
  await save({ maxSessions: 3 });
  const { body } = await ask('GET', '/history');
  expect(body['versions']).toMatchObject([
    { number: 2, by: 'ada@publisher.test', keys: ['maxSessions'] },
    { number: 1, by: 'initial' },
  ]);
});

test('an undo answers with the version before as a new one', async () => {
  const { save, ask } = await begun();
  const { body } = await save({ maxSessions: 3 });
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': body.etag } });
  expect(undone.body).toMatchObject({ settings: { maxSessions: 1 }, version: { number: 3 } });
  isProblem(await ask('POST', '/undo', { body: {}, headers: { 'If-Match': body.etag } }), 412, 'conflict');
});

test('an undo to what breaks a rule by now is refused with what is wrong, and nothing is saved', async () => {
  let smsProvider = true;
  const { save, ask } = await begun(undefined, { capabilities: () => ({ smsProvider }) });
  const sms = await save({ tokenType: 'SMS' });
  const { body } = await save({ tokenType: 'EMAIL' }, sms.body.etag);
  smsProvider = false;
  const { body: now } = await ask('GET');
  const refused = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': now.etag } });
  isProblem(refused, 422, 'invalid-settings');
  expect(refused.body['findings']).toEqual([{ key: 'tokenType', code: 'sms-without-provider', severity: 'error' }]);
  expect((await ask('GET')).body).toMatchObject({ settings: body.settings, version: { number: 3 } });
});

test('an undo goes back to a first version that names only some settings: the others mean what they stand for', async () => {
  const { save, ask } = await begun({ maxSessions: 2 });
  const { body } = await save({ tokenType: 'EMAIL', ssoName: 'NONE', emergencyMode: 'NONE', maxSessions: 3 });
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': body.etag } });
  expect([undone.status, undone.body.settings]).toEqual([200, { maxSessions: 2 }]);
});

test('an undo puts settings without description back as well', async () => {
  const { store, ask, first } = await begun();
  await store.save({ ...first.settings, javascript: 'a()' }, { who: 'import' });
  const { body } = await ask('GET');
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': body.etag } });
  expect([undone.status, undone.body.settings]).toEqual([200, first.settings]);
});

test('where there is nothing to undo it is said so', async () => {
  const { ask, first } = await begun();
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': first.etag } });
  isProblem(undone, 409, 'nothing-to-undo');
});

test('a preview gives texts as trees and the settings of browsers, and saves nothing', async () => {
  const { ask, first } = await begun(undefined, { contact: 'mailto:help@publisher.test' });
  const settings = {
    ...first.settings,
    forceUsername: true,
    ssoOptIn: true,
    ssoTermText: { de: '<p>AGB <script>alert(1)</script></p>', en: 'Terms' },
    ssoOptInText: { de: '<b>Ja</b>' },
  };
  const { status, body } = await ask('POST', '/preview', { body: { settings, language: 'de' } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    terms: [{ tag: 'p', children: ['AGB '] }],
    optIn: [{ tag: 'strong', children: ['Ja'] }],
    settings: { forceUsername: true, optIn: { ask: true }, contact: 'mailto:help@publisher.test' },
  });
  expect((await ask('GET')).body).toEqual(first);
});

test.each([{}, { settings: {} }, { settings: [], language: 'de' }, { settings: {}, language: 'fr' }, '{', '[]'])(
  'the preview of %j is no request',
  async (body) => {
    const { ask } = await begun();
    isProblem(await ask('POST', '/preview', { body }), 400, 'invalid-request');
  },
);

test.each([
  ['de', { de: 'a'.repeat(2001), en: 'ok' }, []],
  ['en', { de: 'a'.repeat(2001), en: 'ok' }, ['ok']],
  ['en', { de: 1, en: 'ok', xx: 'odd' }, ['ok']],
  ['de', { en: 'ok' }, ['ok']],
  ['de', { de: '', en: 'ok' }, ['ok']],
  ['de', { de: ' \n', en: 'ok' }, ['ok']],
] as const)(
  'the preview in %s of a text that is wrong in another language shows what is right',
  async (language, text, tree) => {
    const { ask, first } = await begun();
    const { body } = await ask('POST', '/preview', {
      body: { settings: { ...first.settings, ssoTermText: text }, language },
    });
    expect(body).toMatchObject({ terms: tree });
  },
);

test('a draft of nonsense is previewed all the same', async () => {
  const { ask } = await begun();
  const settings = { tokenType: 5, ssoTermText: 'text', registrationIdentifiers: null, ssoName: 'SOMETIMES' };
  const { status, body } = await ask('POST', '/preview', { body: { settings, language: 'en' } });
  expect([status, body['terms']]).toEqual([200, []]);
});

test('without an admin guard, or without a store, there is no handler', async () => {
  const store = await createSettingsStore();
  const given = { store, capabilities } as unknown as SettingsHandlerOptions;
  expect(() => createSettingsHandler(given)).toThrow('admin: a function');
  const admin = () => ({ who: 'ada' });
  expect(() => createSettingsHandler({ capabilities, admin } as unknown as SettingsHandlerOptions)).toThrow('store:');
});

const calls: [string, string][] = [
  ['GET', ''],
  ['PUT', ''],
  ['GET', '/history'],
  ['POST', '/undo'],
  ['POST', '/preview'],
];
test.each(calls)('%s %s is for nobody whom the guard does not know', async (method, path) => {
  const { store } = await begun();
  const ask = office({ store, admin: () => undefined });
  isProblem(await ask(method, path, method === 'GET' ? {} : { body: {} }), 403, 'not-allowed');
});

test('a guard that fails lets nobody in, and its words are not repeated', async () => {
  const { store } = await begun();
  const heard: unknown[] = [];
  const ask = office({
    store,
    onError: (error) => heard.push(error),
    admin: () => {
      throw new Error('password of the directory: 123');
    },
  });
  const answer = await ask('GET');
  isProblem(answer, 500, 'settings-failed');
  expect(JSON.stringify(answer.body)).not.toContain('123');
  expect(heard).toHaveLength(1);
});

test.each([true, {}, { user: 'ada' }, { who: 7 }, { who: '' }, { who: ' ' }])(
  'a guard that answers %j is a failure of the host, and nothing is saved',
  async (answer) => {
    const { store, first } = await begun();
    const heard: unknown[] = [];
    const ask = office({ store, admin: () => answer as never, onError: (error) => heard.push(error) });
    const headers = { 'If-Match': first.etag };
    isProblem(await ask('PUT', '', { body: { settings: first.settings }, headers }), 500, 'settings-failed');
    expect(heard).toEqual([expect.objectContaining({ message: expect.stringContaining('admin: ') as string })]);
    expect(await store.history()).toHaveLength(1);
  },
);

test.each(calls)('%s %s that another site asks for is refused', async (method, path) => {
  const { ask } = await begun();
  const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
  isProblem(await ask(method, path, { headers, ...(method !== 'GET' && { body: {} }) }), 403, 'request-refused');
});

test.each(calls.filter(([method]) => method !== 'GET'))(
  '%s %s needs the mark and a body of JSON',
  async (method, path) => {
    const { ask } = await begun();
    isProblem(await ask(method, path, { headers: { 'X-SSO-Request': '' }, body: {} }), 403, 'request-refused');
    isProblem(await ask(method, path, { headers: { 'X-SSO-Request': '0' }, body: {} }), 400, 'protocol-unknown');
    isProblem(await ask(method, path, { headers: { 'Content-Type': 'text/plain' }, body: {} }), 415, 'not-json');
  },
);

test('a browser that does not tell where it is needs an origin of the list', async () => {
  const { store } = await begun();
  const handler = createSettingsHandler({ store, capabilities, origins: [origin], admin: () => ({ who: 'ada' }) });
  const headers = { 'X-SSO-Request': '1', 'Content-Type': 'application/json' };
  const preview = (from: string) =>
    handler.fetch(
      new Request(`${endpoint}/preview`, {
        method: 'POST',
        headers: { ...headers, Origin: from },
        body: JSON.stringify({ settings: {}, language: 'de' }),
      }),
    );
  expect((await preview(origin)).status).toBe(200);
  expect((await preview('https://evil.example')).status).toBe(403);
});

test.each(['/nothing', '/history/', '-more'])('%s is no path', async (path) => {
  const { ask } = await begun();
  isProblem(await ask('GET', path), 404, 'not-found');
});

test('elsewhere than below its path there is nothing', async () => {
  const { store } = await begun();
  const ask = office({ store, basePath: '/office/settings' });
  isProblem(await ask('GET'), 404, 'not-found');
});

test('another method gets the list of those that are allowed', async () => {
  const { ask } = await begun();
  const answer = await ask('DELETE', '', { body: {} });
  isProblem(answer, 405, 'method-not-allowed');
  expect(answer.headers.get('allow')).toBe('GET, PUT');
});

test('a query is not part of the protocol', async () => {
  const { ask } = await begun();
  isProblem(await ask('GET', '?debug=1'), 400, 'invalid-request');
});

test('a body of megabytes is refused', async () => {
  const { save } = await begun();
  isProblem(await save({ ssoTermText: { de: 'x'.repeat(600_000) } }), 413, 'request-too-large');
});

test('a store that fails is a failure, whose words are not repeated', async () => {
  const store = { read: async () => Promise.reject(new Error('ENOENT /secret/path')) };
  const answer = await office({ store })('GET');
  isProblem(answer, 500, 'settings-failed');
  expect(JSON.stringify(answer.body)).not.toContain('/secret');
});

test('no answer can be framed, embedded by another site, or sends its address on', async () => {
  const { ask } = await begun();
  const broken = office({ store: { read: () => Promise.reject(new Error('broken')) }, onError: () => undefined });
  const answers = await Promise.all([ask('GET'), ask('GET', '/history'), ask('GET', '/nowhere'), broken('GET')]);
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('a page on a foreign name that points at the office changes nothing', async () => {
  const { ask, first } = await begun(undefined, { origins: [origin] });
  const change = { body: { settings: { ...first.settings, maxSessions: 3 } } };
  const headers = { 'If-Match': first.etag, Origin: 'https://foreign.example', 'Sec-Fetch-Site': 'same-origin' };
  isProblem(await ask('PUT', '', { ...change, headers }), 403, 'request-refused');
  expect((await ask('PUT', '', { ...change, headers: { ...headers, Origin: origin } })).status).toBe(200);
});
