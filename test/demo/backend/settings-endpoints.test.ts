/** The settings behind the demo: the form's endpoint, the simulator that follows, and where they are kept. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSite, type Site } from '../demo-site.js';

interface Document {
  settings: Record<string, unknown>;
  capabilities: { smsProvider: boolean };
  writable: boolean;
  where?: string;
  version?: { number: number; by: string };
  etag: string;
}
let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'demo-settings-'))));
afterAll(() => rm(folder, { recursive: true }));

const read = async (site: Site): Promise<Document> => (await site.json('/sso-settings')) as Document;
/** Saves as the form does. */
async function save(site: Site, change: object): Promise<Response> {
  const { settings, etag } = await read(site);
  return site.put('/sso-settings', { settings: { ...settings, ...change } }, { 'if-match': etag });
}

test('the form gets the settings of the demo, with the texts of both languages', async () => {
  const { settings, capabilities, writable, version } = await read(createSite());
  expect(settings).toMatchObject({ tokenType: 'EMAIL', maxSessions: 2, ssoOptIn: true });
  expect(settings['ssoTermText']).toEqual({
    de: expect.stringContaining('AGB'),
    en: expect.stringContaining('Terms of the Uferblatt'),
  });
  expect([capabilities, writable]).toEqual([{ smsProvider: true }, true]);
  expect(version).toMatchObject({ number: 1, by: 'initial' });
});

test('what the form saves is what readers get at once, and the controls show', async () => {
  const site = createSite();
  const text = { de: '<p>Neu</p>', en: '<p>New</p>' };
  expect((await save(site, { forceUsername: true, ssoTermText: text })).status).toBe(200);
  expect((await read(site)).version).toMatchObject({ number: 2, by: 'editor' });
  const [de, en] = [await site.json('/sso/settings?language=de'), await site.json('/sso/settings?language=en')];
  expect(de).toMatchObject({ forceUsername: true, terms: [{ children: ['Neu'] }] });
  expect(en).toMatchObject({ terms: [{ children: ['New'] }] });
  expect(await site.json('/simulator/settings')).toMatchObject({ settings: { forceUsername: true } });
});

test('what the controls change is what the form shows, and they are named', async () => {
  const site = createSite();
  await site.put('/simulator/settings', { maxSessions: 7, ssoTermText: '<p>New</p>' });
  const { settings, version } = await read(site);
  expect(settings).toMatchObject({ maxSessions: 7, ssoTermText: { de: '<p>New</p>', en: '<p>New</p>' } });
  expect(version).toMatchObject({ number: 2, by: 'simulator' });
});

test('terms that the form changes are asked at the next login', async () => {
  const site = createSite();
  await save(site, { maxSessions: 3 });
  expect(await (await site.signIn('reader@example.org')).json()).toMatchObject({ kind: 'session' });
  await save(site, { ssoTermText: { de: '<p>Neu</p>', en: '<p>New</p>' } });
  expect(await (await site.signIn('reader@example.org')).json()).toMatchObject({ step: 'additional-data' });
});

test('a reset puts the settings back as at the start, as a new version', async () => {
  const site = createSite();
  const before = (await read(site)).settings;
  await save(site, { maxSessions: 9 });
  await site.put('/simulator/capabilities', { smsProvider: false });
  await site.post('/simulator/reset', {});
  const after = await read(site);
  expect(after.settings).toEqual(before);
  expect(after.version).toMatchObject({ number: 3, by: 'reset' });
  expect(after.capabilities).toEqual({ smsProvider: true });
  await site.post('/simulator/reset', {});
  expect((await read(site)).version?.number).toBe(3);
});

test('a save upon what somebody else replaced is a conflict, and changes nothing', async () => {
  const site = createSite();
  const { settings, etag } = await read(site);
  await save(site, { maxSessions: 3 });
  const late = await site.put('/sso-settings', { settings: { ...settings, maxSessions: 4 } }, { 'if-match': etag });
  expect(late.status).toBe(412);
  expect((await read(site)).settings['maxSessions']).toBe(3);
});

test('without an SMS provider the form is told so, and a save that needs one is refused', async () => {
  const site = createSite();
  expect(await (await site.put('/simulator/capabilities', { smsProvider: false })).json()).toEqual({
    smsProvider: false,
  });
  expect((await read(site)).capabilities).toEqual({ smsProvider: false });
  expect((await save(site, { tokenType: 'SMS' })).status).toBe(422);
});

test.each([[{ smsProvider: 'no' }], [{}], [{ smsProvider: true, pigeons: true }]])(
  'the capabilities %j are refused, and the error names the key',
  async (body) => {
    const response = await createSite().put('/simulator/capabilities', body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(/smsProvider|pigeons/);
  },
);

test('nobody changes the settings by another name that leads to the demo', async () => {
  const site = createSite();
  expect((await site.get('/sso-settings', {}, 'http://evil.example:8080')).status).toBe(421);
  expect((await site.get('/sso-settings', {}, 'http://localhost:9000')).status).toBe(200);
});

test('in a file the settings outlive the demo, and a reset is back at what it held at the start', async () => {
  const settingsFile = join(folder, 'kept.json');
  await save(createSite({ settingsFile }), { maxSessions: 5 });
  const site = createSite({ settingsFile });
  expect(await site.json('/simulator/settings')).toMatchObject({ settings: { maxSessions: 5 } });
  await save(site, { maxSessions: 6 });
  await site.post('/simulator/reset', {});
  expect(await read(site)).toMatchObject({ settings: { maxSessions: 5 }, version: { number: 4, by: 'reset' } });
  expect(JSON.parse(await readFile(settingsFile, 'utf8'))).toMatchObject({ number: 4 });
});

test('garbage in the file stops the demo at the start, with the place and the reason', async () => {
  const settingsFile = join(folder, 'garbage.json');
  await writeFile(settingsFile, '{\n  "number": 1,\n  nonsense');
  await expect(createSite({ settingsFile }).get('/')).rejects.toThrow(/garbage\.json, line 3, column \d+: /);
});

test('with the hosted API the form cannot save, and is told where settings are changed', async () => {
  const hosted = { apiUrl: 'http://127.0.0.1:9/api/v3.0', apiToken: 'the-merchants-token' };
  const site = createSite({ hosted });
  // Nobody answers there.
  expect((await site.get('/sso-settings')).status).toBe(502);
  const refused = await site.put('/sso-settings', { settings: {} }, { 'if-match': '"x"' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'read-only', where: expect.stringContaining('SSO') });
});
