import { expect, onTestFinished, test, vi } from 'vitest';
import { judgeMerchantSettings } from '../../src/contract/merchant-rules.js';
import { memoryBackend } from '../../src/settings-store/versions/backend.js';
import {
  ConflictError,
  createSettingsStore,
  NothingToUndoError,
  type SettingsStore,
  type SettingsStoreOptions,
} from '../../src/settings-store/index.js';
import { startRedis } from '../support/redis.js';
import { temporaryFile } from './shared.js';
import { untilPasses } from '../support/until.js';

const redis = await startRedis();
const now = () => Date.parse('2026-03-01T12:00:00Z');
/** Each kind of store, opened twice on the same place: as two processes would. */
const kinds: [string, () => SettingsStoreOptions][] = [
  ['file', () => ({ file: temporaryFile() })],
  ...(redis ? [['redis', () => ({ redis, prefix: crypto.randomUUID() })] as [string, () => SettingsStoreOptions]] : []),
];
async function opened(options: SettingsStoreOptions): Promise<SettingsStore> {
  const store = await createSettingsStore({ now, ...options });
  onTestFinished(() => store.close());
  return store;
}
const all: typeof kinds = [['memory', () => ({})], ...kinds];

test.each(all)('%s: a new store holds what absent settings stand for, which has no fault', async (_, place) => {
  const { settings, version } = await (await opened(place())).read();
  expect(settings).toMatchObject({ tokenType: 'EMAIL', maxSessions: 1, ssoName: 'NONE', allowedDomains: '' });
  expect(judgeMerchantSettings(settings, { smsProvider: false })).toEqual([]);
  expect(version).toEqual({ number: 1, at: '2026-03-01T12:00:00.000Z', by: 'initial' });
});

test.each(all)('%s: what is saved is read, with who and when', async (_, place) => {
  const store = await opened(place());
  const { settings } = await store.read();
  const saved = await store.save({ ...settings, maxSessions: 3 }, { who: 'ada', ifVersion: 1 });
  expect(saved).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 2, by: 'ada' } });
  expect(await store.read()).toEqual(saved);
});

test.each(all)('%s: a change upon an older version is refused, with what stands there', async (_, place) => {
  const store = await opened(place());
  await store.save({ maxSessions: 3 }, { who: 'ada', ifVersion: 1 });
  const late = store.save({ maxSessions: 4 }, { who: 'bob', ifVersion: 1 });
  await expect(late).rejects.toThrow(ConflictError);
  await expect(late).rejects.toMatchObject({ current: { settings: { maxSessions: 3 }, version: { number: 2 } } });
  expect((await store.read()).settings).toEqual({ maxSessions: 3 });
});

test.each(all)('%s: of many who save upon the same version at once, one succeeds', async (_, place) => {
  const store = await opened(place());
  const tries = Array.from({ length: 8 }, (_each, index) =>
    store.save({ maxSessions: index + 1 }, { who: `person ${index}`, ifVersion: 1 }),
  );
  const results = await Promise.allSettled(tries);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await store.history()).toHaveLength(2);
});

test.each(all)('%s: the history tells who changed which settings, newest first', async (_, place) => {
  const store = await opened({ ...place(), initial: { tokenType: 'EMAIL', maxSessions: 1 } });
  await store.save({ maxSessions: 2, tokenType: 'EMAIL' }, { who: 'ada' });
  await store.save({ tokenType: 'SMS', maxSessions: 2, hideSalutation: true }, { who: 'bob' });
  expect(await store.history()).toMatchObject([
    { number: 3, by: 'bob', keys: ['tokenType', 'hideSalutation'] },
    { number: 2, by: 'ada', keys: ['maxSessions'] },
    { number: 1, by: 'initial', keys: ['tokenType', 'maxSessions'] },
  ]);
});

test.each(all)('%s: an undo is a new version with the one before, and can be undone', async (_, place) => {
  const store = await opened({ ...place(), initial: { maxSessions: 1 } });
  await store.save({ maxSessions: 2 }, { who: 'ada' });
  expect(await store.undo({ who: 'bob', ifVersion: 2 })).toMatchObject({
    settings: { maxSessions: 1 },
    version: { number: 3, by: 'bob' },
  });
  expect((await store.history())[0]).toMatchObject({ undoes: 2 });
  expect((await store.undo({ who: 'bob' })).settings).toEqual({ maxSessions: 2 });
});

test.each(all)('%s: a change by nobody who can be named saves nothing, and the store opens again', async (_, place) => {
  const options = place();
  const store = await opened(options);
  for (const who of [7, undefined, {}, '', ' ']) {
    await expect(store.save({ maxSessions: 2 }, { who: who as never })).rejects.toThrow(TypeError);
    await expect(store.undo({ who: who as never })).rejects.toThrow(TypeError);
  }
  expect(await store.history()).toHaveLength(1);
  expect((await (await opened(options)).read()).version.number).toBe(1);
});

