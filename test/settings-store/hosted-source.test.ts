import { expect, test } from 'vitest';
import { createGateway } from '../../src/gateway/index.js';
import { hostedSettingsSource, type HostedSourceOptions } from '../../src/settings-store/index.js';
import { office } from './shared.js';

const inner = { tokenType: 'PIGEON', ssoOptIn: null, maxSessions: 2, later: true };
const fetch: HostedSourceOptions['fetch'] = async (request) => {
  const url = new URL(request.url);
  if (url.pathname !== '/api/v3.0/processes/settings/sso' || request.headers.get('X-plenigo-token') !== 'api-token')
    return new Response(null, { status: 404 });
  return Response.json({ settings: inner, ssoTermText: `Terms ${url.searchParams.get('language')}` });
};
const options = { apiUrl: 'https://sso.test/api/v3.0/', apiToken: 'api-token', where: 'https://office.test', fetch };

test('hosted settings are shown as they are, in every language, and not written', async () => {
  const { status, body } = await office({ store: hostedSettingsSource(options) })('GET');
  expect(status).toBe(200);
  expect(body).toMatchObject({ writable: false, where: 'https://office.test' });
  expect(body).not.toHaveProperty('version');
  expect(body.settings).toEqual({ ...inner, ssoTermText: { de: 'Terms de', en: 'Terms en' } });
});

test.each([
  ['PUT', ''],
  ['POST', '/undo'],
])('%s %s of hosted settings is refused, and says where they are changed', async (method, path) => {
  const ask = office({ store: hostedSettingsSource(options) });
  const { status, body } = await ask(method, path, { body: { settings: {} }, headers: { 'If-Match': '"1"' } });
  expect([status, body.code, body['where']]).toEqual([409, 'read-only', 'https://office.test']);
});

test('hosted settings have no history here', async () => {
  const { status, body } = await office({ store: hostedSettingsSource(options) })('GET', '/history');
  expect([status, body.code]).toEqual([409, 'read-only']);
});

const right = { tokenType: 'EMAIL', ssoName: 'NONE', emergencyMode: 'NONE', maxSessions: 9, ssoOptIn: false };

test('the host’s own save is handed what was judged, with who saves', async () => {
  const saved: unknown[] = [];
  const save = async (settings: object, { who }: { who: string }) => void saved.push([settings, who]);
  const ask = office({ store: hostedSettingsSource({ ...options, save }) });
  const { body } = await ask('GET');
  expect(body['writable']).toBe(true);
  const headers = { 'If-Match': body.etag };
  expect((await ask('PUT', '', { body: { settings: { ...right, tokenType: 'PIGEON' } }, headers })).status).toBe(422);
  expect((await ask('PUT', '', { body: { settings: right }, headers })).status).toBe(200);
  expect(saved).toEqual([[expect.objectContaining({ maxSessions: 9, later: true }), 'ada@publisher.test']]);
  expect((await ask('PUT', '', { body: { settings: right }, headers: { 'If-Match': '"old"' } })).status).toBe(412);
});

test('a save of the host’s own that fails is a failure', async () => {
  const save = async () => Promise.reject(new Error('secret'));
  const ask = office({ store: hostedSettingsSource({ ...options, save }) });
  const { body } = await ask('GET');
  const answer = await ask('PUT', '', { body: { settings: right }, headers: { 'If-Match': body.etag } });
  expect([answer.status, answer.body.code]).toEqual([502, 'hosted-failed']);
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': body.etag } });
  expect([undone.status, undone.body.code]).toEqual([409, 'nothing-to-undo']);
});

test.each([
  ['no answer', async () => Promise.reject(new TypeError('fetch failed'))],
  ['a refused token', async () => Response.json({ errorCode: 99401 }, { status: 401 })],
  ['nonsense', async () => new Response('<html>')],
  ['null', async () => Response.json(null)],
  ['a list', async () => Response.json([])],
  ['a text', async () => Response.json('settings')],
])('%s of the hosted API is a failure there', async (_what, broken) => {
  const { status, body } = await office({ store: hostedSettingsSource({ ...options, fetch: broken }) })('GET');
  expect([status, body.code]).toEqual([502, 'hosted-failed']);
});

test('numbers past what a browser can count are shown as odd as they are', async () => {
  const text = '{"settings":{"maxSessions":99999999999999999999,"later":12345678901234567890}}';
  const { status, body } = await office({
    store: hostedSettingsSource({ ...options, fetch: async () => new Response(text) }),
  })('GET');
  expect([status, body.settings]).toEqual([200, { maxSessions: 1e20, later: 12345678901234567000 }]);
});

test('settings that are null, and third-party sign-in that is none, are shown as that', async () => {
  const odd = async () => Response.json({ settings: null, ssoProviders: 'x' });
  const { body } = await office({ store: hostedSettingsSource({ ...options, fetch: odd }) })('GET');
  expect(body.settings).toEqual({ settings: null, googleActive: 'x' });
});

test.each([{ apiToken: '' }, { where: '' }, { apiUrl: 'sso' }])('with %j there are no hosted settings', (wrong) => {
  expect(() => hostedSettingsSource({ ...options, ...wrong })).toThrow(TypeError);
});

test('a gateway’s settings are the hosted ones alone, whatever a store holds and an option says', async () => {
  const given = {
    apiUrl: 'https://sso.test/api/v3.0',
    apiToken: 'api-token',
    origins: ['https://www.publisher.test'],
    secrets: ['a sealing secret of more than 32 characters'],
    log: () => undefined,
    fetch: async () => Response.json({ settings: { tokenType: 'EMAIL', forceUsername: false } }),
  };
  expect(() => createGateway({ ...given, settings: { forceUsername: true } } as typeof given)).toThrow();
  const response = await createGateway(given).fetch(new Request('https://www.publisher.test/sso/settings'));
  expect(await response.json()).toMatchObject({ forceUsername: false });
});

test('of three changes upon the same settings one is saved, and the host’s own save learns what it was made upon', async () => {
  let present: object = inner;
  const saved: unknown[] = [];
  const save: HostedSourceOptions['save'] = async (settings, { before }) => {
    saved.push(before['maxSessions']);
    await Promise.resolve();
    present = settings;
  };
  const changing: HostedSourceOptions['fetch'] = async () => Response.json({ settings: present });
  const ask = office({ store: hostedSettingsSource({ ...options, fetch: changing, save }) });
  const { body } = await ask('GET');
  const headers = { 'If-Match': body.etag };
  const answers = await Promise.all(
    [3, 4, 5].map((maxSessions) => ask('PUT', '', { body: { settings: { ...right, maxSessions } }, headers })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  expect(saved).toEqual([2]);
});
