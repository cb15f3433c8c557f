/** What `onAudit` gets of changes of the settings, and that it holds no editor up. */
import { expect, test, vi } from 'vitest';
import { type AuditEvent, createSettingsStore, type SettingsSource } from '../../src/settings-store/index.js';
import { untilPasses } from '../support/until.js';
import { office } from './shared.js';

test('a save and an undo are told, with who it was and the names of what differs', async () => {
  const events: AuditEvent[] = [];
  const ask = office({ store: await createSettingsStore({}), onAudit: (event) => void events.push(event) });
  const { body } = await ask('GET');
  const settings = { ...body.settings, maxSessions: 3 };
  const saved = await ask('PUT', '', { body: { settings }, headers: { 'If-Match': body.etag } });
  const undone = await ask('POST', '/undo', { body: {}, headers: { 'If-Match': saved.body.etag } });
  expect([saved.status, undone.status]).toEqual([200, 200]);
  const change = { type: 'settings-changed', by: 'ada@publisher.test', settings: ['maxSessions'] };
  await untilPasses(() =>
    expect(events).toEqual([
      { ...change, at: expect.stringMatching(/^\d{4}-.*Z$/) as string, how: 'saved', version: 2 },
      { ...change, at: expect.stringMatching(/^\d{4}-.*Z$/) as string, how: 'undone', version: 3 },
    ]),
  );
});

test('what changes nothing is not told: a look, a preview, a conflict, settings that are wrong', async () => {
  const onAudit = vi.fn();
  const ask = office({ store: await createSettingsStore({}), onAudit });
  const { body } = await ask('GET');
  await ask('GET', '/history');
  await ask('POST', '/preview', { body: { settings: body.settings, language: 'en' } });
  const put = (settings: object, etag: string) => ask('PUT', '', { body: { settings }, headers: { 'If-Match': etag } });
  expect((await put(body.settings, '"x"')).status).toBe(412);
  expect((await put({ ...body.settings, maxSessions: -1 }, body.etag)).status).toBe(422);
  expect((await put({ ...body.settings, maxSessions: 2 }, body.etag)).status).toBe(200);
  await untilPasses(() => expect(onAudit).toHaveBeenCalledTimes(1));
});

test('a source without versions has none in the event', async () => {
  const events: AuditEvent[] = [];
  const { settings: standard } = await (await createSettingsStore({})).read();
  let settings: Record<string, unknown> = standard;
  const store = {
    read: async () => ({ settings }),
    save: async (next: Record<string, unknown>) => void (settings = next),
  } as unknown as SettingsSource;
  const ask = office({ store, onAudit: (event) => void events.push(event) });
  const { body } = await ask('GET');
  const saved = await ask('PUT', '', {
    body: { settings: { ...body.settings, maxSessions: 4 } },
    headers: { 'If-Match': body.etag },
  });
  expect(saved.status).toBe(200);
  await untilPasses(() => expect(events).toHaveLength(1));
  expect(events[0]).toMatchObject({ how: 'saved', settings: ['maxSessions'] });
  expect(events[0]).not.toHaveProperty('version');
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('a hook that %s keeps no editor from saving, and onError gets it', async (_name, onAudit) => {
  const onError = vi.fn(() => {
    throw new Error('this one, too');
  });
  const ask = office({ store: await createSettingsStore({}), onAudit, onError });
  const { body } = await ask('GET');
  const given = { body: { settings: { ...body.settings, maxSessions: 2 } }, headers: { 'If-Match': body.etag } };
  expect((await ask('PUT', '', given)).status).toBe(200);
  await untilPasses(() => expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'no' })));
});

test('a hook that hangs is not waited for', async () => {
  const onAudit = () => new Promise<void>(() => undefined);
  const ask = office({ store: await createSettingsStore({}), onAudit });
  const { body } = await ask('GET');
  const given = { body: { settings: { ...body.settings, maxSessions: 2 } }, headers: { 'If-Match': body.etag } };
  expect((await ask('PUT', '', given)).status).toBe(200);
});
