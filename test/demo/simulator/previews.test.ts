import { expect, test } from 'vitest';
import { createSite, type Site } from '../demo-site.js';

const play = async (site: Site, call: object) => {
  const response = await site.post('/simulator/preview', {
    id: 'one',
    settings: {},
    method: 'GET',
    path: 'settings',
    ...call,
  });
  return { status: response.status, told: (await response.json()) as { error?: string; ok?: boolean; answer: object } };
};

test('a preview answers with the settings that come with the call, whatever the site has', async () => {
  const site = createSite();
  const { told } = await play(site, { settings: { tokenType: 'SMS', forceUsername: true } });
  expect(told).toMatchObject({ ok: true, answer: { codeChannel: 'sms', forceUsername: true } });
  expect(await (await site.get('/sso/settings')).json()).toMatchObject({ codeChannel: 'email', forceUsername: false });
});

test('each preview has accounts, mails and a session of its own', async () => {
  const site = createSite();
  const body = { identifier: 'reader@example.org', password: 'correct horse battery' };
  const { told } = await play(site, { method: 'POST', path: 'login/start', body });
  expect(told).toMatchObject({ ok: true, answer: { kind: 'session' }, message: null });
  expect((await play(site, { path: 'session' })).told.answer).toMatchObject({ kind: 'session' });
  expect((await play(site, { id: 'two', path: 'session' })).told.answer).toMatchObject({ kind: 'signedOut' });
  expect(await (await site.get('/sso/session')).json()).toMatchObject({ kind: 'signedOut' });
});

test('a failure is told with its status and code', async () => {
  const body = { identifier: 'reader@example.org', password: 'wrong' };
  const { status, told } = await play(createSite(), { method: 'POST', path: 'login/start', body });
  expect([status, told]).toMatchObject([200, { ok: false, status: 403, answer: { code: 'wrong-credentials' } }]);
});

test('of more previews than are kept the one that was used longest ago begins anew', async () => {
  const site = createSite();
  const body = { identifier: 'reader@example.org', password: 'correct horse battery' };
  for (let n = 0; n < 9; n += 1) await play(site, { id: `p${n}`, method: 'POST', path: 'login/start', body });
  expect((await play(site, { id: 'p0', path: 'session' })).told.answer).toMatchObject({ kind: 'signedOut' });
  expect((await play(site, { id: 'p8', path: 'session' })).told.answer).toMatchObject({ kind: 'session' });
});

test.each([
  [{ id: 'a b' }, 'id'],
  [{ settings: [] }, 'settings'],
  [{ method: 'PUT' }, 'method'],
  [{ path: '../simulator/reset' }, 'path'],
  [{ path: 'https://evil.example/' }, 'path'],
  [{ body: 'text' }, 'body'],
])('%j is refused, and its key named', async (call, key) => {
  const { status, told } = await play(createSite(), call);
  expect([status, told.error]).toEqual([400, expect.stringContaining(key)]);
});