test('a listener that throws takes neither the save nor the listeners behind it with it', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const store = await opened({});
  const failure = new Error('a listener of the host’s');
  const heard: number[] = [];
  store.subscribe(() => {
    throw failure;
  });
  store.subscribe(({ version }) => heard.push(version.number));
  expect(await store.save({ maxSessions: 2 }, { who: 'ada' })).toMatchObject({ version: { number: 2 } });
  expect(heard).toEqual([2]);
  expect(said).toHaveBeenCalledWith(failure);
});

test.each(all)('%s: the first version cannot be undone, nor one that has gone', async (_, place) => {
  const store = await opened(place());
  await expect(store.undo({ who: 'ada' })).rejects.toThrow(NothingToUndoError);
  await store.save({ maxSessions: 2 }, { who: 'ada' });
  await expect(store.undo({ who: 'ada', ifVersion: 1 })).rejects.toThrow(ConflictError);
});

test.each(all)('%s: a listener gets each version before the save is over, until it unsubscribes', async (_, place) => {
  const store = await opened(place());
  const heard: unknown[] = [];
  const stop = store.subscribe(({ version }) => heard.push(version.number));
  await store.save({ maxSessions: 2 }, { who: 'ada' });
  expect(heard).toEqual([2]);
  stop();
  await store.save({ maxSessions: 3 }, { who: 'ada' });
  expect(heard).toEqual([2]);
});

test.each(all)('%s: a value that no document can hold is not saved', async (_, place) => {
  const store = await opened(place());
  await expect(store.save({ tokenType: 'PIGEON' }, { who: 'ada' })).rejects.toThrow('Invalid setting: tokenType');
  expect((await store.read()).version.number).toBe(1);
});

test.each(all)('%s: what was read can be changed without changing what is kept', async (_, place) => {
  const store = await opened({ ...place(), initial: { tokenSmsCountries: ['DE'] } });
  ((await store.read()).settings['tokenSmsCountries'] as string[]).push('AT');
  expect((await store.read()).settings).toEqual({ tokenSmsCountries: ['DE'] });
});

test.each(all)('%s: 200 versions are kept', async (_, place) => {
  const store = await opened(place());
  for (let n = 0; n < 204; n++) await store.save({ maxSessions: 1 + (n % 2) }, { who: 'ada' });
  const numbers = (await store.history()).map(({ number }) => number);
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([200, 205, 6]);
});

test.each(kinds)('%s: what one store saves, another one of the same place reads and publishes', async (_, place) => {
  const options = place();
  const [one, other] = [await opened(options), await opened({ ...options, interval: 5 })];
  const heard: unknown[] = [];
  other.subscribe(({ version }) => heard.push(version.number));
  await one.save({ maxSessions: 5 }, { who: 'ada', ifVersion: 1 });
  expect((await other.read()).settings).toEqual({ maxSessions: 5 });
  await untilPasses(() => expect(heard).toEqual([2]));
  await expect(other.save({}, { who: 'bob', ifVersion: 1 })).rejects.toThrow(ConflictError);
});

test.each(kinds)('%s: opened again, it goes on where it was, whatever it should begin with', async (_, place) => {
  const options = place();
  const first = await opened(options);
  await first.save({ maxSessions: 7 }, { who: 'ada' });
  await first.close();
  expect(await (await opened({ ...options, initial: { maxSessions: 1 } })).read()).toMatchObject({
    settings: { maxSessions: 7 },
    version: { number: 2 },
  });
});

test('a store is either in a file or in Redis, or kept by a backend of the host', async () => {
  const backend = memoryBackend();
  await expect(createSettingsStore({ file: 'a', redis: 'redis://localhost' })).rejects.toThrow(TypeError);
  await expect(createSettingsStore({ file: 'a', backend })).rejects.toThrow(TypeError);
});

test('a backend in memory goes on from the versions of another', async () => {
  const before = memoryBackend();
  const first = await createSettingsStore({ backend: before });
  await first.save({ maxSessions: 7 }, { who: 'ada' });
  const second = await createSettingsStore({ backend: memoryBackend(await before.list()) });
  expect(await second.read()).toMatchObject({ settings: { maxSessions: 7 }, version: { number: 2, by: 'ada' } });
  await second.save({ maxSessions: 8 }, { who: 'ben' });
  expect((await second.history()).map(({ number }) => number)).toEqual([3, 2, 1]);
  expect((await first.read()).version.number, 'what the other keeps is its own').toBe(2);
});

test('a first version that no document can hold opens nothing', async () => {
  await expect(createSettingsStore({ initial: { maxSessions: 500 } })).rejects.toThrow('Invalid setting: maxSessions');
});
