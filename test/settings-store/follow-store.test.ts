import { expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { changeStoredSettings, createSettingsStore, followStore } from '../../src/settings-store/index.js';

test('a simulator that follows a store answers with what was saved last', async () => {
  const store = await createSettingsStore();
  const { follow, stop } = await followStore(store);
  const simulator = createSimulator({ apiToken: 'secret', follow });
  expect(simulator.settings.settings.maxSessions).toBe(1);
  await store.save({ tokenType: 'SMS', maxSessions: 3 }, { who: 'ada' });
  expect(simulator.settings.settings).toMatchObject({ tokenType: 'SMS', maxSessions: 3 });
  stop();
});

test('the same object is given until something is saved', async () => {
  const store = await createSettingsStore();
  const { follow, stop } = await followStore(store);
  const before = follow();
  expect(follow()).toBe(before);
  await store.save({}, { who: 'ada' });
  expect(follow()).not.toBe(before);
  stop();
});

test('a change in the hosted words is saved, and the simulator follows it', async () => {
  const store = await createSettingsStore();
  const { follow, stop } = await followStore(store);
  const simulator = createSimulator({ apiToken: 'secret', follow });
  const change = { maxSessions: 0, emergencyMode: 'PLENIGO_MODE', ssoTermText: '<p>New</p>' };
  await changeStoredSettings(store, change, 'test');
  expect(simulator.settings).toMatchObject({
    settings: { maxSessions: 0 },
    emergencyMode: 'PLENIGO_MODE',
    ssoTermText: '<p>New</p>',
  });
  expect((await store.read()).settings['ssoTermText']).toEqual({ de: '<p>New</p>', en: '<p>New</p>' });
  stop();
});

test('a change that meets another one is made upon it', async () => {
  const store = await createSettingsStore();
  await Promise.all([
    changeStoredSettings(store, { forceUsername: true }, 'one'),
    changeStoredSettings(store, { maxSessions: 4 }, 'two'),
  ]);
  expect((await store.read()).settings).toMatchObject({ forceUsername: true, maxSessions: 4 });
});

test('a change that no document can hold is refused', async () => {
  const store = await createSettingsStore();
  await expect(changeStoredSettings(store, { maxSessions: 101 }, 'test')).rejects.toThrow(
    'Invalid setting: maxSessions',
  );
});
